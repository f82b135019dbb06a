package client

import (
	"errors"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// Joined is what join resolves to: the server's word on who and where.
type Joined struct {
	Identity, Room string
}

// errLeft ends the session of a client that left.
var errLeft = errors.New("the client left the channel")

// Join connects to the media server at the address server (ws or wss, without
// /rtc) with a LiveKit access token. It is bounded by 15 s.
//
// Errors: INVALID_OPERATION if the client is not DISCONNECTED;
// CAN_NOT_GET_GATEWAY_SERVER if the server cannot be reached or refuses the
// token; OPERATION_ABORTED if leave is called meanwhile.
func (c *Client) Join(server, token string, done func(Joined, error)) {
	p := &pending{op: opJoin, method: "join", server: server, token: token}
	p.done = func(err error) { done(p.joined, err) }
	c.submit(p)
}

func (c *Client) join(p *pending) {
	if c.state != api.Disconnected {
		c.finish(p, api.NewError(api.InvalidOperation, "join: the client is ", string(c.state), "; call leave() first"))
		return
	}
	c.setState(api.Connecting, "")
	ctx, cancel := lifetime.New(lifetime.Background())
	attempt := &rejoin{server: p.server, token: p.token, cancel: cancel}
	c.rejoin = attempt
	c.beside(func() {
		err := c.open(ctx, p.server, p.token, func(s *session, join *wire.JoinResponse) error {
			if c.rejoin != attempt {
				return errLeft
			}
			p.joined = Joined{Identity: join.Participant.Identity, Room: join.Room.Name}
			c.session = s
			c.identity = p.joined.Identity
			c.statistics.begin(time.Now())
			c.downlink.begin()
			c.setState(api.Connected, "")
			c.finish(p, nil)
			c.users.replace(join.OtherParticipants)
			return nil
		})
		if err != nil {
			c.loop.call(func() { c.joinFailed(p, attempt, err) })
		}
	})
}

func (c *Client) joinFailed(p *pending, attempt *rejoin, err error) {
	failure := asError("join", err)
	if c.rejoin != attempt {
		failure = api.NewError(api.OperationAborted, "join was given up: leave() was called")
	} else {
		c.disconnected(api.ReasonNetworkError, failure)
	}
	c.finish(p, failure)
}

// Expire ends the call as Leave does, because the server takes no token of the
// application's any more: the reason is TOKEN_EXPIRE.
func (c *Client) Expire(done func(error)) {
	c.submit(&pending{op: opLeave, method: "leave", reason: api.ReasonTokenExpire, done: done})
}

// Leave ends the call. It also succeeds when the client is in no channel, and
// makes a join under way fail with OPERATION_ABORTED.
func (c *Client) Leave(done func(error)) {
	c.submit(&pending{op: opLeave, method: "leave", reason: api.ReasonLeave, done: done})
}

func (c *Client) leave(p *pending) {
	if c.state != api.Disconnected {
		c.setState(api.Disconnecting, "")
		if c.session != nil {
			c.session.sayGoodbye()
		}
		c.disconnected(p.reason, errLeft)
	}
	c.finish(p, nil)
}

// sayGoodbye tells the server that the client leaves: it takes a socket that is
// closed without a word for a lost one. Closing the session sends it first.
func (s *session) sayGoodbye() {
	// It fails where the connection has ended already, which is as good.
	_ = s.signal.Send(&wire.SignalRequest{Leave: &wire.LeaveRequest{
		Reason: wire.ClientInitiated, Action: wire.LeaveDisconnect,
	}})
}
