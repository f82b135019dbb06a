//go:build js && wasm

package main

import (
	"dualstream/wasm/api"
	"dualstream/wasm/bridge"
	"dualstream/wasm/client"
	"dualstream/wasm/fallback"
	"dualstream/wasm/peer"
	"dualstream/wasm/quality"
)

// events tells a client's events to the shim (EngineEvents in
// js/src/engine.ts).
type events struct{ sink bridge.Sink }

func (e events) StateChanged(current, previous api.ConnectionState, reason api.DisconnectReason) {
	var why any // undefined, as the documented event has it
	if reason != "" {
		why = string(reason)
	}
	e.sink.Emit("state", string(current), string(previous), why)
}

func (e events) MediaReconnect(over bool) { e.sink.Emit("media-reconnect", over) }

func (e events) ReconnectFailed(token string) { e.sink.Emit("reconnect-failed", token) }

func (e events) UserMuted(identity string, kind api.MediaKind, muted bool) {
	e.sink.Emit("user-muted", identity, string(kind), muted)
}

func (e events) UserJoined(identity string) { e.sink.Emit("user-joined", identity) }

func (e events) UserLeft(identity string, reason api.LeaveReason) {
	e.sink.Emit("user-left", identity, string(reason))
}

func (e events) UserPublished(identity string, kind api.MediaKind) {
	e.sink.Emit("user-published", identity, string(kind))
}

func (e events) UserUnpublished(identity string, kind api.MediaKind) {
	e.sink.Emit("user-unpublished", identity, string(kind))
}

func (e events) Track(identity string, kind api.MediaKind, track peer.RemoteTrack) {
	var media any
	if track != nil {
		media = peer.MediaStreamTrack(track)
	}
	e.sink.Emit("track", identity, string(kind), media)
}

func (e events) StreamTypeChanged(identity string, stream api.StreamType, reason *client.StreamTypeReason) {
	e.sink.Emit("stream-type-changed", identity, int(stream), string(reason.AppendText(nil)))
}

func (e events) StreamFallback(identity string, fallen bool, reason *fallback.Reason) {
	state := "recover"
	if fallen {
		state = "fallback"
	}
	e.sink.Emit("stream-fallback", identity, state, string(reason.AppendText(nil)))
}

func (e events) StreamFallbackWarning(identity string, warning bool, reason *fallback.Reason) {
	e.sink.Emit("stream-fallback-warning", identity, warning, string(reason.AppendText(nil)))
}

func (e events) FallbackState(identity string, state *fallback.State) {
	e.sink.Emit("fallback-state", identity, string(state.AppendText(nil)))
}

func (e events) Statistics(text string) { e.sink.Emit("statistics", text) }

func (e events) Exception(identity string, code quality.Code) {
	e.sink.Emit("exception", identity, int(code))
}

func (e events) Log(level client.LogLevel, text string) { e.sink.Emit("log", int(level), text) }
