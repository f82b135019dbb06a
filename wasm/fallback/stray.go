package fallback

const (
	// keptShare of the usual bytes still comes where packets are lost by chance: a
	// downlink that is too narrow drops more, but for one that is so by little.
	keptShare = 0.75
	// strayMs after a stray suspicion, the next one is none.
	strayMs = 1000
)

// stray reports whether a suspicion may be the work of packets that are lost by
// chance: as much comes as usual, nothing waits in a queue, and it is the first
// one. A downlink that is too narrow is suspected again at once.
func (p *Policy) stray(r *reading) bool {
	if r.ms == 0 || r.fired.has(signalEstimate) || p.usual.rttRose(p.rttMs) ||
		!(r.wireBytes*8/r.ms >= float64(keptShare*p.usual.wireKbps)) {
		return false
	}
	since := p.nowMs - p.strayMs
	p.strayMs = p.nowMs
	return since > strayMs
}
