package sim

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

const (
	tenMinutes = 600_000
	// mostChanges is how many changes a viewer may see of one user in ten minutes.
	mostChanges = 20
)

// squareWave alternates between two rates.
func squareWave(a, b float64, periodMs int) Trace {
	return Trace{Rates: []Rate{{0, a}, {periodMs / 2, b}}, LoopMs: periodMs}
}

// walk is a random walk in steps of one second, by a quarter up or down.
func walk(r *rand.Rand, least, most float64) Trace {
	trace := Trace{}
	kbps := 700.0
	for ms := 0; ms < tenMinutes; ms += 1000 {
		kbps = max(least, min(most, kbps*(0.75+r.Float64()*0.58)))
		trace.Rates = append(trace.Rates, Rate{ms, kbps})
	}
	return trace
}

// cell is a link of chances like those of a mobile one: a rate that wanders, and
// chances that come in bursts.
func cell(r *rand.Rand, least, most float64) Trace {
	return bursts(r, walk(r, least, most), tenMinutes)
}

// bursts makes chances of the rates of a trace.
func bursts(r *rand.Rand, of Trace, loopMs int) Trace {
	trace := Trace{LoopMs: loopMs}
	p := player{trace: &of}
	owed := 0.0
	for ms := range loopMs {
		_, bytes := p.next()
		owed += bytes / chanceBytes
		if owed > 1 && r.IntN(8) == 0 {
			for ; owed > 1; owed-- {
				trace.ChancesMs = append(trace.ChancesMs, ms)
			}
		}
	}
	trace.Rates = means(trace.ChancesMs, loopMs)
	return trace
}

// badDownlinks are the traces on which the picture must not flicker, by name.
func badDownlinks(t testing.TB) map[string]Trace {
	traces := recorded(t)
	for _, seconds := range []int{2, 3, 5, 8, 12, 20, 30, 45, 60} {
		for _, low := range []float64{70, 170, 400} {
			for _, high := range []float64{500, 1000, 3000} {
				traces[fmt.Sprintf("square-%g-%g-%ds", low, high, seconds)] = squareWave(high, low, seconds*1000)
			}
		}
	}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 2))
		traces["walk-"+strconv.Itoa(int(seed))] = walk(r, 70, 3000)
		traces["cell-"+strconv.Itoa(int(seed))] = cell(r, 70, 3000)
	}
	return traces
}

// On no downlink does the picture of a user change more often than is bearable,
// whatever it does.
func TestChangesInTenMinutes(t *testing.T) {
	for name, trace := range badDownlinks(t) {
		for _, trains := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/trains=%t", name, trains), func(t *testing.T) {
				t.Parallel()
				cfg := Config{Seed: 7, Users: people(1, api.FallbackAudioOnly), Downlink: trace, TickMs: 250, Estimate: true}
				cfg.Users[0].Trains = trains
				wantFewChanges(t, New(cfg, fallback.New()))
			})
		}
	}
}

// The same where several people speak with pauses, mute themselves and come
// later, on each kind of queue.
func TestChangesOfSeveralUsers(t *testing.T) {
	for name, trace := range badDownlinks(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 2 + len(name)%2
			cfg := Config{Seed: 11, Users: people(n, api.FallbackAudioOnly), Downlink: trace, QueueBy: QueueBy(len(name) % 3), TickMs: 250}
			cfg.Users[0].Trains, cfg.Users[1].DTX = true, true
			cfg.Users[n-1].JoinMs = 45_000
			c := New(cfg, fallback.New())
			for i := range 12 {
				user, video := i%n, i%4 < 3
				at := 50_000 + i*41_333
				c.At(at, func() { c.Mute(user, video, true) })
				c.At(at+2_000+i*1_137, func() { c.Mute(user, video, false) })
			}
			wantFewChanges(t, c)
		})
	}
}

func wantFewChanges(t *testing.T, c *Call) {
	t.Helper()
	c.Run(tenMinutes)
	for i := range c.users {
		if n := c.Changes(i); n > mostChanges {
			t.Errorf("user %d: %d changes by %d decisions", i, n, len(c.Decisions))
		}
	}
}
