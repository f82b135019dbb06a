//go:build js && wasm

package peer

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
)

// mediaTrack is a MediaStreamTrack. One type is both a LocalTrack and a
// RemoteTrack: each method of a type is a part of the download.
type mediaTrack struct {
	track value
	id    string
	kind  api.MediaKind
	// Of a track to send.
	width, height int
	// Of a track that is received.
	streamID, mid string
}

func newTrack(track *value) *mediaTrack {
	return &mediaTrack{track: *track, id: track.text("id"), kind: api.MediaKind(track.text("kind"))}
}

// NewLocalTrack makes a LocalTrack of a MediaStreamTrack. The size is the
// capture's in pixels, 0 0 where it is not known or the track is audio.
func NewLocalTrack(track safejs.Value, width, height int) LocalTrack {
	t := newTrack(&value{js: track})
	t.width, t.height = width, height
	return t
}

// newRemoteTrack makes the RemoteTrack of an RTCTrackEvent.
func newRemoteTrack(track, event *value) RemoteTrack {
	t := newTrack(track)
	t.mid = event.get("transceiver").text("mid")
	if streams := event.get("streams").list(); len(streams) > 0 {
		t.streamID = streams[0].text("id")
	}
	return t
}

func (t *mediaTrack) ID() string          { return t.id }
func (t *mediaTrack) Kind() api.MediaKind { return t.kind }
func (t *mediaTrack) Size() (int, int)    { return t.width, t.height }
func (t *mediaTrack) StreamID() string    { return t.streamID }
func (t *mediaTrack) MID() string         { return t.mid }

// MediaStreamTrack gives the browser's object of a track that a Connection of
// this package told; undefined for any other.
func MediaStreamTrack(track RemoteTrack) safejs.Value {
	if t, ok := track.(*mediaTrack); ok {
		return t.track.js
	}
	return safejs.Undefined()
}

// own gives a track that was made here; any other has failed.
func own(track LocalTrack) *mediaTrack {
	if t, ok := track.(*mediaTrack); ok {
		return t
	}
	return newTrack(failure(api.NewError(api.InvalidLocalTrack, "the track is no MediaStreamTrack")))
}
