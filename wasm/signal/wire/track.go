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
	SID    string
	Type   TrackType
	Name   string
	Muted  bool
	Source TrackSource
	// Layers is deprecated for those of Codecs, which old servers do not send.
	Layers []*VideoLayer
	Codecs []*SimulcastCodecInfo
	// MimeType is the codec's (RFC 6838): "video/VP8".
	MimeType string
}

func (m *TrackInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		f.int32((*int32)(&m.Type))
	case 3:
		f.string(&m.Name)
	case 4:
		f.bool(&m.Muted)
	case 9:
		f.int32((*int32)(&m.Source))
	case 10:
		f.layer(&m.Layers)
	case 11:
		f.string(&m.MimeType)
	case 13:
		if f.hasMessage() {
			c := &SimulcastCodecInfo{}
			m.Codecs = append(m.Codecs, c)
			f.message(c)
		}
	}
}

// SimulcastCodecInfo is one codec in which a track is published.
type SimulcastCodecInfo struct {
	Layers []*VideoLayer
}

func (m *SimulcastCodecInfo) set(f *field) {
	switch f.num {
	case 4:
		f.layer(&m.Layers)
	}
}
