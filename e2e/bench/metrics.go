package main

import "math"

const (
	// lowestHigh is the least height of a picture of the high stream, in pixels.
	// Encoders scale it down, to three quarters or to half, where processor or
	// bandwidth are short.
	lowestHigh = 162
	// fullRate is 80 % of the high stream's pictures per second.
	fullRate = 12
	// freezeMs is the least time without a new picture that is a freeze.
	freezeMs = 500
	// noneMs is how long no picture comes until the video counts as gone.
	noneMs = 2000
	// cleanPct is below how much of a second is concealed in clean sound,
	// cleanMs how long it has to stay so.
	cleanPct = 2
	cleanMs  = 2000
	// calmMs is the time before the drop that rates are taken over.
	calmMs = 3000
	// windowMs is what percentages of sound and rates of pictures are taken over.
	windowMs = 1000
)

// Metrics are what a run is judged by. Times are in s; a time is nil where what
// it is of was not seen.
type Metrics struct {
	// AudioKbps and VideoKbps are what arrived in the 3 s before the drop, without
	// headers.
	AudioKbps float64 `json:"audioKbps"`
	VideoKbps float64 `json:"videoKbps"`
	// ConcealedPct is how much of the played sound was made up, from the drop to
	// the release, in percent; WorstSecondPct is that of the worst second of it.
	ConcealedPct   float64 `json:"concealedPct"`
	WorstSecondPct float64 `json:"worstSecondPct"`
	// AudioCleanS is when the sound was clean again after the drop, see
	// audioClean.
	AudioCleanS *float64 `json:"audioCleanS"`
	// DecisionS is when the SDK first decided for less video after the drop, by
	// its own log.
	DecisionS *float64 `json:"decisionS"`
	// FreezeS is the sum of all times of more than 500 ms without a new picture,
	// from the drop to the release. Video that was switched off counts.
	FreezeS float64 `json:"freezeS"`
	// VideoQuality is the mean of pixels a second that were decoded from the drop
	// to the release.
	VideoQuality float64 `json:"videoQuality"`
	// LowSeenS is when the first picture of the low stream was decoded after the
	// drop; HighUntilS is when the last of the high stream was, before that.
	LowSeenS   *float64 `json:"lowSeenS"`
	HighUntilS *float64 `json:"highUntilS"`
	// HighBackS is when the video was high again after the release: the beginning
	// of the first second of which all pictures are high, 12 or more of them.
	HighBackS *float64 `json:"highBackS"`
	// Changes is how often what was seen changed among high, low and nothing for
	// 2 s, from the drop to the end.
	Changes float64 `json:"changes"`
	// FailedTrials is how many attempts at more video the SDK took back, by its
	// own log; nil for one that keeps none.
	FailedTrials *float64 `json:"failedTrials"`
	// DecidedLow and DecidedAudio are how often the SDK decided to go down to the
	// low stream or to audio only, by its own log; nil for one that keeps none.
	DecidedLow   *float64 `json:"decidedLow"`
	DecidedAudio *float64 `json:"decidedAudio"`
}

// measure judges a run.
func measure(r *Recording) (*Metrics, error) {
	m := &Metrics{
		AudioKbps: curve{r.Samples, audioBytesOf}.over(r.DropMs-calmMs, r.DropMs) * 8 / calmMs,
		VideoKbps: curve{r.Samples, videoBytesOf}.over(r.DropMs-calmMs, r.DropMs) * 8 / calmMs,
	}
	m.measureSound(r)
	m.measureVideo(r)
	if r.Side.SDK != dualstream {
		return m, nil
	}
	decisions, err := parseDecisions(r.Decisions)
	if err != nil {
		return nil, err
	}
	m.measureDecisions(r, decisions)
	return m, nil
}

func (m *Metrics) measureSound(r *Recording) {
	m.ConcealedPct = r.concealedPct(r.DropMs, r.ReleaseMs)
	seconds := r.soundSeconds()
	for _, s := range seconds {
		if s.fromMs+windowMs <= r.ReleaseMs {
			m.WorstSecondPct = max(m.WorstSecondPct, s.pct)
		}
	}
	m.AudioCleanS = audioClean(seconds, r.DropMs)
}

// soundSecond is how much of the sound was made up in a second.
type soundSecond struct{ fromMs, pct float64 }

// soundSeconds are the seconds from each sample on, from the drop to the end.
func (r *Recording) soundSeconds() []soundSecond {
	var seconds []soundSecond
	for i := range r.Samples {
		if at := r.Samples[i].AtMs; at >= r.DropMs && at+windowMs <= r.EndMs {
			seconds = append(seconds, soundSecond{at, r.concealedPct(at, at+windowMs)})
		}
	}
	return seconds
}

// audioClean is when sound that was dirty was clean again, in s since the drop:
// the first moment from which on all seconds within 2 s are clean. It is 0 if
// no second was dirty, and nil if the sound never became clean.
func audioClean(seconds []soundSecond, dropMs float64) *float64 {
	dirty := false
	// since is when the present run of clean seconds began.
	since := math.NaN()
	for _, s := range seconds {
		switch {
		case s.pct >= cleanPct:
			dirty, since = true, math.NaN()
		case !dirty:
		case math.IsNaN(since):
			since = s.fromMs
		case s.fromMs-since >= cleanMs-windowMs:
			return new((since - dropMs) / 1000)
		}
	}
	if !dirty {
		return new(0.0)
	}
	return nil
}

