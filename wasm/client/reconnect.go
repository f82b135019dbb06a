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
// after waits that grow, as they do from one to the next where a session breaks
// as soon as it is there.
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
		wait := c.firstWait()
		c.beside(func() { c.keepTrying(ctx, attempt, wait) })
	}
}

// retry is when the client tries again.
func (c *Client) retry() Retry {
	if c.config.Retry == (Retry{}) {
		return documentedRetry
	}
	return c.config.Retry
}

// firstWait is how long a reconnection waits before its first attempt, in ms: not
// at all, but after a session that lasted no longer than the longest wait. Where
// no media gets through, Firefox says so within 5 s, and the server can be reached.
func (c *Client) firstWait() int {
	retry := c.retry()
	if time.Since(c.reentered) > time.Duration(retry.LongestMs)*time.Millisecond {
		c.waited = 0
	} else {
		c.waited = retry.after(c.waited)
	}
	return c.waited
}

// after is the wait that follows another, in ms.
func (r Retry) after(wait int) int {
	return min(max(r.FirstMs, wait*r.GrowPercent/100), r.LongestMs)
}

func (c *Client) keepTrying(ctx lifetime.Context, attempt *rejoin, wait int) {
	bounded, stop := lifetime.Bounded(ctx, reconnectBound)
	defer stop()
	retry := c.retry()
	for tries := 1; ; tries++ {
		if wait > 0 && lifetime.Sleep(bounded, max(shortestRetry, time.Duration(wait)*time.Millisecond)) != nil {
			break
		}
		wait = retry.after(wait)
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
		if tries == retry.Attempts {
			break
		}
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
	c.reentered = time.Now()
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
