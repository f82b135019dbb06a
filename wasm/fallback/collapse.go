package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// measureMs after a hold, what was asked for at its end has come, or has
	// filled the downlink again.
	measureMs = 1000
	// unrepairedMs after a fall no lost packets of video are asked for again: what
	// would be re-sent fills the queue before the audio for longer than the
	// streams that were given up.
	unrepairedMs = 2500
	// aftermathMs is for how long packets of the old streams still arrive.
	aftermathMs = 1250
	// An estimate that kept such a share of its usual value, and is so many
	// times what arrives, says that the downlink is not what is narrow.
	estimateKept   = 0.8
	estimateExcess = 2
)

// collapse is what the policy does at the first suspicion: all who may go
// to the low stream do so at once. The metrics are those of the suspicion.
func (p *Policy) collapse(metrics []Metric, out []Decision) []Decision {
	p.quietUntilMs = p.nowMs + aftermathMs
	p.heldMs = 0
	p.doubtTrains(p.nowMs + aftermathMs)
	any := false
	for _, u := range p.users {
		falls := u.level == api.LevelHigh && u.least() == api.LevelLow
		mayGo := u.level != api.LevelAudio && u.bottom() == api.LevelAudio
		if !falls && !mayGo {
			continue
		}
		if !any {
			p.recovery.fell(p.nowMs)
			p.beginHold(true)
		}
		any = true
		p.stop(u)
		if mayGo {
			u.warned = true
			u.warning = Reason{Cause: CauseCongestion, From: u.level, To: api.LevelAudio, Metrics: metrics, SinceMs: p.nowMs}
		}
		if falls {
			out = p.decide(out, u, api.LevelLow, CauseCongestion, p.nowMs, metrics)
		}
	}
	return out
}

// measure takes what arrived last, after a hold, as the capacity, and gives up
// the video that does not fit into it. Where the downlink was not full there is
// nothing to give up, and the danger is over.
func (p *Policy) measure(out []Decision) []Decision {
	since := p.suspectMs
	p.suspectMs = math.NaN()
	if capacity, full := p.window.capacityKbps(); full && !p.uplinkOf(capacity) {
		out = p.giveUp(capacity, since, out)
	}
	for _, u := range p.users {
		u.warned = false
	}
	return out
}

// giveUp gives up the video that does not fit into a capacity in kbps, all in
// one step.
func (p *Policy) giveUp(capacity, since float64, out []Decision) []Decision {
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
		u.warned = false
		u.unrepairedUntilMs = p.nowMs + unrepairedMs
		out = p.decide(out, u, api.LevelAudio, CauseCongestion, since, metrics)
	}
	if fell {
		p.quietUntilMs = p.nowMs + aftermathMs
		p.recovery.fell(p.nowMs)
		p.doubtTrains(p.nowMs + aftermathMs)
	}
	return out
}

// Warned reports whether a user's video may have to be given up any moment: the
// downlink collapsed, and what it carries is not known yet. The reason is that of
// the last time that this was so.
func (p *Policy) Warned(identity string) (reason *Reason, warned bool) {
	u := p.find(identity)
	if u == nil {
		return nil, false
	}
	return &u.warning, u.warned
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
