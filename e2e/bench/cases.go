package main

import (
	"math"
	"os"
	"path/filepath"
	"time"

	"dualstream/wasm/fallback/sim"
)

// Step is a change of the networks at a time.
type Step struct {
	// At is the time since the drop.
	At time.Duration
	// Viewer and Publisher are the networks from then on.
	Viewer, Publisher Network
}

// Case is what happens to a call.
type Case struct {
	Name string
	// Queue is what the bottleneck's queue counts: "packets" or "bytes".
	Queue string
	// Before are the networks until the drop.
	Before Step
	// Steps happen in order, the first at 0: the drop.
	Steps []Step
	// Release is when the network is good again, since the drop.
	Release time.Duration
}

// The disciplines of a queue.
const (
	byPackets = "packets"
	byBytes   = "bytes"
)

const (
	// goodKbps is a link that carries all that is sent in a call.
	goodKbps = 3000
	// queueMs is how long the bottleneck's queue is.
	queueMs = 250
	// delayMs is how long everything takes, each way.
	delayMs = 25
	// dropFor is how long a drop lasts.
	dropFor = 30 * time.Second
)

// bottleneck is a direction of this rate.
func bottleneck(kbps float64, queue string) *Direction {
	return &Direction{RateKbps: kbps, QueueMs: queueMs, QueueBy: queue, DelayMs: delayMs}
}

// down is a viewer's network with a bottleneck in the downlink.
func down(kbps float64, queue string) Network {
	return Network{Down: bottleneck(kbps, queue), Up: &Direction{DelayMs: delayMs}}
}

// up is a publisher's network with a bottleneck in the uplink.
func up(kbps float64) Network {
	return Network{Up: bottleneck(kbps, byPackets), Down: &Direction{DelayMs: delayMs}}
}

// during is a case in which the viewer's network is weak for a while.
func during(name, queue string, weak Network) Case {
	good := Step{At: dropFor, Viewer: down(goodKbps, queue)}
	return Case{
		Name: name, Queue: queue, Release: dropFor,
		Before: good, Steps: []Step{{Viewer: weak}, good},
	}
}

// drop is a downlink that falls to a rate and comes back.
func drop(name string, kbps float64, queue string) Case {
	return during(name, queue, down(kbps, queue))
}

// loss is a downlink that loses packets by chance, in bursts of this length on
// average where there is one.
func loss(name string, pct, burst float64) Case {
	weak := down(goodKbps, byPackets)
	if burst > 0 {
		weak.Down.BurstLossPct, weak.Down.BurstLengthPackets = pct, burst
	} else {
		weak.Down.LossPct = pct
	}
	return during(name, byPackets, weak)
}

// uplink is a publisher's uplink that falls to a rate and comes back.
func uplink(name string, kbps float64) Case {
	good := Step{At: dropFor, Viewer: down(goodKbps, byPackets), Publisher: up(goodKbps)}
	return Case{
		Name: name, Queue: byPackets, Release: dropFor,
		Before: good, Steps: []Step{{Publisher: up(kbps)}, good},
	}
}

// ramp is a downlink that falls to 100 kbps in steps of a second, each by the
// same factor, and comes back as it went.
func ramp() Case {
	const steps, lowest = 15, 100.0
	factor := math.Pow(lowest/goodKbps, 1.0/steps)
	var rates []sim.Rate
	for n := 1; n <= 2*steps; n++ {
		kbps := goodKbps * math.Pow(factor, float64(steps-abs(steps-n)))
		rates = append(rates, sim.Rate{FromMs: (n - 1) * 1000, Kbps: math.Round(kbps)})
	}
	return follow("ramp", rates, 2*steps*time.Second)
}

func abs(n int) int { return max(n, -n) }

// follow is a downlink whose rate changes, until it is good again.
func follow(name string, rates []sim.Rate, until time.Duration) Case {
	good := Step{At: until, Viewer: down(goodKbps, byPackets)}
	c := Case{Name: name, Queue: byPackets, Before: good, Release: until}
	for _, r := range rates {
		at := time.Duration(r.FromMs) * time.Millisecond
		c.Steps = append(c.Steps, Step{At: at, Viewer: down(r.Kbps, byPackets)})
	}
	c.Steps = append(c.Steps, good)
	return c
}

// traceFor is how long a trace goes on.
const traceFor = 120 * time.Second

// trace is a downlink that somebody on the way has had; file is that of the
// simulator's, in the repository at root.
func trace(root, name, file string) (Case, error) {
	f, err := os.Open(filepath.Join(root, "wasm", "fallback", "sim", "testdata", file))
	if err != nil {
		return Case{}, err
	}
	defer f.Close()
	recorded, err := sim.ReadTrace(f)
	return follow(name, recorded.Rates, traceFor), err
}

// signalling is a drop through which the signalling has to go as well, over a
// connection of its own.
func signalling(name string, kbps float64) Case {
	const slowKbps, slowMs = 64, 150
	c := drop(name, kbps, byPackets)
	c.Steps[0].Viewer.Signalling = &Signalling{DelayMs: slowMs, RateKbps: slowKbps}
	c.Steps[1].Viewer.Signalling = &Signalling{DelayMs: delayMs}
	c.Before.Viewer.Signalling = c.Steps[1].Viewer.Signalling
	return c
}
