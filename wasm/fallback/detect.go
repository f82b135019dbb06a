package fallback

const (
	suspectSignals = 3
	// pairMs is how long repairs and another signal must come together to make
	// a suspicion without a third one: a queue counted in bytes lets the audio
	// pass, and the estimate may not exist.
	pairMs = 450
)

// reading is what one Step has to go by.
type reading struct {
	ms           float64
	fired, given signalSet
	videoKbps    float64
	// wireBytes is what came of all streams; full: audio was short or packets
	// were lost, so it is all that the downlink carries.
	wireBytes float64
	full      bool
	// trouble: something speaks against the downlink. suspect: so much that
	// the policy acts.
	trouble, suspect bool
}

// take reads all users' streams into one reading. It returns false if it cannot
// be judged.
func (p *Policy) take(s *Sample, elapsedMs float64, r *reading) bool {
	p.estimateKbps, p.rttMs = orNaN(s.EstimateKbps), orNaN(s.RTTMs)
	p.total = evidence{}
	due, begun := false, false
	for _, u := range p.users {
		u.read(&s.Users[u.at], p.nowMs)
		p.total.add(&u.now)
		due = due || u.audioDue || u.videoDue && !u.stopped()
		begun = begun || u.beginning()
		if u.hasAudio {
			r.ms = max(r.ms, u.audioD.ms)
			r.wireBytes += u.audioD.wireBytes
		}
		if u.hasVideo {
			r.ms = max(r.ms, u.videoD.ms)
			r.wireBytes += u.videoD.wireBytes
			r.videoKbps += u.videoKbps
		}
	}
	r.fired, r.given = p.total.signals()
	judged := r.given.count() >= 2
	switch {
	case !due:
		// Nothing should arrive, so nothing can speak against the downlink.
		judged = true
		r.ms = min(elapsedMs, longestGapMs)
	case r.ms == 0:
		judged = false
	case known(p.estimateKbps):
		r.given |= signalEstimate
		if p.usual.estimateFell(p.estimateKbps) {
			r.fired |= signalEstimate
		}
	}
	r.full = r.fired&(signalAudio|signalRepairs) != 0
	if r.ms > 0 {
		p.window.add(goodput{ms: r.ms, wireBytes: r.wireBytes, full: r.full})
	}
	if judged || begun {
		p.usableMs = p.nowMs
	}
	return judged
}

// weigh says what a reading means.
func (p *Policy) weigh(r *reading) {
	n := r.fired.count()
	if n >= 2 && r.fired.has(signalRepairs) {
		p.heldMs += r.ms
	} else {
		p.heldMs = 0
	}
	r.trouble = n >= 2 || r.fired.has(signalRepairs)
	if r.given.has(signalConcealed) && r.fired&(signalConcealed|signalRepairs) == 0 && n < suspectSignals {
		// Nobody speaks, or the picture stands still: nothing is missing. An
		// estimate that fell once stays low as long as little is sent.
		r.trouble = false
	}
	if r.trouble && !r.fired.has(signalEstimate) && !p.usual.rttRose(p.rttMs) && p.troubleOfFew() {
		r.trouble = false
		p.heldMs = 0
	}
	r.suspect = r.trouble && (n >= suspectSignals || p.heldMs >= pairMs)
}

// troubleOfFew reports whether the signals are those of single users, while the
// same downlink brings the others theirs: then the trouble is their uplink. With
// one user it cannot be told.
func (p *Policy) troubleOfFew() bool {
	users, troubled := 0, 0
	var rest evidence
	for _, u := range p.users {
		if !u.now.substantial() {
			continue
		}
		users++
		fired, _ := u.now.signals()
		if fired == 0 {
			continue
		}
		troubled++
		p.total.without(&u.now, &rest)
		if rest.substantial() {
			if fired, _ = rest.signals(); fired.count() < 2 {
				return true
			}
		}
	}
	return users > 1 && troubled*2 <= users
}

// learn takes a reading without trouble into what is usual.
func (p *Policy) learn(r *reading) {
	if r.ms == 0 {
		return
	}
	for _, u := range p.users {
		u.learn(p.nowMs)
	}
	p.usual.learn(p.estimateKbps, r.videoKbps, r.wireBytes*8/r.ms, p.rttMs, r.ms)
}
