package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
)

// repairs has the receiving connection ask for lost packets of the users' videos
// again, or not, as the policy wants it.
type repairs struct {
	// without are the media sections whose packets are not asked for.
	without []string
	// refused: the browser could not do it, and is not asked again.
	refused bool
}

// follow tells the connection where the policy's wish has changed. It takes its
// turn among the negotiations, one of which it is to the browser.
func (r *repairs) follow(s *session, policy *fallback.Policy, nowMs float64) {
	conn, able := s.receiving.conn.(peer.Repairer)
	if !able || r.refused {
		return
	}
	var without []string
	for _, u := range s.client.users.users {
		if sub := u.subscriptions[api.Video]; sub != nil && sub.track != nil && !policy.Repairs(u.identity, nowMs) {
			without = append(without, sub.track.MID())
		}
	}
	if same(without, r.without) {
		return
	}
	r.without = without
	s.receiving.negotiations.post(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		err := conn.SetUnrepaired(ctx, without)
		if err == nil || s.ctx.Err() != nil {
			return
		}
		s.client.loop.post(func() {
			r.refused = true
			s.client.listener.Log(LogWarning, "lost packets are asked for again also on a weak downlink: "+err.Error())
		})
	})
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
