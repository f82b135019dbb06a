package fallback

const (
	// HurryMs is after how many ms the next reading is wanted while Hurry.
	HurryMs = 100
	// hurryReadingMs is the shortest reading that is judged then.
	hurryReadingMs = 80
	// doubtBelowMs: a longer reading is no short stall.
	doubtBelowMs = 450
)

// doubt is a first suspicion without a packet lost and without word of the
// estimate. So begins a collapse, and so looks a computer that was too busy for
// a moment: but then all that is missing comes at once, so the next reading
// tells which it was, and is wanted soon.
type doubt struct {
	open bool
	// sinceMs is when it was opened (Sample.NowMs).
	sinceMs float64
	// audio is what came since the suspicion began, and audioDue what should
	// have.
	audio, audioDue float64
	metrics         []Metric
}

// Hurry reports whether the next reading is wanted after HurryMs already.
func (p *Policy) Hurry() bool { return p.doubt.open || p.hold.open }

// doubtful opens a doubt about a suspect reading, or reports that there is none.
func (p *Policy) doubtful(r *reading) bool {
	if r.fired&(signalRepairs|signalEstimate) != 0 || r.ms >= doubtBelowMs {
		return false
	}
	p.doubt = doubt{open: true, sinceMs: p.nowMs, audio: p.total.audio, audioDue: p.total.audioDue, metrics: p.fired(r)}
	return true
}

// settle closes the doubt by the next reading. It returns the signals that
// opened it where the suspicion was right, and nil where the missing audio has
// come.
func (p *Policy) settle(r *reading) []Metric {
	d := p.doubt
	p.doubt = doubt{}
	d.audio += p.total.audio
	d.audioDue += p.total.audioDue
	switch {
	case r.suspect && r.fired&(signalRepairs|signalEstimate) != 0:
		return p.fired(r)
	case d.audio < float64(audioShare*d.audioDue):
		return d.metrics
	}
	return nil
}
