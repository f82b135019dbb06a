package fallback

import "dualstream/wasm/api"

// meet matches the users of the sample with those who are held, in the sample's
// order, and acts at once on what the application or a publisher changed.
func (p *Policy) meet(s *Sample, out []Decision) []Decision {
	p.visit++
	p.trains.able = false
	kept := 0
	for i := range s.Users {
		su := &s.Users[i]
		at := p.locate(su.Identity, kept)
		if at < kept {
			continue // the same identity twice
		}
		if at == len(p.users) {
			p.users = append(p.users, newUser(su))
		} else {
			out = p.follow(p.users[at], su, out)
		}
		u := p.users[at]
		p.trains.able = p.trains.able || su.SendsTrains
		if su.Video.Expected && !u.videoBegan {
			out = p.welcome(u, out)
		}
		u.videoBegan = su.Video.Expected
		u.visit, u.at = p.visit, i
		copy(p.users[kept+1:at+1], p.users[kept:at])
		p.users[kept] = u
		kept++
	}
	for i := kept; i < len(p.users); i++ {
		p.recovery.leave(p.users[i])
		p.users[i] = nil
	}
	p.users = p.users[:kept]
	return out
}

// locate returns where a user is: before kept if it was met already in this
// sample, len(p.users) if it is new. Mostly it is where it was last time.
func (p *Policy) locate(identity string, kept int) int {
	if kept < len(p.users) && p.users[kept].identity == identity && p.users[kept].visit != p.visit {
		return kept
	}
	for i, u := range p.users {
		if u.identity == identity {
			return i
		}
	}
	return len(p.users)
}

// welcome meets a video that begins. While others receive less because of the
// downlink, so does this user, as far as its option permits: its video would
// cost the audio of all.
func (p *Policy) welcome(u *user, out []Decision) []Decision {
	worst, fallen := api.LevelHigh, 0
	for _, o := range p.users {
		if o != u && o.fallen() {
			worst = max(worst, o.level)
			fallen++
		}
	}
	to := min(worst, u.bottom())
	if to == api.LevelLow && !u.hasLow {
		to = u.top()
	}
	if to <= u.level {
		return out
	}
	return p.decide(out, u, to, CauseCongestion, p.nowMs, []Metric{{"usersFallen", float64(fallen), 1}})
}

// follow acts on changes of a user's option, ceiling and low stream.
func (p *Policy) follow(u *user, s *User, out []Decision) []Decision {
	u.priority, u.sendsTrains = s.Priority, s.SendsTrains
	hasLow := s.HasLow
	if !s.Video.Expected {
		// Of a video that is not received nothing can be told.
		hasLow = u.hasLow
	}
	if u.option == s.Option && u.ceiling == s.Ceiling && u.hasLow == hasLow {
		return out
	}
	weak := p.anyFallen()
	u.held, u.warned = false, false
	wasTop := u.top()
	cause := CauseOption
	switch {
	case u.ceiling != s.Ceiling:
		cause = CauseRequest
	case u.hasLow != hasLow:
		cause = CausePublisher
	}
	wanted := u.level == wasTop
	u.option, u.ceiling, u.hasLow = s.Option, s.Ceiling, hasLow

	top := u.top()
	to := u.level
	switch {
	case wanted && top > wasTop, !wanted && to < top:
		// The ceiling came down.
		to = top
	case wanted && top < wasTop && (!weak || u.bottom() == top):
		// The ceiling was lifted and nothing stands against it.
		to = top
	case wanted && top < wasTop:
		u.eager = true
	}
	if to == api.LevelLow && !u.hasLow && top == api.LevelHigh {
		// The low stream that was asked for is the only one.
		to = top
	}
	if bottom := u.bottom(); to > bottom {
		to = bottom
	}
	if p.recovery.user == u && (to != u.level || p.recovery.from > u.bottom()) {
		// The trial ends here: what it would go back to is no longer permitted.
		if to == u.level {
			out = p.prove(out, u, Reason{Cause: cause, SinceMs: p.nowMs})
		}
		p.recovery.leave(u)
	}
	if to == u.level {
		return out
	}
	return p.decide(out, u, to, cause, p.nowMs, nil)
}
