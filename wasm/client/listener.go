package client

import (
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/peer"
	"dualstream/wasm/quality"
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

// StreamTypeReason is the third argument of "stream-type-changed": that of the
// policy's decision where it made the change.
type StreamTypeReason struct {
	fallback.Reason
	// Width and Height are what was seen arriving, in pixels.
	Width, Height int
}

// AppendText appends the reason as a JSON object (StreamTypeReason in
// js/src/types.ts).
func (r *StreamTypeReason) AppendText(dst []byte) []byte {
	dst = r.Reason.AppendText(dst)
	dst = append(dst[:len(dst)-1], `,"width":`...)
	dst = strconv.AppendInt(dst, int64(r.Width), 10)
	dst = append(dst, `,"height":`...)
	dst = strconv.AppendInt(dst, int64(r.Height), 10)
	return append(dst, '}')
}

// CauseDelivery, beside the causes of decisions: nothing was asked. The
// publisher switched its low stream on or off, or the media server chose
// another stream.
const CauseDelivery fallback.Cause = "delivery"

// CauseServer: the media server paused a video by its own estimate of the
// downlink, or sends it again. The policy decided nothing.
const CauseServer fallback.Cause = "server"

// Listener is told what happens, in order, on the client's queue. It must not
// block and must not call the client and wait.
type Listener interface {
	StateChanged(current, previous api.ConnectionState, reason api.DisconnectReason)
	// MediaReconnect tells that what is published is interrupted, or (over) is sent
	// again.
	MediaReconnect(over bool)
	// ReconnectFailed tells that an attempt to connect again has failed, and with
	// which token. A browser does not know why: the page may ask the server over HTTP
	// whether it was that.
	ReconnectFailed(token string)
	UserJoined(identity string)
	UserLeft(identity string, reason api.LeaveReason)
	UserPublished(identity string, kind api.MediaKind)
	UserUnpublished(identity string, kind api.MediaKind)
	// UserMuted tells that a user has muted or unmuted a track.
	UserMuted(identity string, kind api.MediaKind, muted bool)
	// Track tells the media of a subscription: it comes, is exchanged for
	// another, or (nil) goes.
	Track(identity string, kind api.MediaKind, track peer.RemoteTrack)
	StreamTypeChanged(identity string, stream api.StreamType, reason *StreamTypeReason)
	// StreamFallback tells that a user's video was given up for the audio's sake
	// (fallen), or that it is back.
	StreamFallback(identity string, fallen bool, reason *fallback.Reason)
	// StreamFallbackWarning tells that a user's video may soon be given up for the
	// audio's sake (warning), or that this danger is over.
	StreamFallbackWarning(identity string, warning bool, reason *fallback.Reason)
	// FallbackState tells what the policy holds about a user, when it changed.
	FallbackState(identity string, state *fallback.State)
	// Statistics are the public statistics of the last second, as JSON text in
	// the documented form (EngineStatistics in js/src/engine.ts).
	Statistics(text string)
	// Exception tells that something is wrong with a user's media, the client's own
	// included, or (code + quality.Recovered) is no longer.
	Exception(identity string, code quality.Code)
	Log(level LogLevel, text string)
}
