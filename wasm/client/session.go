package client

import (
	"context"
	"errors"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal"
	"dualstream/wasm/signal/wire"
)

// errSessionLost ends a session that is to be followed by another.
var errSessionLost = errors.New("the connection to the media server was lost")

// session is one connection to the media server: a signalling session and the
// two peer connections that belong to it. A reconnection makes another one.
// Its fields are owned by the client's queue but for ctx, which anyone may
// watch: its cause says why the session ended.
type session struct {
	client *Client
	ctx    lifetime.Context
	cancel func(error)

	signal *signal.Session
	self   *wire.ParticipantInfo
	ice    []peer.ICEServer
	// channel is the label of the data channels of packet trains; empty where
	// neither is asked nor answered.
	channel string
	// enter takes the server's join response; outcome is what came of it, or
	// why the session ended before it began.
	enter   func(*session, *wire.JoinResponse) error
	outcome answers
	// These are the newest values of our own attributes, see announcement.go,
	// announcement_high.go and role.go.
	announced     string
	announcedHigh string
	role          api.Role

	sending   sending
	receiving receiving
	watching  watching
	// candidates keeps the order of the remote candidates, beside the
	// negotiations that wait for them.
	candidates queue
	token      string
}

// open dials and joins with the token. It blocks and runs beside the queue.
// The function enter is called on the queue with the server's join response, in
// its order among the server's messages.
func (c *Client) open(ctx lifetime.Context, server, token string, enter func(*session, *wire.JoinResponse) error) error {
	ctx, cancel := lifetime.New(ctx)
	s := &session{
		client: c, ctx: ctx, cancel: cancel, token: token,
		enter: enter, outcome: newAnswers(),
	}
	s.candidates.panicked = c.loop.panicked
	s.sending.init(s)
	s.receiving.init(s)
	s.watching.session = s
	bounded, done := lifetime.Bounded(ctx, joinBound)
	defer done()
	dialling, dialled := lifetime.Bounded(bounded, dialBound)
	defer dialled()
	url, err := signal.URL(server, token)
	if err != nil {
		cancel(err)
		return err
	}
	linked := make(chan struct{})
	link, err := signal.Open(dialling, signal.Config{Dial: c.env.Dial, URL: url, Events: signal.Events{
		Message: func(m *wire.SignalResponse) {
			c.loop.post(func() {
				<-linked
				s.receive(m)
			})
		},
		Closed:      func(err error) { c.loop.post(func() { s.lost("signalling ended", err) }) },
		Undecodable: func(err error) { c.loop.post(func() { c.listener.Log(LogWarning, err.Error()) }) },
	}})
	if err != nil {
		err = undialled(dialling, server, err)
		cancel(err)
		return err
	}
	s.signal = link
	close(linked)
	err = s.outcome.await(bounded, "the media server's join response").err
	if wait, ok := err.(*waitError); ok {
		err = wait.cause
		if api.Is(err, context.DeadlineExceeded) {
			err = api.NewError(api.CannotGetGateway, "the media server at ", server, " took the connection but did not answer it within ", seconds(joinBound))
		}
	}
	if err != nil {
		c.loop.post(func() { s.end(err) })
	}
	return err
}

// undialled says why a session could not be dialled. A browser does not tell
// why a WebSocket was refused: the shim asks the server over HTTP.
func undialled(ctx lifetime.Context, server string, dial error) error {
	switch cause := lifetime.Cause(ctx); {
	case cause == nil:
	case api.Is(cause, context.DeadlineExceeded):
		return api.NewError(api.CannotGetGateway, "the media server at ", server, " did not open a connection within ", seconds(dialBound))
	default:
		return cause
	}
	if known := api.AsError(dial); known != nil {
		return api.NewError(known.Code, "no connection to the media server at ", server, ": ", known.Text)
	}
	return dial
}

// receive takes one message of the server.
func (s *session) receive(m *wire.SignalResponse) {
	if s.ctx.Err() != nil {
		return
	}
	switch {
	case m.Join != nil:
		s.outcome.give(answer{err: s.begin(m.Join)})
	case m.Leave != nil:
		s.left(m.Leave)
	case s.client.session != s: // it is ending
	case m.Update != nil:
		s.client.users.update(m.Update.Participants)
	case m.Offer != nil:
		s.receiving.offered(m.Offer)
	case m.Answer != nil:
		s.sending.answered(m.Answer)
	case m.Trickle != nil:
		s.trickled(m.Trickle)
	case m.TrackPublished != nil:
		s.sending.published(m.TrackPublished)
	case m.Mute != nil:
		s.client.mutedByServer(m.Mute)
	case m.SubscriptionResponse != nil:
		s.receiving.refused(m.SubscriptionResponse)
	case m.ConnectionQuality != nil:
		s.client.users.judge(m.ConnectionQuality)
	case m.StreamStateUpdate != nil:
		s.client.pauses.take(s, m.StreamStateUpdate, time.Now())
	case m.SubscribedQualityUpdate != nil:
		s.client.demand.subscribed(m.SubscribedQualityUpdate, time.Now())
	case m.RequestResponse != nil:
		s.requested(m.RequestResponse)
	case m.RefreshToken != "":
		s.token = m.RefreshToken
	}
}

