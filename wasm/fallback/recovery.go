package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// calmNeededMs without trouble, before more is tried.
	calmNeededMs = 2000
	// backedCalmMs is the same where packet trains have shown that there is room.
	// Such a trial is not judged by what its first key frame does to a short queue,
	// for backedGraceMs.
	backedCalmMs  = 1000
	backedGraceMs = 1000
	firstTrialMs  = 5000
	// longestBackoffMs keeps the way back from a good downlink under 30 s.
	longestBackoffMs = 20000
	// provenForMs after a trial that went well, its success is believed.
	provenForMs = 10000
	// A user has mostTries trials, and one more each tryEveryMs: so the picture
	// changes no more than 20 times in ten minutes, whatever the downlink does. A
	// trial is a change up and one back. One from audio to high takes jumpTries: the
	// way back may be by two steps.
	mostTries  = 4
	tryEveryMs = 120000
	jumpTries  = 1.5
	// watchMs of what was tried, without trouble, prove it.
	watchMs = 1750
	// arrivalMs is how long a trial waits for what was asked to arrive: a
	// publisher whose uplink is narrow does not send it.
	arrivalMs = 6000
	// repairsSpare is how many repairs more than usual a trial may see.
	repairsSpare = 1
)

// recovery is the way back up: one trial of one user at a time.
type recovery struct {
	_ [0]func() // not compared: see stats
	// user is the one whose trial runs; nil if none does.
	user     *user
	from, to api.Level
	startMs  float64
	// cost is how many of the user's tries it took.
	cost float64
	// What arrived before the trial.
	height, kbps float64
	arrived      bool
	// backed: packet trains have shown that there is room.
	backed    bool
	watchedMs float64
	// Of the trial: repairs seen, and repairs and packets that are usual.
	repairs, repairsDue float64
	troubleMs           float64
	// broken: the connection ended while the trial ran.
	broken bool

	backoffMs float64
	// readyMs is when the next trial may begin.
	readyMs float64
	// blindAtMs is the same where trains speak against it.
	blindAtMs float64
	// provenMs and failedMs are when a trial last ended so.
	provenMs, failedMs float64
	// after is the user whose trial failed last: others come first.
	after *user
}

// fell puts the next trial off after a fall. One that comes soon after a trial
// belongs to it: what the trial proved was too little, or what it broke is not
// yet mended.
func (v *recovery) fell(nowMs float64) {
	switch {
	case nowMs-v.provenMs < provenForMs:
		v.lengthen()
	case nowMs-v.failedMs >= provenForMs:
		v.backoffMs = firstTrialMs
	}
	v.provenMs = math.Inf(-1)
	v.readyMs = max(v.readyMs, nowMs+v.backoffMs)
	v.blindAtMs = nowMs + blindMs
}

func (v *recovery) lengthen() { v.backoffMs = min(2*v.backoffMs, longestBackoffMs) }

// leave ends a trial whose user has gone or changed its settings.
func (v *recovery) leave(u *user) {
	if v.user == u {
		v.user = nil
	}
	if v.after == u {
		v.after = nil
	}
}

// endBroken takes back a trial that a lost connection ended.
func (p *Policy) endBroken(out []Decision) []Decision {
	v := &p.recovery
	if !v.broken {
		return out
	}
	v.broken = false
	u := v.user
	if u == nil {
		return out
	}
	v.user = nil
	v.readyMs = p.nowMs + v.backoffMs
	return p.decide(out, u, v.from, CauseTrialFailed, v.startMs, nil)
}

// tryMore begins a trial when the time has come.
func (p *Policy) tryMore(out []Decision) []Decision {
	v := &p.recovery
	if p.nowMs-p.lastCommandMs < commandGapMs || v.user != nil || p.hold.open || p.doubt.open || known(p.suspectMs) || p.nowMs < p.quietUntilMs {
		return out
	}
	u := p.candidate()
	if u == nil {
		return out
	}
	to := u.above()
	backed := p.carries(u, to)
	calmNeeded := float64(calmNeededMs)
	if backed {
		calmNeeded = backedCalmMs
	}
	if p.calmMs < calmNeeded {
		return out
	}
	metrics := []Metric{{"calmMs", p.calmMs, calmNeeded}}
	switch {
	case backed:
		if v.backoffMs > firstTrialMs && p.nowMs < v.readyMs {
			return out
		}
		if p.carries(u, u.top()) && (u.tries >= jumpTries || u.eager) {
			to = u.top()
		}
		metrics = append(metrics, Metric{"capacityKbps", p.trains.believedKbps, p.neededFor(u, to)})
	case p.trains.inUse():
		if p.nowMs < v.blindAtMs {
			return out
		}
	case p.nowMs < v.readyMs && !u.eager:
		return out
	}
	if p.nowMs-v.provenMs >= provenForMs && !math.IsInf(v.provenMs, -1) {
		v.provenMs = math.Inf(-1)
		v.backoffMs = firstTrialMs
	}
	v.cost = 1
	if to < u.above() {
		v.cost = jumpTries
	}
	u.tries -= v.cost
	v.user, v.from, v.to = u, u.level, to
	v.startMs = p.nowMs
	v.height, v.kbps = u.height, u.videoKbps
	v.arrived, v.backed = false, backed
	v.watchedMs, v.repairs, v.repairsDue, v.troubleMs = 0, 0, 0, 0
	at := len(out)
	out = p.decide(out, u, to, CauseRecovery, p.nowMs-p.calmMs, metrics)
	out[at].Trial = true
	return out
}

