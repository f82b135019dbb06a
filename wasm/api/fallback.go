package api

// FallbackOption says what a client may do to a remote user's video on a weak
// downlink (RemoteStreamFallbackType of the documented API).
type FallbackOption int

// The documented options.
const (
	// FallbackDisable changes nothing.
	FallbackDisable FallbackOption = 0
	// FallbackLowStream goes down to the low stream. It is the default.
	FallbackLowStream FallbackOption = 1
	// FallbackAudioOnly goes down to the low stream, then to audio alone.
	FallbackAudioOnly FallbackOption = 2
)

// Level is how much of a remote user is received. A larger one is less.
type Level int

// The levels, from all to least. The first two are those of StreamType.
const (
	LevelHigh Level = iota
	LevelLow
	LevelAudio
)

// String returns "high", "low" or "audio".
func (l Level) String() string {
	switch l {
	case LevelHigh:
		return "high"
	case LevelLow:
		return "low"
	default:
		return "audio"
	}
}

// UserPriority says whose video comes first where the downlink does not carry
// that of all (setRemoteUserPriority, an addition to the documented API).
type UserPriority int

// The priorities.
const (
	PriorityNormal UserPriority = iota
	PriorityHigh
)
