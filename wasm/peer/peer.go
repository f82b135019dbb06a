// Package peer is one interface over a WebRTC peer connection, with two
// implementations: peer_js.go over the browser's RTCPeerConnection (through
// safejs), and peer_pion.go over pion/webrtc/v3 for native builds.
//
// Methods that take a context block until the browser or pion has answered;
// they are called from a goroutine, never from a JavaScript callback.
package peer

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/stats"
)

// LocalTrack is media that can be sent: a MediaStreamTrack in the browser, a
// pion TrackLocal (one for each layer) natively.
type LocalTrack interface {
	// ID identifies the track on this connection; it is what LiveKit calls cid
	// and what the msid line of the offer carries.
	ID() string
	Kind() api.MediaKind
	// Size is the current size of a video source in pixels, 0 0 where it is
	// not known or the track is audio.
	Size() (width, height int)
}

// RemoteTrack is media that is received.
type RemoteTrack interface {
	ID() string
	// StreamID is the id of the MediaStream that carries it (RFC 8830 msid).
	StreamID() string
	// MID is the media section's id (RFC 8843).
	MID() string
	Kind() api.MediaKind
}

// Sender sends one local track.
type Sender interface {
	// RIDs are the layers that are really sent, in the order of AddTrack. It is
	// empty for a single stream, also where layers were asked and the browser
	// refused them; some browsers have them after the answer only.
	RIDs() []string
	// SetEncodings changes what is sent of each encoding, matched by rid, with
	// no renegotiation. A single stream takes the encoding that is scaled down
	// the least, whatever its rid.
	SetEncodings(ctx lifetime.Context, encodings []api.Encoding) error
	// Replace sends another track of the same kind in place of the present one,
	// with the encodings as they are.
	Replace(ctx lifetime.Context, track LocalTrack) error
	// Remove stops sending for good. A renegotiation makes it known.
	Remove() error
}

// State is the connection's state (W3C RTCPeerConnectionState).
type State string

// The states of a peer connection.
const (
	StateNew          State = "new"
	StateConnecting   State = "connecting"
	StateConnected    State = "connected"
	StateDisconnected State = "disconnected"
	StateFailed       State = "failed"
	StateClosed       State = "closed"
)

// Events are called as things happen, in order, never two at once. They must
// neither block nor call the connection; nil members are skipped.
type Events struct {
	// Candidate tells a local ICE candidate, as the JSON text of an
	// RTCIceCandidateInit.
	Candidate func(init string)
	// Track tells a new remote track.
	Track func(RemoteTrack)
	// State tells each change of the connection's state.
	State func(State)
	// Message tells what arrived on the other side's data channel, and when: in ms, on a clock of which only differences are of use.
	Message func(data []byte, atMs float64)
}

// ICEServer is a STUN or TURN server (W3C RTCIceServer).
type ICEServer struct {
	URLs       []string
	Username   string
	Credential string
}

// Config configures a Connection.
type Config struct {
	ICEServers []ICEServer
	// VideoCodec is what is offered first for local video: "vp8" or "h264".
	VideoCodec string
	// Channel is the label of the data channel that is used; empty uses none. It
	// is made by the side that offers and heard by the other one, keeps no order and
	// sends nothing again (W3C RTCDataChannelInit: ordered false, maxRetransmits 0).
	Channel string
}

// Factory makes connections.
type Factory func(config Config, events Events) (Connection, error)

// Connection is one peer connection.
type Connection interface {
	// Offer makes an offer, sets it as the local description and returns its SDP.
	Offer(ctx lifetime.Context) (sdp string, err error)
	// SetAnswer sets the answer to the last offer.
	SetAnswer(ctx lifetime.Context, sdp string) error
	// Answer sets a remote offer, and returns the answer's SDP, set as the
	// local description.
	Answer(ctx lifetime.Context, offer string) (sdp string, err error)
	// AddICECandidate adds a remote candidate, given as the JSON text of an
	// RTCIceCandidateInit. One that comes before the remote description is kept
	// until that is set.
	AddICECandidate(ctx lifetime.Context, init string) error
	// AddTrack makes a send-only transceiver. Audio takes no encodings: those
	// given are not used (Safari 17 refuses them). One encoding without a rid is
	// a single stream. Where the browser refuses the encodings, a single stream
	// is sent without bounds, see Sender.RIDs: SetEncodings sets them.
	AddTrack(track LocalTrack, encodings []api.Encoding) (Sender, error)
	// Send sends a message on the data channel, without waiting; nil sends nothing.
	// It tells false if the channel is not open, or not of this side.
	Send(message []byte) bool
	// Stats reads the statistics that the policy and the public statistics need.
	Stats(ctx lifetime.Context) (stats.Report, error)
	// Close ends the connection. No event is told after it has returned.
	Close()
}

// Repairer is a Connection on which it can be chosen, alone and at once, whether
// lost packets of received video are asked for again. A server re-sends them
// without a budget, which on a downlink that is too narrow hurts the audio more
// than the loss (docs/fallback.md). A browser can, by a local answer that the
// other side is not told.
type Repairer interface {
	// SetUnrepaired names the media sections whose lost packets are not asked for
	// again, from now on and after each answer; none of the others. What was lost
	// meanwhile is not repaired later: the picture goes on with a key frame. Where
	// the browser refuses, all stays as it was.
	SetUnrepaired(ctx lifetime.Context, mids []string) error
}