// candidate is the user whose turn it is: one whose ceiling was lifted, else
// one who has no video, else one who has the low stream. Among equals it is one
// of high priority, and the first after the one whose trial failed last.
func (p *Policy) candidate() *user {
	var best *user
	bestRank := 0
	passed := p.recovery.after == nil
	for _, u := range p.users {
		if u.fallen() && u.videoDue && u.level > u.top() && u.mayTry(p.nowMs) {
			rank := 2
			if u.priority == api.PriorityHigh {
				rank += 2
			}
			if u.level == api.LevelAudio {
				rank += 4
			}
			if u.eager {
				rank += 8
			}
			if passed {
				rank++
			}
			if rank > bestRank {
				best, bestRank = u, rank
			}
		}
		if u == p.recovery.after {
			passed = true
		}
	}
	return best
}

// mayTry reports whether a trial is left to the user. What the application asks
// for is tried in any case.
func (u *user) mayTry(nowMs float64) bool {
	if nowMs > u.triesMs {
		u.tries = min(mostTries, u.tries+(nowMs-u.triesMs)/tryEveryMs)
	}
	u.triesMs = nowMs
	return u.eager || u.tries >= 1
}

// watch judges the trial that runs.
func (p *Policy) watch(r *reading, out []Decision) []Decision {
	v := &p.recovery
	u := v.user
	for _, o := range p.users {
		v.repairs += o.repairsNow()
		v.repairsDue += o.repairsUsualOf(o.packetsNow())
	}
	if r.trouble {
		// One reading alone, however long, may be of a speaker who falls silent.
		v.troubleMs += min(r.ms, pairMs/2)
	} else {
		v.troubleMs = 0
	}
	bound := v.repairsDue + float64(3*math.Sqrt(v.repairsDue)) + repairsSpare
	grace := float64(commandGapMs)
	if v.backed {
		grace = backedGraceMs
		if p.nowMs-v.startMs < grace {
			v.repairs, v.repairsDue, v.troubleMs = 0, 0, 0
		}
	}
	v.arrived = v.arrived || v.arrives(u)
	if p.nowMs-v.startMs >= grace && (r.suspect || v.troubleMs >= pairMs || v.repairs > bound) {
		return p.fail(r, bound, out)
	}
	if v.arrived && !r.trouble {
		v.watchedMs += r.ms
	}
	waited := !v.arrived && p.nowMs-v.startMs >= arrivalMs
	if v.watchedMs < watchMs && !waited {
		return out
	}
	metrics := []Metric{{"watchedMs", v.watchedMs, watchMs}, {"repairs", v.repairs, bound}}
	out = p.prove(out, u, Reason{Cause: CauseRecovery, Metrics: metrics, SinceMs: v.startMs})
	v.user, v.after = nil, nil
	v.readyMs = p.nowMs + calmNeededMs
	p.trains.nextMs = p.nowMs
	if v.arrived {
		v.provenMs = p.nowMs
	}
	return out
}

// prove tells that the trial that runs has ended well.
func (p *Policy) prove(out []Decision, u *user, reason Reason) []Decision {
	reason.From, reason.To = p.recovery.from, p.recovery.to
	u.reason = reason
	return append(out, Decision{Identity: u.identity, From: reason.From, To: reason.To, Proven: true, Reason: reason})
}

// fail ends a trial at once.
func (p *Policy) fail(r *reading, bound float64, out []Decision) []Decision {
	v := &p.recovery
	u := v.user
	v.user, v.after = nil, u
	if !v.arrived {
		u.tries += v.cost // nothing was seen of it
	}
	v.lengthen()
	v.failedMs = p.nowMs
	v.readyMs = p.nowMs + v.backoffMs
	v.blindAtMs = p.nowMs + blindMs
	p.calmMs = 0
	p.heldMs = 0
	p.quietUntilMs = p.nowMs + aftermathMs
	p.doubtTrains(p.nowMs + aftermathMs)
	p.stop(u)
	p.beginHold(false)
	metrics := append(p.fired(r), Metric{"repairs", v.repairs, bound})
	return p.decide(out, u, v.from, CauseTrialFailed, v.startMs, metrics)
}

// arrives reports whether what was tried is what comes: larger pictures, or far
// more of them where the size is not told.
func (v *recovery) arrives(u *user) bool {
	if !u.hasVideo {
		return false
	}
	if v.from == api.LevelAudio {
		return u.videoD.frames > 0 || !known(u.videoD.frames) && u.videoD.packets > 0
	}
	if u.height > v.height*1.2 {
		return true
	}
	return u.videoKbps > 2*v.kbps && u.videoKbps > u.announced.high/2
}
