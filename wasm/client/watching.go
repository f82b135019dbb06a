package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/stats"
)

const (
	// tick is how often the subscriber's statistics are read.
	tick = 250 * time.Millisecond
	// slowTick is the same where more than crowd users are in the channel:
	// reading many streams takes the page's time.
	slowTick = 2 * tick
	crowd    = 16
	// second is how often the public statistics are told, with some room for a
	// tick that comes early.
	second = time.Second - tick/2
)

// watching reads the statistics of a session's connections.
type watching struct {
	_       [0]func() // not compared: see stats
	session *session
	// soon: the policy wants the next reading before its time.
	soon bool
	// reading is true while statistics are being read.
	reading bool
	// read and published are when that was last done: for the policy, and for the
	// public statistics.
	read, published time.Time
}

// run reads the statistics until the session ends.
func (w *watching) run() {
	for lifetime.Sleep(w.session.ctx, tick) == nil {
		w.session.client.loop.post(w.tick)
	}
}

// now reads out of turn, if no reading is under way: something came that the
// policy waits for.
func (w *watching) now() {
	w.soon = true
	w.tick()
}

// tick starts a reading, unless it is not time or one is under way. A browser
// whose statistics do not come leaves the policy without: its state says so.
func (w *watching) tick() {
	s := w.session
	c := s.client
	if s.ctx.Err() != nil || c.session != s {
		return
	}
	now := time.Now()
	c.demand.decide(now)
	if w.reading {
		c.downlink.tellStates(now)
		return
	}
	due := now.Sub(w.published) >= second
	if !due && (!c.receivesVideo() || !w.soon && len(c.users.users) > crowd && now.Sub(w.read) < slowTick-tick/2) {
		return
	}
	w.reading, w.read, w.soon = true, now, false
	if due {
		w.published = now
	}
	receiver, sender := s.receiving.conn, s.sending.conn
	c.beside(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		var received, sent *stats.Report
		if receiver != nil {
			if report, err := receiver.Stats(ctx); err == nil {
				received = &report
			}
		}
		if due && sender != nil {
			if report, err := sender.Stats(ctx); err == nil {
				sent = &report
			}
		}
		c.loop.post(func() { w.take(received, sent, due) })
	})
}

// take hands a reading to those who wait for it.
func (w *watching) take(received, sent *stats.Report, due bool) {
	w.reading = false
	s := w.session
	c := s.client
	if s.ctx.Err() != nil {
		return
	}
	now := time.Now()
	if received == nil {
		c.downlink.tellStates(now)
	} else {
		c.downlink.observe(now, received)
		c.watchStreams(now)
		if c.downlink.policy.Hurry() {
			w.soon = true
			time.AfterFunc(fallback.HurryMs*time.Millisecond, func() { c.loop.post(w.tick) })
		}
	}
	s.askForLow(now)
	c.pauses.tell(now)
	if due {
		c.tellStatistics(now, received, sent)
		c.checkSent()
	}
}

// watchStreams tells which of the users' streams arrive, where that has changed.
func (c *Client) watchStreams(now time.Time) {
	reminding := false
	for _, u := range c.users.users {
		sub := u.subscriptions[api.Video]
		in, found := c.downlink.inbound(sub)
		if !found {
			continue
		}
		info := u.track(sub.sid)
		if info == nil {
			continue
		}
		seen, reason := sub.watch.step(now, layersOf(u, info), &in)
		if reason != nil {
			c.listener.StreamTypeChanged(u.identity, api.StreamType(reason.To), reason)
		}
		if info.Muted || c.pauses.withheld(u, sub) {
			continue
		}
		level := sub.chosen
		insisting := sub.insistence.step(now, level, seen)
		reminding = reminding || insisting != content
		if insisting == askAgain {
			c.session.choose(sub, instead(level, seen))
		}
	}
	if reminding {
		c.session.decideHere()
	}
}

func (c *Client) receivesVideo() bool {
	for _, u := range c.users.users {
		if sub := u.subscriptions[api.Video]; sub != nil && sub.track != nil {
			return true
		}
	}
	return false
}
