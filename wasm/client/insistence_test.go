package client

import (
	"slices"
	"testing"
	"time"

	"dualstream/wasm/api"
)

func TestInsistence(t *testing.T) {
	still := seen{still: true}
	high, low := seen{stream: api.HighStream, known: true}, seen{stream: api.LowStream, known: true}
	for name, test := range map[string]struct {
		chosen api.Level
		seen   seen
		// after are the seconds after which it is asked again, reminded those after
		// which the server is reminded.
		after, reminded []float64
		instead         api.Level
	}{
		"high comes":                  {chosen: api.LevelHigh, seen: high},
		"low comes":                   {chosen: api.LevelLow, seen: low},
		"the only stream comes":       {chosen: api.LevelLow, seen: high},
		"a stream of unknown size":    {chosen: api.LevelHigh, seen: seen{}},
		"nothing is wanted":           {chosen: api.LevelAudio, seen: still},
		"nothing comes":               {chosen: api.LevelLow, seen: still, after: []float64{2, 6, 14, 30}, reminded: []float64{1, 4, 10, 22}, instead: api.LevelAudio},
		"low goes on in high's place": {chosen: api.LevelHigh, seen: low, after: []float64{2, 6, 14, 30}, reminded: []float64{1, 4, 10, 22}, instead: api.LevelLow},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Unix(1000, 0)
			var i insistence
			i.asked(began)
			var after, reminded []float64
			for ms := 250; ms < 40_000; ms += 250 {
				now := began.Add(time.Duration(ms) * time.Millisecond)
				switch i.step(now, test.chosen, test.seen) {
				case remind:
					reminded = append(reminded, float64(ms)/1000)
				case askAgain:
					after = append(after, float64(ms)/1000)
					if got := instead(test.chosen, test.seen); got != test.instead {
						t.Errorf("%s is asked for meanwhile", got)
					}
					i.asked(now)
				}
			}
			if !slices.Equal(after, test.after) || !slices.Equal(reminded, test.reminded) {
				t.Errorf("asked again after %v s, reminded after %v, want %v and %v", after, reminded, test.after, test.reminded)
			}
		})
	}
}

func TestInsistenceEndsWhenTheStreamIsSeen(t *testing.T) {
	began := time.Unix(1000, 0)
	var i insistence
	i.asked(began)
	if got := i.step(began.Add(insistAfter), api.LevelHigh, seen{still: true}); got != askAgain {
		t.Error("not asked again")
	}
	i.asked(began.Add(insistAfter))
	i.step(began.Add(2*insistAfter), api.LevelHigh, seen{stream: api.HighStream, known: true})
	if got := i.step(began.Add(10*insistAfter), api.LevelHigh, seen{still: true}); got != content {
		t.Error("asked again at the first still reading")
	}
	if got := i.step(began.Add(11*insistAfter), api.LevelHigh, seen{still: true}); got != askAgain {
		t.Error("a stream that stopped is not asked for again")
	}
}
