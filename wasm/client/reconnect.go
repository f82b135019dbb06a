package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

const (
	// The waits between attempts to reconnect: the documented defaults of the
	// retry configuration (500 ms, x1.5, at most 10 s).
	firstRetry    = 500 * time.Millisecond
	longestRetry  = 10 * time.Second
	retryTimesTen = 15
	// reconnectBound is how long a client tries to reconnect before it becomes
	// DISCONNECTED with NETWORK_ERROR.
	reconnectBound = 2 * time.Minute
)

// rejoin is a join, first or repeated, that is under way or was carried out.
type rejoin struct {
	server, token string
	cancel        func(error)
}

func (r *rejoin) stop() { r.cancel(errLeft) }

// reconnect joins anew after the connection of s broke: remote users who are
// still there stay, what was published is published again and what was
// subscribed is subscribed again.
func (c *Client) reconnect(s *session, why string) {
	c.listener.Log(LogWarning, "reconnecting: "+why)
	token := s.token
	s.end(errSessionLost)
	c.session = nil
	ctx, cancel := lifetime.New(lifetime.Background())
	attempt := &rejoin{server: c.rejoin.server, token: token, cancel: cancel}
	c.rejoin = attempt
	c.setState(api.Reconnecting, "")
	if c.rejoin == attempt {
		c.beside(func() { c.keepTrying(ctx, attempt) })
	}
}

func (c *Client) keepTrying(ctx lifetime.Context, attempt *rejoin) {
	bounded, stop := lifetime.Bounded(ctx, reconnectBound)
	defer stop()
	wait := firstRetry
	for {
		err := c.open(ctx, attempt.server, attempt.token, func(s *session, join *wire.JoinResponse) error {
			return c.reenter(attempt, s, join)
		})
		if err == nil {
			return
		}
		if lifetime.Sleep(bounded, wait) != nil {
			break
		}
		wait = min(wait*retryTimesTen/10, longestRetry)
	}
	if ctx.Err() != nil {
		return
	}
	c.loop.post(func() {
		if c.rejoin == attempt {
			c.disconnected(api.ReasonNetworkError, api.NewError(api.NetworkError, "the media server could not be reached again within ", seconds(reconnectBound)))
		}
	})
}

// reenter makes s the session after a reconnection.
func (c *Client) reenter(attempt *rejoin, s *session, join *wire.JoinResponse) error {
	if c.rejoin != attempt {
		return errLeft
	}
	c.session = s
	c.downlink.restart()
	c.setState(api.Connected, "")
	c.users.replace(join.OtherParticipants)
	s.receiving.resume()
	c.publishAgain()
	waiting := c.waiting
	c.waiting = nil
	for _, p := range waiting {
		c.handle(p)
	}
	return nil
}
