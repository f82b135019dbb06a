package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// readingMs is the shortest time over which rates are counted; readings
	// that come sooner are put together.
	readingMs = 200
	// unknownMs is how long the statistics may be away before the state is
	// unknown.
	unknownMs = 2000
	// commandGapMs is the least time between two commands of the policy: the
	// server asks a publisher for a key frame no more often.
	commandGapMs = 500
)

// Policy holds what was decided about the users of one connection. Its zero
// value is not usable: see New.
type Policy struct {
	users []*user
	visit uint32
	nowMs float64

	// reportMs is the readings' clock at the last one that was judged.
	reportMs float64
	// usableMs is when (Sample.NowMs) a reading could last be judged, or when
	// readings began.
	usableMs float64
	total    evidence
	window   window
	usual    usual
	// Of the present reading; NaN if not told.
	estimateKbps, rttMs float64
	// heldMs is for how long repairs and another signal have come together.
	heldMs float64

	// calmMs is for how long nothing has spoken against the downlink.
	calmMs float64
	// suspectMs is when the present collapse was first suspected; NaN if there
	// is none whose capacity is still to be measured.
	suspectMs float64
	// quietUntilMs: what was queued and is re-sent still comes after a
	// decision, and says nothing until then.
	quietUntilMs  float64
	lastCommandMs float64

	// uplinkMs is when a publisher's uplink was last found to be narrow.
	uplinkMs float64

	doubt    doubt
	stray    stray
	hold     hold
	trains   trains
	recovery recovery
}

// New returns a policy that knows nothing yet.
func New() *Policy {
	p := &Policy{nowMs: math.Inf(-1)}
	p.recovery.backoffMs = firstTrialMs
	p.startOver()
	return p
}

// Reset says that the connection is a new one, whose counters begin again. What
// was decided stays, a trial is taken back by the next Step, and what is usual
// is learnt anew.
func (p *Policy) Reset() {
	for _, u := range p.users {
		u.forget()
	}
	p.startOver()
}

func (p *Policy) startOver() {
	never := math.Inf(-1)
	p.reportMs, p.usableMs = never, never
	p.usual.forget()
	p.window.clear()
	p.heldMs, p.calmMs = 0, 0
	p.suspectMs = math.NaN()
	p.quietUntilMs, p.lastCommandMs, p.uplinkMs, p.stray.lastMs = never, never, never, never
	p.recovery.readyMs = never
	p.recovery.provenMs, p.recovery.failedMs = never, never
	p.recovery.broken = p.recovery.user != nil
	p.doubt = doubt{}
	p.hold.open = false
	p.trains.unanswered = 0
	p.doubtTrains(never)
}

// Step takes one reading and returns what is to change, in order; nil if
// nothing is. The sample is not kept. A user who is not in the sample is
// forgotten.
func (p *Policy) Step(s *Sample) []Decision {
	if !finite(s.NowMs) {
		return nil
	}
	if s.NowMs < p.nowMs {
		// A clock that went back: no time of before means anything.
		p.Reset()
	}
	p.nowMs = s.NowMs
	out := p.step(s)
	p.plan()
	return out
}

func (p *Policy) step(s *Sample) []Decision {
	if math.IsInf(p.usableMs, -1) {
		p.usableMs = p.nowMs
	}
	out := p.meet(s, nil)
	out = p.endBroken(out)
	p.hear(s)
	if p.hold.open && p.nowMs-p.hold.sinceMs >= longestHoldMs {
		out = p.endHold(out)
	}
	least := float64(readingMs)
	if p.Hurry() {
		least = hurryReadingMs
	}
	ms := p.elapsed(s, least)
	if p.doubt.open && p.nowMs-p.doubt.sinceMs >= doubtBelowMs {
		// The next reading did not come soon: it says what it says.
		p.doubt = doubt{}
	}
	if ms < least {
		return p.tryMore(out)
	}
	if ms > longestGapMs {
		p.calmMs, p.heldMs = 0, 0
	}
	var r reading
	judged := p.take(s, ms, &r)
	if p.hold.open {
		return p.drain(&r, out)
	}
	if !judged {
		return out
	}
	p.weigh(&r)
	return p.act(&r, out)
}