// begin makes this session the client's.
func (s *session) begin(join *wire.JoinResponse) error {
	if join.Participant == nil || join.Room == nil {
		return api.NewError(api.UnexpectedResponse, "the media server's join response names no participant or no room")
	}
	s.self = join.Participant
	s.ice = iceServers(join.ICEServers)
	s.role = api.Role(s.self.Attributes[roleAttribute])
	if s.client.config.PacketTrains && s.self.Permission != nil && s.self.Permission.CanPublishData {
		s.channel = trainLabel
	}
	s.client.trains.arrived = s.watching.now
	if err := s.receiving.start(); err != nil {
		return err
	}
	if err := s.enter(s, join); err != nil {
		return err
	}
	s.decideHere()
	s.announceRole()
	s.client.beside(s.watching.run)
	return nil
}

func iceServers(list []*wire.ICEServer) []peer.ICEServer {
	var servers []peer.ICEServer
	for _, s := range list {
		servers = append(servers, peer.ICEServer{URLs: s.URLs, Username: s.Username, Credential: s.Credential})
	}
	return servers
}

func (s *session) trickled(t *wire.TrickleRequest) {
	conn := s.sending.conn
	if t.Target == wire.TargetSubscriber {
		conn = s.receiving.conn
	}
	if conn == nil || t.CandidateInit == "" {
		return
	}
	s.candidates.post(func() {
		if err := conn.AddICECandidate(s.ctx, t.CandidateInit); err != nil && s.ctx.Err() == nil {
			s.client.loop.post(func() {
				s.client.listener.Log(LogWarning, "a candidate of the media server was not taken: "+err.Error())
			})
		}
	})
}

// connect makes one of the two peer connections. Its events are put on the
// client's queue.
func (s *session) connect(target wire.SignalTarget, track func(peer.RemoteTrack), state func(peer.State)) (peer.Connection, error) {
	loop := &s.client.loop
	return s.client.env.NewPeer(
		peer.Config{ICEServers: s.ice, VideoCodec: s.client.config.Codec, Channel: s.channel},
		peer.Events{
			Candidate: func(init string) {
				loop.post(func() {
					s.send(&wire.SignalRequest{Trickle: &wire.TrickleRequest{CandidateInit: init, Target: target}})
				})
			},
			Track: func(t peer.RemoteTrack) { loop.post(func() { track(t) }) },
			State: func(st peer.State) {
				loop.post(func() {
					if s.ctx.Err() == nil {
						state(st)
					}
				})
			},
			Message: func(data []byte, atMs float64) {
				loop.post(func() { s.heard(data, atMs) })
			},
		})
}

// send gives a message to the server; a session that has ended takes none, and
// says so itself.
func (s *session) send(m *wire.SignalRequest) {
	if s.ctx.Err() != nil {
		return
	}
	if err := s.signal.Send(m); err != nil {
		s.lost("a message could not be sent", err)
	}
}

func (s *session) requested(r *wire.RequestResponse) {
	// A queued request is answered later.
	if r.Reason == wire.RequestOK || r.Reason == wire.RequestQueued {
		return
	}
	text := "the media server refused a request: " + requestReason(r.Reason)
	if r.Message != "" {
		text += ": " + r.Message
	}
	s.client.listener.Log(LogWarning, text)
	s.sending.refused(r, text)
}

// left takes the server's word that the session is over.
func (s *session) left(l *wire.LeaveRequest) {
	err := leaveError(l.Reason)
	if s.client.session != s {
		s.outcome.give(answer{err: err})
		return
	}
	if l.Action != wire.LeaveDisconnect || returns(l.Reason) {
		s.lost("the media server asked for a reconnection", err)
		return
	}
	s.client.disconnected(disconnectReason(l.Reason), err)
}

// lost ends the session because the connection broke, and starts another one if
// the client was connected by it.
func (s *session) lost(what string, err error) {
	if s.ctx.Err() != nil {
		return
	}
	text := what
	if err != nil {
		text += ": " + err.Error()
	}
	if s.client.session != s {
		s.outcome.give(answer{err: api.NewError(api.CannotGetGateway, "the media server ended the connection before it was joined: ", text)})
		return
	}
	s.client.reconnect(s, text)
}

// end closes the connections. What waits on the session's context returns.
func (s *session) end(cause error) {
	if s.ctx.Err() != nil {
		return
	}
	if cause == nil {
		cause = context.Canceled
	}
	s.cancel(cause)
	if s.signal != nil {
		s.signal.Close()
	}
	s.sending.close()
	s.receiving.close()
}
