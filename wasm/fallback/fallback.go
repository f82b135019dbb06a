// Package fallback is the policy that decides, for a viewer on a weak downlink,
// which of each remote user's streams to receive: the high one, the low one, or
// audio alone. The audio of all users comes first; video gets what is left.
//
// It is pure: Step takes one reading of the viewer's statistics and returns
// decisions, each with its reason. It has no clock, no I/O and no goroutine,
// and the same readings give the same decisions. See docs/fallback.md.
package fallback

import "dualstream/wasm/api"

// Sample is one reading of the connection on which a viewer receives: every
// 250 ms, or as seldom as once a second in a hidden page. A number that the
// browser did not give is NaN.
type Sample struct {
	// NowMs is the time of the reading, in ms of a clock that only goes forward.
	NowMs float64
	// RTTMs is the round-trip time to the server, in ms.
	RTTMs float64
	// EstimateKbps is the receiver's own estimate of the downlink (REMB), in
	// kbps.
	EstimateKbps float64
	// Trains are the packet trains that came since the last sample.
	Trains []Train
	// Users are the remote users of whom something is subscribed, in the order
	// in which they joined: among users of one priority it is the order in which
	// they get video.
	Users []User
}

// User is one remote user in a Sample.
type User struct {
	_        [0]func() // not compared: see stats
	Identity string
	Option   api.FallbackOption
	// Ceiling is the most that the application wants (setRemoteVideoStreamType).
	Ceiling api.StreamType
	// Priority is what the application said by setRemoteUserPriority.
	Priority api.UserPriority
	// SendsTrains is whether the user sends packet trains to who asks for them.
	SendsTrains bool
	// HasLow is whether the user sends a low stream. Where not, the only steps
	// are high and audio.
	HasLow bool
	// HighKbps and LowKbps are what the user has announced to send of each
	// stream, without headers; 0 where nothing is known.
	HighKbps, LowKbps float64
	Audio, Video      Stream
}

// Stream are the counters of one received stream (RTCInboundRtpStreamStats),
// cumulative since its begin, and NaN where the browser does not give one.
type Stream struct {
	_ [0]func() // not compared: see stats
	// Expected is whether media should be arriving now: subscribed, and not
	// muted by its publisher. That nothing arrives of a stream that is not
	// expected says nothing. What the policy itself decided does not change it:
	// a video that is off because of the downlink is expected.
	Expected bool
	// TimestampMs is the reading's own time. It stands still where getStats
	// gives a reading twice.
	TimestampMs            float64
	BytesReceived          float64
	HeaderBytesReceived    float64
	PacketsReceived        float64
	PacketsLost            float64
	NackCount              float64
	FramesDecoded          float64
	FrameHeight            float64
	ConcealedSamples       float64
	SilentConcealedSamples float64
	TotalSamplesReceived   float64
}

// Train is what was seen of a packet train: packets of one size that a user sent
// back to back. The time between their arrivals is what the narrowest link on
// the way takes to carry one.
type Train struct {
	// ID is that of the TrainRequest.
	ID int
	// Packets is how many of them came.
	Packets int
	// PacketBytes is the size of one on the wire, with all headers.
	PacketBytes float64
	// SpreadMs is the time between the first and the last arrival.
	SpreadMs float64
}

// TrainRequest asks a user for a packet train.
type TrainRequest struct {
	// ID counts the requests of a policy.
	ID       int
	Identity string
	Packets  int
	// Bytes is the payload of one packet.
	Bytes int
}

// Decision is a change of what is to be received of one user.
type Decision struct {
	Identity string
	// From and To are levels under the ceiling: what is asked of the server.
	From, To api.Level
	// Trial marks a step up that is still to be proven. It is followed by a
	// decision with Proven for the same level, or by one that takes it back.
	Trial bool
	// Proven marks the end of a trial that went well: From is the level before
	// the trial and To is the level that is now kept.
	Proven bool
	Reason Reason
}

// Cause says what made a decision.
type Cause string

// The causes of decisions.
const (
	// CauseCongestion: the downlink does not carry what was received.
	CauseCongestion Cause = "congestion"
	// CauseRecovery: the downlink has been good for long enough to have more.
	CauseRecovery Cause = "recovery"
	// CauseTrialFailed: more was tried, and the downlink did not carry it.
	CauseTrialFailed Cause = "trial-failed"
	// CauseOption: setStreamFallbackOption no longer permits what was decided.
	CauseOption Cause = "option"
	// CauseRequest: setRemoteVideoStreamType moved the ceiling.
	CauseRequest Cause = "request"
	// CausePublisher: the user began or ceased to send a low stream.
	CausePublisher Cause = "publisher"
)

// Reason explains a decision.
type Reason struct {
	Cause    Cause
	From, To api.Level
	// Metrics are the readings that led to it, each beside the bound that it
	// crossed.
	Metrics []Metric
	// SinceMs is when what led to it began, in the time of Sample.NowMs.
	SinceMs float64
}

// Metric is a reading and the bound that it was held against. The name ends in
// its unit where it has one: "capacityKbps".
type Metric struct {
	Name      string
	Value     float64
	Threshold float64
}

// Phase says what the policy is doing about a user.
type Phase string

// The phases of a user.
const (
	// PhaseNormal: all that the application wants is received.
	PhaseNormal Phase = "normal"
	// PhaseFallback: less is received, because of the downlink.
	PhaseFallback Phase = "fallback"
	// PhaseTrial: more is being tried.
	PhaseTrial Phase = "trial"
	// PhaseUnknown: the statistics that a decision needs are missing, and
	// nothing is decided until they come back.
	PhaseUnknown Phase = "unknown"
)

// State is what the policy holds about a user now.
type State struct {
	Option  api.FallbackOption
	Ceiling api.StreamType
	// Level is what is asked of the server: never above Ceiling.
	Level api.Level
	Phase Phase
	// SinceMs is when Level was decided; 0 if nothing was decided yet.
	SinceMs float64
	// Reason is that of the last decision about this user; its Cause is empty
	// if there was none.
	Reason Reason
}
