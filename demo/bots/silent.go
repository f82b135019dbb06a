package bots

import (
	"dualstream/wasm/api"
	"dualstream/wasm/client"
	"dualstream/wasm/fallback"
	"dualstream/wasm/peer"
	"dualstream/wasm/quality"
)

// silent is what a client tells a listener that cares for nothing: a bot does
// not watch the others in its room.
type silent struct{}

func (silent) StateChanged(_, _ api.ConnectionState, _ api.DisconnectReason)      {}
func (silent) MediaReconnect(bool)                                                {}
func (silent) ReconnectFailed(string)                                             {}
func (silent) UserMuted(string, api.MediaKind, bool)                              {}
func (silent) UserJoined(string)                                                  {}
func (silent) UserLeft(string, api.LeaveReason)                                   {}
func (silent) UserPublished(string, api.MediaKind)                                {}
func (silent) UserUnpublished(string, api.MediaKind)                              {}
func (silent) Track(string, api.MediaKind, peer.RemoteTrack)                      {}
func (silent) StreamTypeChanged(string, api.StreamType, *client.StreamTypeReason) {}
func (silent) StreamFallback(string, bool, *fallback.Reason)                      {}
func (silent) StreamFallbackWarning(string, bool, *fallback.Reason)               {}
func (silent) FallbackState(string, *fallback.State)                              {}
func (silent) Statistics(string)                                                  {}
func (silent) Exception(string, quality.Code)                                     {}
func (silent) Log(client.LogLevel, string)                                        {}
