package sim

import "dualstream/wasm/fallback"

const (
	nackEveryMs = 20
	nackTimes   = 10
	// nackPatienceMs after it was missed, a packet is not asked for any more.
	nackPatienceMs = 3000
)

// gaps are the packets of a stream that are missing, by sequence number.
type gaps struct {
	missing       map[int]*gap
	first, newest int
	// off: what is missing is not asked for.
	off bool
}

type gap struct {
	sinceMs, nextMs, times int
}

func newGaps() gaps { return gaps{missing: map[int]*gap{}} }

// repair has what will be missing asked for from now on, or not.
func (g *gaps) repair(on bool) {
	g.off = !on
	clear(g.missing)
}

// take takes in a packet's number. fresh: no later one has come. repaired: it
// was asked for.
func (g *gaps) take(seq, nowMs int, counted *fallback.Stream) (fresh, repaired bool) {
	if seq > g.newest {
		for s := g.newest + 1; s < seq && g.newest > 0; s++ {
			if !g.off {
				g.missing[s] = &gap{sinceMs: nowMs, nextMs: nowMs}
			}
			counted.PacketsLost++
		}
		g.newest = seq
		return true, false
	}
	repaired = g.missing[seq] != nil
	delete(g.missing, seq)
	return false, repaired
}

// before gives up what is missing before a packet.
func (g *gaps) before(seq int) {
	for s := range g.missing {
		if s < seq {
			delete(g.missing, s)
		}
	}
}

// ask returns what is to be asked for, in the order of the numbers, so that a
// call can be repeated.
func (g *gaps) ask(nowMs, rttMs int, seqs []int) []int {
	if len(g.missing) == 0 {
		return seqs
	}
	for g.first < g.newest && g.missing[g.first] == nil {
		g.first++
	}
	for s := g.first; s < g.newest; s++ {
		m := g.missing[s]
		if m == nil || nowMs < m.nextMs {
			continue
		}
		if m.times == nackTimes || nowMs-m.sinceMs > nackPatienceMs {
			delete(g.missing, s)
			continue
		}
		m.times++
		m.nextMs = nowMs + rttMs + 10
		seqs = append(seqs, s)
	}
	return seqs
}
