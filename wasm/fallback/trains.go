package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// trainEveryMs is how often a packet train is asked for while somebody
	// receives less than is wanted.
	trainEveryMs = 2500
	// trainGapMs is the least time between two requests: on a short way the answer
	// comes sooner than who answers takes the next.
	trainGapMs = 100
	// trainLostMs after it was asked for, a train does not come any more.
	trainLostMs = 1200
	// What a train must show above what is wanted: the high stream has peaks.
	lowMargin  = 1.15
	highMargin = 1.25
	// trainKbps is what the hints take of the downlink.
	trainKbps = 6
	// believedMs is for how long a confirmed capacity is believed.
	believedMs = 3000
	// After so many trains in a row that did not come, trials need none, and one
	// is asked for no more often than this.
	unansweredMost = 3
	retryMs        = 10000
	// blindMs after the last trial or fall, one is made also against what the
	// trains say: they may tell of a narrow uplink of who sends them.
	blindMs = 60000
	// A train is of two packets, small ones first, which fit into the queue of a
	// weak downlink beside the audio. They are a hint: packets that come closer than
	// clearMs may have been put into one on the way, or came on a link that is too
	// wide to measure by them. If it is good, largeNeeded trains of large packets
	// must show enough before as many show too little: one alone may be far off,
	// where the page was busy as it came.
	trainPackets = 2
	smallBytes   = 40
	largeBytes   = 700
	clearMs      = 5
	largeNeeded  = 2
	// leastSpreadMs: packets that come closer than this came too fast to tell
	// how fast.
	leastSpreadMs = 1
)

// trains reads the downlink's capacity from packet trains while somebody
// receives less than is wanted.
type trains struct {
	_      [0]func() // not compared: see stats
	lastID int
	// asked is the request that is open; its ID is 0 if none is. fresh: it was
	// made by this Step.
	asked   TrainRequest
	askedMs float64
	fresh   bool
	nextMs  float64
	// unanswered counts the last requests that nothing came of.
	unanswered int
	able       bool

	// good counts the trains that have shown enough since a hint, that included,
	// and bad those that have not; leastKbps is the least that the large ones among
	// the good showed.
	good, bad int
	leastKbps float64
	// believedKbps was confirmed at believedAtMs.
	believedKbps, believedAtMs float64
}

// Train returns whom to ask for a packet train after the last Step; false if
// nobody. What came of it is in the next samples.
func (p *Policy) Train() (TrainRequest, bool) { return p.trains.asked, p.trains.fresh }

// kbps is the capacity that a train shows; 0 if too little of it came.
func (t *Train) kbps() float64 {
	if t.Packets < 2 || !finite(t.PacketBytes) || !finite(t.SpreadMs) {
		return 0
	}
	return float64(t.Packets-1) * t.PacketBytes * 8 / max(t.SpreadMs, leastSpreadMs)
}

// doubtTrains has all that trains have shown forgotten: the downlink changed.
func (p *Policy) doubtTrains(nextMs float64) {
	t := &p.trains
	t.good, t.bad, t.believedKbps = 0, 0, 0
	t.asked.ID = 0
	t.nextMs = nextMs
}

// inUse reports whether trials wait for what trains show.
func (t *trains) inUse() bool { return t.able && t.unanswered < unansweredMost }

// hear takes in the trains that came.
func (p *Policy) hear(s *Sample) {
	t := &p.trains
	for i := range s.Trains {
		train := &s.Trains[i]
		if train.ID != t.asked.ID || train.ID == 0 {
			continue
		}
		t.asked.ID = 0
		hint := t.good == 0
		kbps := train.kbps()
		if kbps > 0 && hint && train.SpreadMs < clearMs {
			kbps = math.Inf(1)
		}
		u := p.candidate()
		if u == nil || kbps < p.neededFor(u, u.above()) {
			t.unanswered = 0
			t.nextMs = t.askedMs + trainGapMs
			if t.bad++; hint || t.bad == largeNeeded {
				t.good, t.bad = 0, 0
				t.nextMs = p.nowMs + trainEveryMs
			}
			continue
		}
		if !hint {
			// A good hint is of no use where the large trains never come.
			t.unanswered = 0
		}
		t.nextMs = t.askedMs + trainGapMs
		if t.good <= 1 || kbps < t.leastKbps {
			t.leastKbps = kbps
		}
		t.good++
		if t.good > largeNeeded {
			t.good, t.bad = 0, 0
			t.believedKbps, t.believedAtMs = t.leastKbps, p.nowMs
			t.nextMs = p.nowMs + trainEveryMs
		}
	}
}

// carries reports whether trains have shown that the downlink carries a user's
// video at a level beside all that is received now.
func (p *Policy) carries(u *user, to api.Level) bool {
	t := &p.trains
	return t.believedKbps > 0 && p.nowMs-t.believedAtMs < believedMs && t.believedKbps >= p.neededFor(u, to)
}

// neededFor is the capacity in kbps that a user's video at a level needs, beside
// all that is received now and with something to spare.
func (p *Policy) neededFor(u *user, to api.Level) float64 {
	margin := highMargin
	if to == api.LevelLow {
		margin = lowMargin
	}
	sum := float64(trainKbps)
	for _, o := range p.users {
		l := o.level
		if o == u {
			l = to
		}
		sum += o.audioWireKbps() + o.videoWireKbps(l)
	}
	return margin * sum
}

// plan asks for the next train when it is time.
func (p *Policy) plan() {
	t := &p.trains
	t.fresh = false
	if t.asked.ID != 0 {
		if p.nowMs-t.askedMs < trainLostMs {
			return
		}
		t.asked.ID = 0
		t.good, t.bad = 0, 0
		t.unanswered++
		t.nextMs = p.nowMs
		if t.unanswered >= unansweredMost {
			t.nextMs = p.nowMs + retryMs
		}
	}
	if p.nowMs < t.nextMs || p.hold.open || p.recovery.user != nil || p.candidate() == nil ||
		p.recovery.backoffMs > firstTrialMs && p.nowMs < p.recovery.readyMs-believedMs {
		return
	}
	from := p.sender(t.asked.Identity)
	if from == nil {
		return
	}
	t.lastID++
	t.fresh, t.askedMs = true, p.nowMs
	t.asked = TrainRequest{ID: t.lastID, Identity: from.identity, Packets: trainPackets, Bytes: smallBytes}
	if t.good > 0 {
		t.asked.Bytes = largeBytes
	}
}

// sender is the user to ask for a train: the one who was asked last as long as
// trains come, else the next one who sends any.
func (p *Policy) sender(last string) *user {
	var first, next *user
	passed := false
	for _, u := range p.users {
		if u.sendsTrains {
			if u.identity == last && p.trains.unanswered == 0 {
				return u
			}
			if first == nil {
				first = u
			}
			if passed && next == nil {
				next = u
			}
		}
		passed = passed || u.identity == last
	}
	if next == nil {
		return first
	}
	return next
}
