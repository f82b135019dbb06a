package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/peer"
)

// LogLevel is the documented level of a message of the log.
type LogLevel int

// The levels of the log.
const (
	LogDebug LogLevel = iota
	LogInfo
	LogWarning
	LogError
)

// StreamTypeCause says what made the delivered stream another one.
type StreamTypeCause string

const (
	// CauseRequest: setRemoteVideoStreamType asked for it.
	CauseRequest StreamTypeCause = "request"
	// CauseDelivery: nothing was asked. The publisher switched its low stream on
	// or off, or the media server chose another stream.
	CauseDelivery StreamTypeCause = "delivery"
)

// StreamTypeReason is the third argument of "stream-type-changed".
type StreamTypeReason struct {
	Cause    StreamTypeCause
	From, To api.StreamType
	// Width and Height are what was seen arriving, in pixels.
	Width, Height int
}

// Listener is told what happens, in order, on the client's queue. It must not
// block and must not call the client and wait.
type Listener interface {
	StateChanged(current, previous api.ConnectionState, reason api.DisconnectReason)
	UserJoined(identity string)
	UserLeft(identity string, reason api.LeaveReason)
	UserPublished(identity string, kind api.MediaKind)
	UserUnpublished(identity string, kind api.MediaKind)
	// Track tells the media of a subscription: it comes, is exchanged for
	// another, or (nil) goes.
	Track(identity string, kind api.MediaKind, track peer.RemoteTrack)
	StreamTypeChanged(identity string, stream api.StreamType, reason StreamTypeReason)
	Log(level LogLevel, text string)
}