// concealedPct is how much of the sound that was played between two times was
// made up, in percent.
func (r *Recording) concealedPct(from, to float64) float64 {
	played := curve{r.Samples, playedOf}.over(from, to)
	if played <= 0 {
		return 0
	}
	return 100 * curve{r.Samples, concealedOf}.over(from, to) / played
}

// concealedBySecond is how much was made up in each whole second from the drop
// to the end.
func (r *Recording) concealedBySecond() []float64 {
	var seconds []float64
	for at := r.DropMs; at+windowMs <= r.EndMs; at += windowMs {
		seconds = append(seconds, rounded(r.concealedPct(at, at+windowMs)))
	}
	return seconds
}

// picture is one or more pictures that were decoded between two samples.
type picture struct {
	// atMs is when the later sample was taken, count how many there were.
	atMs, count   float64
	width, height float64
}

func (p *picture) high() bool { return p.height >= lowestHigh }

// pictures are those of a run, from the sample before a time on.
func (r *Recording) pictures() []picture {
	var all []picture
	for i := 1; i < len(r.Samples); i++ {
		v, before := &r.Samples[i].Video, &r.Samples[i-1].Video
		if n := v.Decoded - before.Decoded; n > 0 {
			all = append(all, picture{r.Samples[i].AtMs, n, v.Width, v.Height})
		}
	}
	return all
}

func (m *Metrics) measureVideo(r *Recording) {
	all := r.pictures()
	last := r.DropMs
	var lastHigh float64
	for i := range all {
		p := &all[i]
		if p.atMs <= r.DropMs || p.atMs > r.ReleaseMs {
			continue
		}
		m.VideoQuality += p.count * p.width * p.height
		m.FreezeS += freeze(last, p.atMs)
		last = p.atMs
		switch {
		case m.LowSeenS != nil:
		case p.high():
			lastHigh = p.atMs
		default:
			m.LowSeenS = new((p.atMs - r.DropMs) / 1000)
		}
	}
	if lastHigh > 0 {
		m.HighUntilS = new((lastHigh - r.DropMs) / 1000)
	}
	m.FreezeS += freeze(last, r.ReleaseMs)
	m.VideoQuality /= (r.ReleaseMs - r.DropMs) / 1000
	m.HighBackS = r.highBack(all)
	m.Changes = float64(len(r.seen(all)) - 1)
}

// freeze is the time in s from one picture to the next, where that is a freeze.
func freeze(from, to float64) float64 {
	if to-from <= freezeMs {
		return 0
	}
	return (to - from) / 1000
}

// highBack is when the video was high again at its full rate, after the
// release in s.
func (r *Recording) highBack(all []picture) *float64 {
	for i := range r.Samples {
		from := r.Samples[i].AtMs
		if from < r.ReleaseMs || from+windowMs > r.EndMs {
			continue
		}
		if r.fullHigh(all, from) {
			return new((from - r.ReleaseMs) / 1000)
		}
	}
	return nil
}

// fullHigh tells whether all pictures of a second are high, and enough.
func (r *Recording) fullHigh(all []picture, from float64) bool {
	for i := range all {
		if p := &all[i]; p.atMs > from && p.atMs <= from+windowMs && !p.high() {
			return false
		}
	}
	return curve{r.Samples, decodedOf}.over(from, from+windowMs) >= fullRate
}

// sight is what of the video was seen from a moment on: "high", "low" or
// "none".
type sight struct {
	fromMs float64
	what   string
}

// seen is all that was seen from the drop on, beginning with what was seen
// then.
func (r *Recording) seen(all []picture) []sight {
	var sights []sight
	see := func(at float64, what string) {
		if n := len(sights); n > 0 && sights[n-1].what == what {
			return
		}
		sights = append(sights, sight{at, what})
	}
	last := r.DropMs
	for i := range all {
		p := &all[i]
		if p.atMs > r.EndMs {
			break
		}
		if at := p.atMs; at > r.DropMs {
			if at-last > noneMs {
				see(last+noneMs, "none")
			}
			last = at
		} else {
			sights = sights[:0]
		}
		if p.high() {
			see(max(p.atMs, r.DropMs), "high")
		} else {
			see(max(p.atMs, r.DropMs), "low")
		}
	}
	if r.EndMs-last > noneMs {
		see(last+noneMs, "none")
	}
	return sights
}

func (m *Metrics) measureDecisions(r *Recording, decisions []Decision) {
	m.FailedTrials, m.DecidedLow, m.DecidedAudio = new(0.0), new(0.0), new(0.0)
	for i := range decisions {
		d := &decisions[i]
		at := d.WallMs - r.WallMs
		if at < r.DropMs || at > r.EndMs {
			continue
		}
		if d.Cause == "trial-failed" {
			*m.FailedTrials++
		}
		switch {
		case !d.downward():
		case d.To == "low":
			*m.DecidedLow++
		default:
			*m.DecidedAudio++
		}
		if m.DecisionS == nil && d.Cause == "congestion" && d.downward() && at <= r.ReleaseMs {
			m.DecisionS = new((at - r.DropMs) / 1000)
		}
	}
}
