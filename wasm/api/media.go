package api

// MediaKind is the documented mediaType: "audio" or "video".
type MediaKind string

// The two kinds of media.
const (
	Audio MediaKind = "audio"
	Video MediaKind = "video"
)

// StreamType says which of a publisher's two video streams is meant
// (RemoteStreamType of the documented API).
type StreamType int

// The two streams of a publisher with dual stream on.
const (
	HighStream StreamType = 0
	LowStream  StreamType = 1
)

// Source says where a local track comes from. It decides whether dual stream
// has an effect, and under which source the media server lists the track.
type Source string

// The sources of a local track.
const (
	SourceMicrophone  Source = "microphone"
	SourceCamera      Source = "camera"
	SourceScreen      Source = "screen"
	SourceScreenAudio Source = "screen-audio"
	SourceCustomAudio Source = "custom-audio"
	SourceCustomVideo Source = "custom-video"
)

// Encoding is one simulcast encoding as it is handed to addTransceiver and
// setParameters (W3C webrtc-pc, RTCRtpEncodingParameters).
type Encoding struct {
	_ [0]func() // not compared: see stats
	// RID names the layer (RFC 8851): "q" is the low stream, "h" the high
	// one. It is empty where a single encoding is sent.
	RID string
	// Active is false for a layer that was negotiated but is not sent.
	Active bool
	// MaxBitrate is in bits per second; 0 sets no bound.
	MaxBitrate int
	// MaxFramerate is in frames per second; 0 sets no bound.
	MaxFramerate float64
	// ScaleDown divides the source's width and height (scaleResolutionDownBy);
	// it is at least 1.
	ScaleDown float64
}

// LowStreamParameter is what an application asks of the low stream. A field
// that is 0 was not given.
type LowStreamParameter struct {
	// Width and Height are in pixels. The height is re-fitted to the source's
	// aspect ratio.
	Width, Height int
	// Framerate is in frames per second.
	Framerate int
	// Bitrate is in kbps.
	Bitrate int
}
