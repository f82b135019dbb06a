package fallback

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// holdMs is for how long the videos of a collapse are stopped: by then the
	// server has heard of it, and what waited in a queue of 250 ms has gone.
	holdMs = 330
	// longerMs is how much longer it takes where the trouble may be the publisher's
	// uplink: if it is, stopping the video has not helped the audio.
	longerMs = 400
	// uplinkShare of the audio comes at least where it was the downlink.
	uplinkShare = 0.85
	// uplinkLastsMs after it was the uplink, it still is as long as the estimate
	// stands: a downlink's would have fallen by then.
	uplinkLastsMs = 10000
	// longestHoldMs ends a hold whose readings do not come.
	longestHoldMs = 1500
)

// hold is the time after a collapse, or after a trial that failed, in which the
// videos concerned are stopped: the queue drains, the audio is served, and what
// still comes is the capacity. A stream that was asked for at once would find a
// full queue, which drops its key frame.
type hold struct {
	_    [0]func() // not compared: see stats
	open bool
	// sinceMs is when it began (Sample.NowMs).
	sinceMs float64
	// choose: what fits into the capacity is chosen at the end.
	choose bool
	// ms and wireBytes are of the last readings in which the downlink was full,
	// kbps is the most that came over such a time.
	ms, wireBytes, kbps float64
	// audio is what came after holdMs, and audioDue what should have.
	audio, audioDue float64
	// uplink: it is the publisher's uplink that is narrow.
	uplink bool
}

// capacityKbps is what came while the downlink was full; false if it was not.
func (h *hold) capacityKbps() (kbps float64, full bool) {
	switch {
	case h.kbps > 0:
		return h.kbps, true
	case h.ms > 0:
		return h.wireBytes * 8 / h.ms, true
	}
	return 0, false
}

// Held reports whether a user's video is stopped for a moment, whatever Level
// says.
func (p *Policy) Held(identity string) bool {
	u := p.find(identity)
	return u != nil && u.held
}

// stop holds a user's video back, and has none of its lost packets asked for.
func (p *Policy) stop(u *user) {
	u.held = true
	u.unrepairedUntilMs = p.nowMs + unrepairedMs
}

func (p *Policy) beginHold(choose bool) {
	p.hold = hold{open: true, sinceMs: p.nowMs, choose: choose}
}

// drain takes a reading of a hold, and ends it when its time has come.
func (p *Policy) drain(r *reading, out []Decision) []Decision {
	h := &p.hold
	if r.full {
		// One reading is too short to tell a rate by: few packets come in it.
		if h.ms > 0 {
			h.kbps = max(h.kbps, (h.wireBytes+r.wireBytes)*8/(h.ms+r.ms))
		}
		h.ms, h.wireBytes = r.ms, r.wireBytes
	}
	held := p.nowMs - h.sinceMs
	if held < holdMs {
		return out
	}
	if held >= holdMs+r.ms {
		for _, u := range p.users {
			if u.hasAudio && u.audioPps >= leastUsualPps {
				h.audio += u.audioD.packets
				h.audioDue += u.audioPps * u.audioD.ms / 1000
			}
		}
	}
	if capacity, full := h.capacityKbps(); h.choose && full && p.uplinkOf(capacity) {
		if held < holdMs+longerMs {
			return out
		}
		h.uplink = h.audioDue == 0 || h.audio < float64(uplinkShare*h.audioDue)
	}
	return p.endHold(out)
}

// uplinkStill reports whether a suspicion is of the uplink that the last hold has
// found. Another hold would not help, and ends with a key frame that such an
// uplink carries least of all.
func (p *Policy) uplinkStill() bool {
	if p.nowMs-p.uplinkMs >= uplinkLastsMs || !p.uplinkOf(p.window.goodputKbps()) {
		return false
	}
	p.uplinkMs = p.nowMs
	return true
}

// endHold gives up what the downlink did not carry, and has the rest sent again.
// Its lost packets are asked for: those of the old stream have gone.
func (p *Policy) endHold(out []Decision) []Decision {
	h := p.hold
	p.hold.open = false
	if h.uplink {
		p.uplinkMs = p.nowMs
	}
	if capacity, full := h.capacityKbps(); h.choose && full && !h.uplink {
		out = p.giveUp(capacity, h.sinceMs, out)
	}
	for _, u := range p.users {
		if !u.held {
			continue
		}
		u.held = false
		if u.level != api.LevelAudio {
			u.unrepairedUntilMs = math.Inf(-1)
			u.quietUntilMs = p.nowMs + commandQuietMs
			p.lastCommandMs = p.nowMs
		}
	}
	p.quietUntilMs = p.nowMs + aftermathMs
	if h.choose {
		p.suspectMs = p.nowMs
	}
	return out
}
