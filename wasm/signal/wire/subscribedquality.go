package wire

// SubscribedQualityUpdate tells a publisher how much of a video is wanted. The
// qualities up to the best that any viewer wants are enabled, and none is where
// nobody receives the video: whether a viewer wants less than another one is not
// told.
type SubscribedQualityUpdate struct {
	TrackSID string
	// SubscribedQualities are of the first codec, which is the only one in which this
	// client publishes. (The server tells those of all codecs in another field too,
	// which would take one more message to read.)
	SubscribedQualities []*SubscribedQuality
}

func (m *SubscribedQualityUpdate) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	case 2:
		if f.hasMessage() {
			q := &SubscribedQuality{}
			m.SubscribedQualities = append(m.SubscribedQualities, q)
			f.message(q)
		}
	}
}

// SubscribedQuality tells whether one quality is wanted.
type SubscribedQuality struct {
	Quality VideoQuality
	Enabled bool
}

func (m *SubscribedQuality) set(f *field) {
	switch f.num {
	case 1:
		f.int32((*int32)(&m.Quality))
	case 2:
		f.bool(&m.Enabled)
	}
}
