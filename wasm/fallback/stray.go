package fallback

const (
	// keptShare of the usual bytes still comes where packets are lost by chance: a
	// downlink that is too narrow drops more, but for one that is so by little.
	keptShare = 0.8
	// mostStrayRepairs is how many times the bound of the repairs they may reach.
	mostStrayRepairs = 2
	// strayMs after a stray suspicion, the next one belongs to it; after
	// mostStrayMs of them, it is no chance.
	strayMs     = 1000
	mostStrayMs = 1500
)

// stray is a row of suspicions that may be the work of packets that are lost by
// chance.
type stray struct {
	// sinceMs is when the first came, lastMs when the last did.
	sinceMs, lastMs float64
}

// astray reports whether a suspicion may be of that kind: nearly as much comes as
// usual, nothing waits in a queue, few are asked for again, and it has not been so
// for long. The downlink
// that is too narrow by little is suspected again and again.
func (p *Policy) astray(r *reading) bool {
	if r.fired.has(signalEstimate) || p.usual.rttRose(p.rttMs) ||
		p.total.repairs >= float64(mostStrayRepairs*p.total.repairsBound()) ||
		!(p.window.goodputKbps() >= float64(keptShare*p.usual.wireKbps)) {
		return false
	}
	s := &p.stray
	if !(p.nowMs-s.lastMs <= strayMs) {
		s.sinceMs = p.nowMs
	}
	s.lastMs = p.nowMs
	p.heldMs = 0
	return p.nowMs-s.sinceMs < mostStrayMs
}
