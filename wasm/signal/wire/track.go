package wire

// TrackType is the kind of a track's media.
type TrackType int32

// The kinds of tracks.
const (
	TrackAudio TrackType = 0
	TrackVideo TrackType = 1
	TrackData  TrackType = 2
)

// TrackSource is where a track comes from.
type TrackSource int32

// The sources of tracks.
const (
	SourceUnknown          TrackSource = 0
	SourceCamera           TrackSource = 1
	SourceMicrophone       TrackSource = 2
	SourceScreenShare      TrackSource = 3
	SourceScreenShareAudio TrackSource = 4
)

// AudioTrackFeature is a property of an audio track.
type AudioTrackFeature int32

// The features of audio tracks.
const (
	FeatureStereo                    AudioTrackFeature = 0
	FeatureNoDTX                     AudioTrackFeature = 1
	FeatureAutoGainControl           AudioTrackFeature = 2
	FeatureEchoCancellation          AudioTrackFeature = 3
	FeatureNoiseSuppression          AudioTrackFeature = 4
	FeatureEnhancedNoiseCancellation AudioTrackFeature = 5
	FeaturePreconnectBuffer          AudioTrackFeature = 6
)

// TrackInfo is a published track, as the server tells it.
type TrackInfo struct {
	SID   string
	Type  TrackType
	Name  string
	Muted bool
	// Width and Height are of the original video in pixels, 0 for audio.
	Width  uint32
	Height uint32
	// Simulcast is deprecated, and false in some paths: count the layers.
	Simulcast bool
	Source    TrackSource
	// Layers is deprecated for those of Codecs, which old servers do not send.
	Layers   []*VideoLayer
	MimeType string
	MID      string
	Codecs   []*SimulcastCodecInfo
	// DisableRED is true if the audio is sent without redundancy (RFC 2198).
	DisableRED bool
	// Stream groups tracks: it becomes the MediaStream's id.
	Stream string
}

func (*TrackInfo) name() string { return "TrackInfo" }

func (m *TrackInfo) put(w *writer) {
	putString(w, 1, m.SID)
	putInt32(w, 2, m.Type)
	putString(w, 3, m.Name)
	putBool(w, 4, m.Muted)
	putUint32(w, 5, m.Width)
	putUint32(w, 6, m.Height)
	putBool(w, 7, m.Simulcast)
	putInt32(w, 9, m.Source)
	putMessages(w, 10, m.Layers)
	putString(w, 11, m.MimeType)
	putString(w, 12, m.MID)
	putMessages(w, 13, m.Codecs)
	putBool(w, 15, m.DisableRED)
	putString(w, 17, m.Stream)
}

func (m *TrackInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		readInt32(f, &m.Type)
	case 3:
		f.string(&m.Name)
	case 4:
		f.bool(&m.Muted)
	case 5:
		f.uint32(&m.Width)
	case 6:
		f.uint32(&m.Height)
	case 7:
		f.bool(&m.Simulcast)
	case 9:
		readInt32(f, &m.Source)
	case 10:
		children(f, &m.Layers)
	case 11:
		f.string(&m.MimeType)
	case 12:
		f.string(&m.MID)
	case 13:
		children(f, &m.Codecs)
	case 15:
		f.bool(&m.DisableRED)
	case 17:
		f.string(&m.Stream)
	}
}

// SimulcastCodecInfo is one codec in which a track is published.
type SimulcastCodecInfo struct {
	MimeType string
	MID      string
	CID      string
	Layers   []*VideoLayer
}

func (*SimulcastCodecInfo) name() string { return "SimulcastCodecInfo" }

func (m *SimulcastCodecInfo) put(w *writer) {
	putString(w, 1, m.MimeType)
	putString(w, 2, m.MID)
	putString(w, 3, m.CID)
	putMessages(w, 4, m.Layers)
}

func (m *SimulcastCodecInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.MimeType)
	case 2:
		f.string(&m.MID)
	case 3:
		f.string(&m.CID)
	case 4:
		children(f, &m.Layers)
	}
}
