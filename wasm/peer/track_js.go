//go:build js && wasm

package peer

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// localTrack is a MediaStreamTrack that can be sent.
type localTrack struct {
	track         safejs.Value
	width, height int
}

// NewLocalTrack makes a LocalTrack of a MediaStreamTrack. The size is the
// capture's in pixels, 0 0 where it is not known or the track is audio.
func NewLocalTrack(track safejs.Value, width, height int) LocalTrack {
	return localTrack{track, width, height}
}

func (t localTrack) ID() string          { return text(t.track, "id") }
func (t localTrack) Kind() api.MediaKind { return api.MediaKind(text(t.track, "kind")) }
func (t localTrack) Size() (int, int)    { return t.width, t.height }

// remoteTrack is a MediaStreamTrack that is received.
type remoteTrack struct {
	track             safejs.Value
	id, streamID, mid string
	kind              api.MediaKind
}

func (t *remoteTrack) ID() string          { return t.id }
func (t *remoteTrack) StreamID() string    { return t.streamID }
func (t *remoteTrack) MID() string         { return t.mid }
func (t *remoteTrack) Kind() api.MediaKind { return t.kind }

// MediaStreamTrack gives the browser's object of a track that a Connection of
// this package told; undefined for any other.
func MediaStreamTrack(track RemoteTrack) safejs.Value {
	if t, ok := track.(*remoteTrack); ok {
		return t.track
	}
	return safejs.Undefined()
}

// newRemoteTrack reads an RTCTrackEvent.
func newRemoteTrack(event safejs.Value) (*remoteTrack, error) {
	track, err := event.Get("track")
	if err != nil {
		return nil, err
	}
	t := &remoteTrack{track: track, id: text(track, "id"), kind: api.MediaKind(text(track, "kind"))}
	transceiver, err := event.Get("transceiver")
	if err != nil {
		return nil, err
	}
	t.mid = text(transceiver, "mid")
	streams, err := event.Get("streams")
	if err != nil {
		return nil, err
	}
	if n, err := streams.Length(); err == nil && n > 0 {
		stream, err := streams.Index(0)
		if err != nil {
			return nil, err
		}
		t.streamID = text(stream, "id")
	}
	return t, nil
}
