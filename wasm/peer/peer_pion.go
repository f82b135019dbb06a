//go:build !js

package peer

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	streamstats "github.com/pion/interceptor/pkg/stats"
	"github.com/pion/webrtc/v3"

	"dualstream/wasm/api"
)

// connection is a pion PeerConnection.
type connection struct {
	pc       *webrtc.PeerConnection
	counters streamstats.Getter
	events   Events
	// label is of the data channel, which is made with the first offer.
	label string

	// telling is held while an event is told.
	telling sync.Mutex
	state   State

	closing sync.Once
	closed  chan struct{}
	// readers are the goroutines that read RTP and RTCP.
	readers sync.WaitGroup

	mu       sync.Mutex
	senders  []*sender
	received []*receivedStream
	// tracks are those told, by mid.
	tracks map[string]remoteTrack
	// early are candidates that came before the remote description.
	remote bool
	early  []webrtc.ICECandidateInit
	// channel is this side's data channel; nil until there is one.
	channel *webrtc.DataChannel
}

// NewFactory makes connections over pion/webrtc. Local tracks are SampleTracks.
func NewFactory() Factory {
	return func(config Config, events Events) (Connection, error) {
		pc, counters, err := newPeerConnection(config)
		if err != nil {
			return nil, failed(api.UnexpectedError, err, "cannot make a peer connection")
		}
		c := &connection{
			pc: pc, counters: counters, events: events, label: config.Channel,
			state: StateNew, closed: make(chan struct{}), tracks: map[string]remoteTrack{},
		}
		pc.OnICECandidate(c.candidateFound)
		pc.OnTrack(c.streamArrived)
		pc.OnDataChannel(c.channelArrived)
		pc.OnConnectionStateChange(func(webrtc.PeerConnectionState) { c.stateChanged() })
		return c, nil
	}
}

// tell runs what tells an event, one at a time and none after Close.
func (c *connection) tell(f func()) {
	c.telling.Lock()
	defer c.telling.Unlock()
	if ready(context.Background(), c.closed) == nil {
		f()
	}
}

// start runs a reader. Close waits for its end.
func (c *connection) start(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ready(context.Background(), c.closed) == nil {
		c.readers.Go(f)
	}
}

func (c *connection) candidateFound(candidate *webrtc.ICECandidate) {
	if candidate == nil || c.events.Candidate == nil {
		return
	}
	init, err := json.Marshal(candidate.ToJSON())
	if err == nil {
		c.tell(func() { c.events.Candidate(string(init)) })
	}
}

// stateChanged tells the state of now: pion calls from a goroutine for each
// change, in any order.
func (c *connection) stateChanged() {
	c.tell(func() {
		state := State(c.pc.ConnectionState().String())
		if state == c.state {
			return
		}
		c.state = state
		if c.events.State != nil {
			c.events.State(state)
		}
	})
}

// streamArrived is called by pion with the first packet of a stream.
func (c *connection) streamArrived(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	r := &receivedStream{track: track, kind: api.Audio}
	if track.Kind() == webrtc.RTPCodecTypeVideo {
		r.kind = api.Video
	}
	for _, t := range c.pc.GetTransceivers() {
		if t.Receiver() == receiver {
			r.mid = t.Mid()
		}
	}
	c.start(func() {
		c.keep(r)
		defer c.drop(r)
		r.read()
	})
	// pion's reader for the layers of simulcast races with the arrival of
	// further layers. Media servers do not send any.
	if track.RID() == "" {
		c.start(func() { readReports(receiver) })
	}
}

// readReports reads the RTCP of a stream for the interceptors, which see only
// what is read.
func readReports(receiver *webrtc.RTPReceiver) {
	for {
		if _, _, err := receiver.ReadRTCP(); err != nil {
			return
		}
	}
}

func (c *connection) keep(r *receivedStream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.received = append(c.received, r)
}

func (c *connection) drop(r *receivedStream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.received = slices.DeleteFunc(c.received, func(other *receivedStream) bool { return other == r })
}

