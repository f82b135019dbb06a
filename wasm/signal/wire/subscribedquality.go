package wire

// SubscribedQualityUpdate tells a publisher which layers somebody wants.
type SubscribedQualityUpdate struct {
	TrackSID string
	// SubscribedQualities is deprecated for SubscribedCodecs.
	SubscribedQualities []*SubscribedQuality
	SubscribedCodecs    []*SubscribedCodec
}

func (*SubscribedQualityUpdate) name() string { return "SubscribedQualityUpdate" }

func (m *SubscribedQualityUpdate) put(w *writer) {
	putString(w, 1, m.TrackSID)
	putMessages(w, 2, m.SubscribedQualities)
	putMessages(w, 3, m.SubscribedCodecs)
}

func (m *SubscribedQualityUpdate) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	case 2:
		children(f, &m.SubscribedQualities)
	case 3:
		children(f, &m.SubscribedCodecs)
	}
}

// SubscribedCodec are the layers that are wanted in one codec.
type SubscribedCodec struct {
	Codec     string
	Qualities []*SubscribedQuality
}

func (*SubscribedCodec) name() string { return "SubscribedCodec" }

func (m *SubscribedCodec) put(w *writer) {
	putString(w, 1, m.Codec)
	putMessages(w, 2, m.Qualities)
}

func (m *SubscribedCodec) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Codec)
	case 2:
		children(f, &m.Qualities)
	}
}

// SubscribedQuality says whether one layer is wanted.
type SubscribedQuality struct {
	Quality VideoQuality
	Enabled bool
}

func (*SubscribedQuality) name() string { return "SubscribedQuality" }

func (m *SubscribedQuality) put(w *writer) {
	putInt32(w, 1, m.Quality)
	putBool(w, 2, m.Enabled)
}

func (m *SubscribedQuality) set(f *field) {
	switch f.num {
	case 1:
		readInt32(f, &m.Quality)
	case 2:
		f.bool(&m.Enabled)
	}
}
