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
	Muted bool
	// DisableDTX is deprecated for FeatureNoDTX, which old servers do not know.
	DisableDTX      bool
	Source          TrackSource
	Layers          []*VideoLayer
	SimulcastCodecs []*SimulcastCodec
	// Stereo is deprecated for FeatureStereo, which old servers do not know.
	Stereo bool
	// DisableRED sends the audio without redundancy (RFC 2198).
	DisableRED bool
	// Stream groups tracks; if empty the server groups by source.
	Stream        string
	AudioFeatures []AudioTrackFeature
}

func (*AddTrackRequest) name() string { return "AddTrackRequest" }

func (m *AddTrackRequest) put(w *writer) {
	putString(w, 1, m.CID)
	putString(w, 2, m.Name)
	putInt32(w, 3, m.Type)
	putUint32(w, 4, m.Width)
	putUint32(w, 5, m.Height)
	putBool(w, 6, m.Muted)
	putBool(w, 7, m.DisableDTX)
	putInt32(w, 8, m.Source)
	putMessages(w, 9, m.Layers)
	putMessages(w, 10, m.SimulcastCodecs)
	putBool(w, 12, m.Stereo)
	putBool(w, 13, m.DisableRED)
	putString(w, 15, m.Stream)
	putEnums(w, 17, m.AudioFeatures)
}

func (m *AddTrackRequest) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.CID)
	case 2:
		f.string(&m.Name)
	case 3:
		readInt32(f, &m.Type)
	case 4:
		f.uint32(&m.Width)
	case 5:
		f.uint32(&m.Height)
	case 6:
		f.bool(&m.Muted)
	case 7:
		f.bool(&m.DisableDTX)
	case 8:
		readInt32(f, &m.Source)
	case 9:
		children(f, &m.Layers)
	case 10:
		children(f, &m.SimulcastCodecs)
	case 12:
		f.bool(&m.Stereo)
	case 13:
		f.bool(&m.DisableRED)
	case 15:
		f.string(&m.Stream)
	case 17:
		enums(f, &m.AudioFeatures)
	}
}

// SimulcastCodec is one codec in which a track will be sent.
type SimulcastCodec struct {
	Codec  string
	CID    string
	Layers []*VideoLayer
}

func (*SimulcastCodec) name() string { return "SimulcastCodec" }

func (m *SimulcastCodec) put(w *writer) {
	putString(w, 1, m.Codec)
	putString(w, 2, m.CID)
	putMessages(w, 4, m.Layers)
}

func (m *SimulcastCodec) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Codec)
	case 2:
		f.string(&m.CID)
	case 4:
		children(f, &m.Layers)
	}
}

// TrackPublishedResponse answers AddTrackRequest.
type TrackPublishedResponse struct {
	CID   string
	Track *TrackInfo
}

func (*TrackPublishedResponse) name() string { return "TrackPublishedResponse" }

func (m *TrackPublishedResponse) put(w *writer) {
	putString(w, 1, m.CID)
	putMessage(w, 2, m.Track)
}

func (m *TrackPublishedResponse) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.CID)
	case 2:
		child(f, &m.Track)
	}
}

// TrackUnpublishedResponse tells that the server took an own track away.
type TrackUnpublishedResponse struct {
	TrackSID string
}

func (*TrackUnpublishedResponse) name() string { return "TrackUnpublishedResponse" }

func (m *TrackUnpublishedResponse) put(w *writer) {
	putString(w, 1, m.TrackSID)
}

func (m *TrackUnpublishedResponse) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	}
}

// MuteTrackRequest mutes or unmutes a published track, in either direction.
type MuteTrackRequest struct {
	SID   string
	Muted bool
}

func (*MuteTrackRequest) name() string { return "MuteTrackRequest" }

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

// UpdateLocalVideoTrack tells the new size of an own video, in pixels.
type UpdateLocalVideoTrack struct {
	TrackSID string
	Width    uint32
	Height   uint32
}

func (*UpdateLocalVideoTrack) name() string { return "UpdateLocalVideoTrack" }

func (m *UpdateLocalVideoTrack) put(w *writer) {
	putString(w, 1, m.TrackSID)
	putUint32(w, 2, m.Width)
	putUint32(w, 3, m.Height)
}

func (m *UpdateLocalVideoTrack) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	case 2:
		f.uint32(&m.Width)
	case 3:
		f.uint32(&m.Height)
	}
}

// TrackSubscribed tells the first subscription to an own track.
type TrackSubscribed struct {
	TrackSID string
}

func (*TrackSubscribed) name() string { return "TrackSubscribed" }

func (m *TrackSubscribed) put(w *writer) {
	putString(w, 1, m.TrackSID)
}

func (m *TrackSubscribed) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	}
}
