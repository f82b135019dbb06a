//go:build !js

package peer

import (
	"strings"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"

	"dualstream/wasm/api"
)

// remoteTrack is a media section in which the other side sends.
type remoteTrack struct {
	id, streamID, mid string
	kind              api.MediaKind
}

func (t remoteTrack) ID() string          { return t.id }
func (t remoteTrack) StreamID() string    { return t.streamID }
func (t remoteTrack) MID() string         { return t.mid }
func (t remoteTrack) Kind() api.MediaKind { return t.kind }

// remoteTracks reads from an offer what the other side sends, as a browser
// does: pion itself tells a track with its first packet, which a muted one may
// never send.
func remoteTracks(offer *webrtc.SessionDescription) ([]remoteTrack, error) {
	parsed, err := offer.Unmarshal()
	if err != nil {
		return nil, err
	}
	var tracks []remoteTrack
	for _, m := range parsed.MediaDescriptions {
		kind := api.MediaKind(m.MediaName.Media)
		if (kind != api.Audio && kind != api.Video) || m.MediaName.Port.Value == 0 || !sends(m) {
			continue
		}
		mid, _ := m.Attribute(sdp.AttrKeyMID)
		msid, _ := m.Attribute(sdp.AttrKeyMsid)
		stream, id, _ := strings.Cut(msid, " ")
		if stream == "-" {
			stream = ""
		}
		tracks = append(tracks, remoteTrack{id: id, streamID: stream, mid: mid, kind: kind})
	}
	return tracks, nil
}

// sends tells whether the side that wrote the section sends in it; without a
// direction it does (RFC 8866 section 6.7).
func sends(m *sdp.MediaDescription) bool {
	for _, silent := range []string{sdp.AttrKeyRecvOnly, sdp.AttrKeyInactive} {
		if _, ok := m.Attribute(silent); ok {
			return false
		}
	}
	return true
}