// streams gives what is sent and received now.
func (c *connection) streams() ([]*sender, []*receivedStream) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var senders []*sender
	for _, s := range c.senders {
		s.mu.Lock()
		if !s.removed {
			senders = append(senders, s)
		}
		s.mu.Unlock()
	}
	return senders, slices.Clone(c.received)
}

// Offer is of Connection.
func (c *connection) Offer(ctx context.Context) (string, error) {
	if err := ready(ctx, c.closed); err != nil {
		return "", failed(api.CreateOfferFailed, err, "cannot make an offer")
	}
	err := c.makeChannel()
	var offer webrtc.SessionDescription
	if err == nil {
		offer, err = c.pc.CreateOffer(nil)
	}
	if err == nil {
		err = c.pc.SetLocalDescription(offer)
	}
	if err != nil {
		return "", failed(api.CreateOfferFailed, err, "cannot make an offer")
	}
	return offer.SDP, nil
}

// SetAnswer is of Connection.
func (c *connection) SetAnswer(ctx context.Context, sdp string) error {
	err := ready(ctx, c.closed)
	if err == nil {
		err = c.setRemote(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: sdp})
	}
	if err != nil {
		return failed(api.SetAnswerFailed, err, "cannot set the answer")
	}
	return nil
}

// Answer is of Connection.
func (c *connection) Answer(ctx context.Context, sdp string) (string, error) {
	offer := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: sdp}
	err := ready(ctx, c.closed)
	if err == nil {
		err = c.setRemote(offer)
	}
	if err == nil {
		err = c.tellTracks(offer)
	}
	if err != nil {
		return "", failed(api.UnexpectedResponse, err, "cannot set the remote offer")
	}
	answer, err := c.pc.CreateAnswer(nil)
	if err == nil {
		err = c.pc.SetLocalDescription(answer)
	}
	if err != nil {
		return "", failed(api.UnexpectedResponse, err, "cannot answer the remote offer")
	}
	return answer.SDP, nil
}

// setRemote sets the remote description and adds the candidates that waited
// for it.
func (c *connection) setRemote(description webrtc.SessionDescription) error {
	if err := c.pc.SetRemoteDescription(description); err != nil {
		return err
	}
	c.mu.Lock()
	early := c.early
	c.remote, c.early = true, nil
	c.mu.Unlock()
	for _, init := range early {
		// A candidate that is refused is one path less, not a failed answer.
		_ = c.pc.AddICECandidate(init)
	}
	return nil
}

// tellTracks tells the tracks of an offer that the last did not have.
func (c *connection) tellTracks(offer webrtc.SessionDescription) error {
	tracks, err := remoteTracks(&offer)
	if err != nil {
		return err
	}
	c.mu.Lock()
	before := c.tracks
	c.tracks = map[string]remoteTrack{}
	for _, t := range tracks {
		c.tracks[t.mid] = t
	}
	c.mu.Unlock()
	for _, t := range tracks {
		if t != before[t.mid] && c.events.Track != nil {
			c.tell(func() { c.events.Track(t) })
		}
	}
	return nil
}

// AddICECandidate is of Connection.
func (c *connection) AddICECandidate(ctx context.Context, init string) error {
	var candidate webrtc.ICECandidateInit
	err := ready(ctx, c.closed)
	if err == nil {
		err = json.Unmarshal([]byte(init), &candidate)
	}
	if err != nil {
		return failed(api.UnexpectedResponse, err, "cannot add the candidate ", init)
	}
	c.mu.Lock()
	if !c.remote {
		c.early = append(c.early, candidate)
		c.mu.Unlock()
		return nil
	}
	c.mu.Unlock()
	if err := c.pc.AddICECandidate(candidate); err != nil {
		return failed(api.UnexpectedResponse, err, "cannot add the candidate ", init)
	}
	return nil
}

// Close is of Connection.
func (c *connection) Close() {
	c.closing.Do(func() {
		c.telling.Lock()
		c.mu.Lock()
		close(c.closed)
		senders := c.senders
		c.mu.Unlock()
		c.telling.Unlock()
		for _, s := range senders {
			s.detach()
		}
		// What fails to close has ended already.
		_ = c.pc.GracefulClose()
		c.readers.Wait()
	})
}
