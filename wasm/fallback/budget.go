package fallback

import "dualstream/wasm/api"

// What a stream takes on the wire where nothing is known of it: documented
// defaults of audio and of the low stream, and a moderate high stream.
const (
	usualAudioKbps = 60
	usualLowKbps   = 56
	usualHighKbps  = 500
	// Headers add so much to an announced rate.
	wireFactorLow  = 1.12
	wireFactorHigh = 1.08
	// margin is what must be left of the capacity above what is taken.
	margin = 1.1
)

// audioWireKbps is what the user's audio takes.
func (u *user) audioWireKbps() float64 {
	if !u.audioDue {
		return 0
	}
	if known(u.audioKbps) {
		return u.audioKbps
	}
	return usualAudioKbps
}

// videoWireKbps is what the user's video would take at a level.
func (u *user) videoWireKbps(l api.Level) float64 {
	if !u.videoDue || l == api.LevelAudio {
		return 0
	}
	if l == api.LevelLow && u.hasLow {
		if u.announced.low > 0 {
			return u.announced.low * wireFactorLow
		}
		if known(u.lowKbps) {
			return u.lowKbps
		}
		return usualLowKbps
	}
	if known(u.highKbps) {
		return u.highKbps
	}
	if u.announced.high > 0 {
		return u.announced.high * wireFactorHigh
	}
	return usualHighKbps
}

// least is the level that the user falls to before video is given up, of what
// the option permits.
func (u *user) least() api.Level {
	if u.hasLow && u.option != api.FallbackDisable {
		return api.LevelLow
	}
	return u.top()
}

// fit marks in one step who may keep video within capacityKbps: the audio of all
// is served first, then the video that must not be given up, then low streams,
// then single streams, both first of users of high priority and else in the
// users' order. It returns what audio and the
// present video take together.
func (p *Policy) fit(capacityKbps float64) (neededKbps float64) {
	sum := 0.0
	if p.trains.inUse() {
		sum = trainKbps
	}
	for _, u := range p.users {
		u.keep = true
		sum += u.audioWireKbps()
		neededKbps += u.audioWireKbps() + u.videoWireKbps(u.level)
		if u.bottom() != api.LevelAudio {
			sum += u.videoWireKbps(u.level)
		}
	}
	for pass := 0; pass < 4; pass++ {
		for _, u := range p.users {
			single, first := !u.hasLow, u.priority == api.PriorityHigh
			if u.level == api.LevelAudio || u.bottom() != api.LevelAudio || single != (pass >= 2) || first != (pass%2 == 0) {
				continue
			}
			kbps := u.videoWireKbps(u.level)
			u.keep = float64(margin*(sum+kbps)) <= capacityKbps
			if u.keep {
				sum += kbps
			}
		}
	}
	return neededKbps
}
