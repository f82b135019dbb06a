package sim

import (
	"math/rand/v2"
	"testing"
)

// load sends packets of two sizes at the same rate for 10 s, four times what the
// link carries, and counts what arrives of each.
func load(by QueueBy) (small, large, kbps float64) {
	trace := steady(170)
	l := link{player: player{trace: &trace}, queueMs: 250, by: by, delayMs: 25}
	bytes, n := 0, 0
	for ms := 0; ms < 10_000; ms++ {
		if ms%20 == 0 {
			l.send(packet{audio: true, size: 136})
		}
		if ms%14 == 3 {
			l.send(packet{size: 1158})
			n++
		}
		for _, p := range l.step(ms, nil) {
			bytes += p.size
			if p.audio {
				small++
			} else {
				large++
			}
		}
	}
	return small / 500, large / float64(n), float64(bytes) * 8 / 10_000
}

func TestQueues(t *testing.T) {
	small, large, kbps := load(ByPackets)
	if kbps < 160 || kbps > 171 {
		t.Errorf("%.0f kbps", kbps)
	}
	if small > 0.5 || large > 0.35 {
		t.Errorf("by packets: %.2f of the small and %.2f of the large ones arrive", small, large)
	}
	small, large, kbps = load(ByBytes)
	if kbps < 160 || kbps > 171 {
		t.Errorf("%.0f kbps", kbps)
	}
	if small < 0.8 || large > 0.35 {
		t.Errorf("by bytes: %.2f of the small and %.2f of the large ones arrive", small, large)
	}
}

// A queue that has reached its limit refuses large and small alike.
func TestQueueByFill(t *testing.T) {
	small, large, kbps := load(ByFill)
	if kbps < 160 || kbps > 171 {
		t.Errorf("%.0f kbps", kbps)
	}
	if small > 0.5 || large > 0.5 || large < small*0.5 {
		t.Errorf("%.2f of the small and %.2f of the large ones arrive", small, large)
	}
	trace := steady(10)
	l := link{player: player{trace: &trace}, queueMs: 250, by: ByFill}
	for range 2*leastQueueBytes/1200 + 1 {
		l.send(packet{size: 1200})
	}
	if len(l.queue) != 3 || l.dropped != 3 {
		t.Errorf("%d wait, %d were refused", len(l.queue), l.dropped)
	}
	if l.send(packet{size: 1}); l.dropped != 4 {
		t.Error("a small packet slipped in")
	}
}

func TestRandomLossOfALink(t *testing.T) {
	trace := steady(10_000)
	l := link{player: player{trace: &trace}, queueMs: 250, lossPct: 5, rand: rand.New(rand.NewPCG(1, 1))}
	n := 0
	for ms := 0; ms < 20_000; ms++ {
		l.send(packet{size: 100})
		n += len(l.step(ms, nil))
	}
	if lost := 100 - float64(n)/200; lost < 4 || lost > 6 {
		t.Errorf("%.1f %% lost", lost)
	}
}
