package main

import (
	"strconv"
	"testing"
)

// scene makes a recording with a sample every 100 ms from 0 to the end: the
// drop is at 1 s, the release at 6 s, the end at 10 s. next changes a sample,
// which begins as the one before.
func scene(next func(s *Sample)) *Recording {
	r := &Recording{Side: Side{SDK: dualstream}, DropMs: 1000, ReleaseMs: 6000, EndMs: 10000}
	var s Sample
	for at := 0.0; at <= r.EndMs; at += 100 {
		s.AtMs = at
		next(&s)
		r.Samples = append(r.Samples, s)
	}
	return r
}

// between tells whether a sample is after one time and not after another.
func between(s *Sample, from, to float64) bool { return s.AtMs > from && s.AtMs <= to }

func text(v *float64) string {
	if v == nil {
		return "never"
	}
	return strconv.FormatFloat(*v, 'f', 1, 64)
}

func TestMeasureSound(t *testing.T) {
	played := func(s *Sample, dirty bool) {
		s.Audio.Played += 4800
		if dirty {
			s.Audio.Concealed += 2400
		}
	}
	for name, c := range map[string]struct {
		dirty     func(s *Sample) bool
		pct       float64
		worst     float64
		cleanText string
	}{
		"clean":             {func(*Sample) bool { return false }, 0, 0, "0.0"},
		"dirty for 1 s":     {func(s *Sample) bool { return between(s, 1500, 2500) }, 10, 50, "1.5"},
		"dirty twice":       {func(s *Sample) bool { return between(s, 1500, 2500) || between(s, 3500, 3600) }, 11, 50, "2.6"},
		"dirty again later": {func(s *Sample) bool { return between(s, 1500, 2500) || between(s, 5000, 5500) }, 15, 50, "1.5"},
		"dirty to the end":  {func(s *Sample) bool { return s.AtMs > 1500 }, 45, 50, "never"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := measure(scene(func(s *Sample) { played(s, c.dirty(s)) }))
			if err != nil {
				t.Fatal(err)
			}
			near(t, "concealed", m.ConcealedPct, c.pct)
			near(t, "the worst second", m.WorstSecondPct, c.worst)
			if got := text(m.AudioCleanS); got != c.cleanText {
				t.Errorf("clean after %s s, want %s", got, c.cleanText)
			}
		})
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if got < want-1e-6 || got > want+1e-6 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestMeasureVideo(t *testing.T) {
	m, err := measure(scene(func(s *Sample) {
		switch {
		case between(s, 0, 1500), between(s, 7000, 10000):
			s.Video.Decoded += 1.5
			s.Video.Width, s.Video.Height = 640, 360
		case between(s, 4000, 7000):
			s.Video.Decoded += 1.5
			s.Video.Width, s.Video.Height = 160, 90
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"the low picture is seen", text(m.LowSeenS), "3.1"},
		{"the high picture is seen until", text(m.HighUntilS), "0.5"},
		{"high is back", text(m.HighBackS), "1.0"},
		{"frozen", text(&m.FreezeS), "2.6"},
		{"changes: none, low, high", text(&m.Changes), "3.0"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
	near(t, "the quality", m.VideoQuality, (7.5*640*360+30*160*90)/5)
}

func TestMeasureDecisions(t *testing.T) {
	r := scene(func(*Sample) {})
	r.WallMs = 1_700_000_000_000
	r.Decisions = `{"v":1,"complete":true}
{"n":1,"t":1700000000500,"from":"high","to":"low","cause":"congestion","metrics":[]}
{"n":2,"t":1700000001300,"users":[]}
{"n":2,"t":1700000001300,"from":"high","to":"low","cause":"congestion","metrics":[["concealedPct",9,5]]}
{"n":3,"t":1700000003000,"from":"low","to":"high","trial":true,"cause":"recovery","metrics":[]}
{"n":4,"t":1700000003500,"from":"high","to":"low","cause":"trial-failed","metrics":[]}
`
	m, err := measure(r)
	if err != nil {
		t.Fatal(err)
	}
	if text(m.DecisionS) != "0.3" || text(m.FailedTrials) != "1.0" {
		t.Errorf("decided after %s s with %s failed trials, want 0.3 and 1.0", text(m.DecisionS), text(m.FailedTrials))
	}
	if text(m.DecidedLow) != "2.0" || text(m.DecidedAudio) != "0.0" {
		t.Errorf("decided for low %s times, for audio %s times, want 2.0 and 0.0", text(m.DecidedLow), text(m.DecidedAudio))
	}
}

func TestConcealedBySecond(t *testing.T) {
	r := scene(func(s *Sample) {
		s.Audio.Played += 4800
		if between(s, 2000, 2500) {
			s.Audio.Concealed += 4800
		}
	})
	got := r.concealedBySecond()
	if len(got) != 9 || got[0] != 0 || got[1] != 50 || got[2] != 0 {
		t.Errorf("got %v", got)
	}
}
