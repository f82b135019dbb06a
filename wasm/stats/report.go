// Package stats holds the numbers picked from a getStats report (W3C
// webrtc-stats) in one flat layout that is shared with JavaScript, and what is
// counted from two of them. It is pure.
package stats

import "dualstream/wasm/api"

// Report is one reading of a connection's statistics. A number that the
// browser did not give is NaN, never 0: see Inbound and Outbound.
type Report struct {
	// TimestampMs is the report's own clock, in ms.
	TimestampMs float64
	// Transport is the selected candidate pair.
	Transport Transport
	Inbound   []Inbound
	Outbound  []Outbound
}

// Transport are numbers of the selected candidate pair (RTCIceCandidatePairStats).
type Transport struct {
	// RTTMs is the current round-trip time in ms.
	RTTMs float64
	// AvailableIncomingKbps is the receiver's estimate (REMB) in kbps.
	AvailableIncomingKbps float64
	// AvailableOutgoingKbps is the sender's estimate in kbps.
	AvailableOutgoingKbps float64
	BytesReceived         float64
	BytesSent             float64
}

// Inbound is one received RTP stream (RTCInboundRtpStreamStats), cumulative
// unless said.
type Inbound struct {
	_ uncomparable
	// MID is the number of the media section, -1 where it is not known.
	MID  int
	Kind api.MediaKind

	TimestampMs         float64
	BytesReceived       float64
	HeaderBytesReceived float64
	PacketsReceived     float64
	PacketsLost         float64
	// PacketsDiscarded came too late to be played.
	PacketsDiscarded float64
	NackCount        float64
	PLICount         float64

	// Video. FrameWidth, FrameHeight and FramesPerSecond are of now.
	FramesDecoded        float64
	FramesReceived       float64
	FrameWidth           float64
	FrameHeight          float64
	FramesPerSecond      float64
	TotalFreezesDuration float64

	// Audio, in samples.
	ConcealedSamples       float64
	SilentConcealedSamples float64
	TotalSamplesReceived   float64
	// AudioLevel is of now, 0 to 1.
	AudioLevel float64

	// Jitter is in seconds, of now; the jitter buffer's two are cumulative:
	// seconds, and samples or frames.
	Jitter                   float64
	JitterBufferDelay        float64
	JitterBufferEmittedCount float64
}

// Outbound is one sent RTP stream (RTCOutboundRtpStreamStats), cumulative
// unless said.
type Outbound struct {
	_ uncomparable
	// MID is the number of the media section, -1 where it is not known.
	MID  int
	Kind api.MediaKind
	// RID is "q", "h", "f" or "" for a single stream.
	RID string

	TimestampMs     float64
	BytesSent       float64
	PacketsSent     float64
	FramesEncoded   float64
	FrameWidth      float64
	FrameHeight     float64
	FramesPerSecond float64
	// TotalEncodeTime is in seconds.
	TotalEncodeTime float64
	// TargetKbps is the encoder's target of now, in kbps.
	TargetKbps float64
	// AudioLevel is the source's of now, 0 to 1 (RTCAudioSourceStats).
	AudioLevel float64
	// SourceFrames are what the source gave, and SourceWidth and SourceHeight the
	// size of the last of them in pixels (RTCVideoSourceStats).
	SourceFrames              float64
	SourceWidth, SourceHeight float64
	// PacketsLost, JitterSec and RTTMs are what the receiver reported
	// (RTCRemoteInboundRtpStreamStats).
	PacketsLost float64
	JitterSec   float64
	RTTMs       float64
}
