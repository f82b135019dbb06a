package wire

// AddTrackRequest announces a track that will be offered.
type AddTrackRequest struct {
	// CID is the client's id of the track: that of the offer's msid line.
	CID  string
	Name string
	Type TrackType
	// Width and Height are of the original video in pixels.
	Width  uint32
	Height uint32
	// Muted is true to publish the track muted.
	Muted  bool
	Source TrackSource
	Layers []*VideoLayer
	// DisableRED sends the audio without redundancy (RFC 2198).
	DisableRED    bool
	AudioFeatures []AudioTrackFeature
}

func (m *AddTrackRequest) put(w *writer) {
	putString(w, 1, m.CID)
	putString(w, 2, m.Name)
	putInt(w, 3, int64(m.Type))
	putInt(w, 4, int64(m.Width))
	putInt(w, 5, int64(m.Height))
	putBool(w, 6, m.Muted)
	putInt(w, 8, int64(m.Source))
	for _, l := range m.Layers {
		w.message(9, l)
	}
	putBool(w, 13, m.DisableRED)
	for _, feature := range m.AudioFeatures {
		// One by one: readers take a list of numbers packed or not.
		w.number(17, int64(feature))
	}
}

// TrackPublishedResponse answers AddTrackRequest.
type TrackPublishedResponse struct {
	CID   string
	Track *TrackInfo
}

func (m *TrackPublishedResponse) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.CID)
	case 2:
		if f.hasMessage() {
			if m.Track == nil {
				m.Track = &TrackInfo{}
			}
			f.message(m.Track)
		}
	}
}

// MuteTrackRequest mutes or unmutes a published track, in either direction.
type MuteTrackRequest struct {
	SID   string
	Muted bool
}

func (m *MuteTrackRequest) put(w *writer) {
	putString(w, 1, m.SID)
	putBool(w, 2, m.Muted)
}

func (m *MuteTrackRequest) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		f.bool(&m.Muted)
	}
}
