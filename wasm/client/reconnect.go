package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

const (
	// reconnectBound is how long a client tries to reconnect before it becomes
	// DISCONNECTED with NETWORK_ERROR.
	reconnectBound = 2 * time.Minute
	// shortestRetry is the least wait between two attempts, whatever is asked for.
	shortestRetry = 100 * time.Millisecond
)

// Retry says when a connection that was lost is tried again: at once, and then
// after waits that grow.
type Retry struct {
	// FirstMs and LongestMs bound the waits, in ms; each further one is GrowPercent
	// of the one before.
	FirstMs, GrowPercent, LongestMs int
	// Attempts is how often it is tried, 0 until the time is over.
	Attempts int
}

// documentedRetry are the times if nothing is asked for.
var documentedRetry = Retry{FirstMs: 500, GrowPercent: 150, LongestMs: 10_000}

// rejoin is a join, first or repeated, that is under way or was carried out.
type rejoin struct {
	server string
	// token is of the client's queue: it may be renewed between two attempts.
	token  string
	cancel func(error)
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
	if c.rejoin == attempt && !c.mediaLost {
		c.mediaLost = true
		c.listener.MediaReconnect(false)
	}
	if c.rejoin == attempt {
		c.beside(func() { c.keepTrying(ctx, attempt) })
	}
}

func (c *Client) keepTrying(ctx lifetime.Context, attempt *rejoin) {
	bounded, stop := lifetime.Bounded(ctx, reconnectBound)
	defer stop()
	retry := c.config.Retry
	if retry == (Retry{}) {
		retry = documentedRetry
	}
	wait := retry.FirstMs
	for tries := 1; ; tries++ {
		token := ""
		c.loop.call(func() { token = attempt.token })
		err := c.open(ctx, attempt.server, token, func(s *session, join *wire.JoinResponse) error {
			return c.reenter(attempt, s, join)
		})
		if err == nil {
			return
		}
		c.loop.post(func() {
			if c.rejoin == attempt {
				c.listener.ReconnectFailed(token)
			}
		})
		if tries == retry.Attempts ||
			lifetime.Sleep(bounded, max(shortestRetry, time.Duration(wait)*time.Millisecond)) != nil {
			break
		}
		wait = min(wait*retry.GrowPercent/100, retry.LongestMs)
	}
	if ctx.Err() != nil {
		return
	}
	c.loop.post(func() {
		if c.rejoin == attempt {
			c.disconnected(api.ReasonNetworkError, api.NewError(api.NetworkError, "the media server could not be reached again"))
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
	c.demand.restart()
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
