package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/stats"
)

// tick is how often the subscriber's statistics are read.
const tick = 250 * time.Millisecond

// watch reads the subscriber's statistics until the session ends.
func (r *receiving) watch() {
	for lifetime.Sleep(r.session.ctx, tick) == nil {
		r.session.client.loop.post(r.read)
	}
}

// read starts a reading, unless nobody's video is received or one is under way.
func (r *receiving) read() {
	if r.reading || r.conn == nil || !r.session.client.receivesVideo() {
		return
	}
	r.reading = true
	conn, s := r.conn, r.session
	s.client.beside(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		report, err := conn.Stats(ctx)
		s.client.loop.post(func() {
			r.reading = false
			if err == nil && s.ctx.Err() == nil {
				r.observe(time.Now(), report)
			}
		})
	})
}

// observe takes a reading.
func (r *receiving) observe(now time.Time, report stats.Report) {
	c := r.session.client
	for _, u := range c.users.users {
		sub := u.subscriptions[api.Video]
		if sub == nil || sub.track == nil {
			continue
		}
		mid, ok := number(sub.track.MID())
		info := u.track(sub.sid)
		if !ok || info == nil {
			continue
		}
		if in, ok := report.FindInbound(mid); ok {
			if reason, changed := sub.watch.step(now, layersOf(u, info), &in); changed {
				c.listener.StreamTypeChanged(u.identity, reason.To, reason)
			}
		}
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
