package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// measureMs after the first suspect reading, itself about 0.3 s after the
	// drop, what arrived last was no longer queued before the drop.
	measureMs = 750
	// unrepairedMs after a fall no lost packets of video are asked for again: what
	// would be re-sent fills the queue before the audio for longer than the
	// streams that were given up.
	unrepairedMs = 2500
	// aftermathMs is for how long packets of the old streams still arrive.
	aftermathMs = 2000
	// An estimate that kept such a share of its usual value, and is so many
	// times what arrives, says that the downlink is not what is narrow.
	estimateKept   = 0.8
	estimateExcess = 2
)

// collapse is what the policy does at the first suspicion: all who may go
// to the low stream do so at once. The metrics are those of the suspicion.
func (p *Policy) collapse(metrics []Metric, out []Decision) []Decision {
	p.suspectMs = p.nowMs
	p.quietUntilMs = p.nowMs + aftermathMs
	p.heldMs = 0
	fell := false
	for _, u := range p.users {
		if u.level != api.LevelHigh || u.least() != api.LevelLow {
			continue
		}
		if !fell {
			p.recovery.fell(p.nowMs)
		}
		fell = true
		u.unrepairedUntilMs = p.nowMs + unrepairedMs
		out = p.decide(out, u, api.LevelLow, CauseCongestion, p.nowMs, metrics)
	}
	return out
}

// measure takes what arrived last as the capacity, and gives up the video that
// does not fit into it, all in one step. Where the downlink was not full there
// is nothing to give up.
func (p *Policy) measure(out []Decision) []Decision {
	since := p.suspectMs
	p.suspectMs = math.NaN()
	capacity, full := p.window.capacityKbps()
	if !full || p.uplinkOf(capacity) {
		return out
	}
	needed := p.fit(capacity)
	fell := false
	var metrics []Metric
	for _, u := range p.users {
		if u.keep || u.level == api.LevelAudio {
			continue
		}
		if !fell {
			metrics = []Metric{{"capacityKbps", capacity, float64(margin * needed)}}
		}
		fell = true
		u.unrepairedUntilMs = p.nowMs + unrepairedMs
		out = p.decide(out, u, api.LevelAudio, CauseCongestion, since, metrics)
	}
	if fell {
		p.quietUntilMs = p.nowMs + aftermathMs
		p.recovery.fell(p.nowMs)
	}
	return out
}

// Repairs reports whether the lost packets of a user's video should be asked for
// again at nowMs, in the time of Sample.NowMs.
func (p *Policy) Repairs(identity string, nowMs float64) bool {
	u := p.find(identity)
	return u == nil || nowMs >= u.unrepairedUntilMs
}

// uplinkOf reports whether it is the publisher's uplink that is narrow.
func (p *Policy) uplinkOf(capacityKbps float64) bool {
	return p.estimateKbps >= float64(estimateKept*p.usual.estimateKbps) &&
		p.estimateKbps >= float64(estimateExcess*capacityKbps) &&
		!p.usual.rttRose(p.rttMs)
}

// fired tells the signals of a reading as metrics.
func (p *Policy) fired(r *reading) []Metric {
	e := &p.total
	m := make([]Metric, 0, 5)
	if r.fired.has(signalAudio) {
		m = append(m, Metric{"audioPacketsPct", e.audio * 100 / e.audioDue, audioShare * 100})
	}
	if r.fired.has(signalConcealed) {
		m = append(m, Metric{"concealedPct", e.concealed * 100 / e.heard, concealedShare * 100})
	}
	if r.fired.has(signalRepairs) {
		m = append(m, Metric{"repairsPerSec", e.repairs * 1000 / e.ms, e.repairsBound() * 1000 / e.ms})
	}
	if r.fired.has(signalFrames) {
		m = append(m, Metric{"framesPct", e.frames * 100 / e.framesDue, framesShare * 100})
	}
	if r.fired.has(signalEstimate) {
		m = append(m, Metric{"estimateKbps", p.estimateKbps, estimateShare * p.usual.videoKbps})
	}
	return m
}