// act decides by a reading: first what protects the audio, then what brings
// video back.
func (p *Policy) act(r *reading, out []Decision) []Decision {
	if r.trouble {
		p.calmMs = 0
	} else {
		p.calmMs += r.ms
	}
	switch {
	case p.recovery.user != nil:
		return p.watch(r, out)
	case known(p.suspectMs):
		if p.nowMs-p.suspectMs >= measureMs {
			out = p.measure(out)
		}
		return out
	case p.nowMs < p.quietUntilMs:
		return out
	case p.doubt.open:
		if metrics := p.settle(r); metrics != nil {
			return p.collapse(metrics, out)
		}
		return out
	case r.suspect:
		if p.astray(r) || p.uplinkStill() || p.doubtful(r) {
			return out
		}
		return p.collapse(p.fired(r), out)
	}
	if !r.trouble {
		p.learn(r)
	}
	return p.tryMore(out)
}

// elapsed is how far the readings' clock has come since the last one judged;
// one that is judged now is leastMs long.
func (p *Policy) elapsed(s *Sample, leastMs float64) float64 {
	latest := math.Inf(-1)
	for i := range s.Users {
		u := &s.Users[i]
		if u.Audio.Expected && finite(u.Audio.TimestampMs) {
			latest = max(latest, u.Audio.TimestampMs)
		}
		if u.Video.Expected && finite(u.Video.TimestampMs) {
			latest = max(latest, u.Video.TimestampMs)
		}
	}
	if math.IsInf(latest, -1) {
		// Nothing is due, or nothing is told.
		latest = p.nowMs
	}
	if latest < p.reportMs {
		p.reportMs = latest - leastMs
	}
	ms := latest - p.reportMs
	if ms >= leastMs {
		p.reportMs = latest
	}
	return ms
}

// Level is what is to be asked of the server for a user now, trials included:
// LevelHigh for one who is not known.
func (p *Policy) Level(identity string) api.Level {
	if u := p.find(identity); u != nil {
		return u.level
	}
	return api.LevelHigh
}

// State is what the policy holds about a user at nowMs, in the time of
// Sample.NowMs; false if the user was not in the last sample.
func (p *Policy) State(identity string, nowMs float64) (State, bool) {
	u := p.find(identity)
	if u == nil {
		return State{}, false
	}
	st := State{Option: u.option, Ceiling: u.ceiling, Level: u.level, SinceMs: u.sinceMs, Reason: u.reason}
	switch {
	case !(nowMs-p.usableMs <= unknownMs):
		st.Phase = PhaseUnknown
	case p.recovery.user == u:
		st.Phase = PhaseTrial
	case u.fallen():
		st.Phase = PhaseFallback
	default:
		st.Phase = PhaseNormal
	}
	return st, true
}

func (p *Policy) find(identity string) *user {
	for _, u := range p.users {
		if u.identity == identity {
			return u
		}
	}
	return nil
}

// anyFallen reports whether somebody receives less than is wanted, or is about
// to.
func (p *Policy) anyFallen() bool {
	for _, u := range p.users {
		if u.fallen() || p.recovery.user == u {
			return true
		}
	}
	return p.hold.open || known(p.suspectMs) || p.nowMs < p.quietUntilMs
}

// decide makes a decision and keeps it as the user's last one.
func (p *Policy) decide(out []Decision, u *user, to api.Level, cause Cause, sinceMs float64, metrics []Metric) []Decision {
	d := Decision{Identity: u.identity, From: u.level, To: to}
	d.Reason = Reason{Cause: cause, From: u.level, To: to, Metrics: metrics, SinceMs: sinceMs}
	u.level = to
	u.eager = false
	u.sinceMs = p.nowMs
	u.reason = d.Reason
	u.quietUntilMs = p.nowMs + commandQuietMs
	p.lastCommandMs = p.nowMs
	p.usual.wireKbps = math.NaN()
	return append(out, d)
}
