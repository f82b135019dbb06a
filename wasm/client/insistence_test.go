package client

import (
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
		// after are the seconds after which it is asked again.
		after   []float64
		instead api.Level
	}{
		"high comes":                  {chosen: api.LevelHigh, seen: high},
		"low comes":                   {chosen: api.LevelLow, seen: low},
		"the only stream comes":       {chosen: api.LevelLow, seen: high},
		"a stream of unknown size":    {chosen: api.LevelHigh, seen: seen{}},
		"nothing is wanted":           {chosen: api.LevelAudio, seen: still},
		"nothing comes":               {chosen: api.LevelLow, seen: still, after: []float64{2, 6, 14, 30}, instead: api.LevelAudio},
		"low goes on in high's place": {chosen: api.LevelHigh, seen: low, after: []float64{2, 6, 14, 30}, instead: api.LevelLow},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Unix(1000, 0)
			var i insistence
			i.asked(began)
			var after []float64
			for ms := 250; ms < 40_000; ms += 250 {
				now := began.Add(time.Duration(ms) * time.Millisecond)
				if !i.overdue(now, test.chosen, test.seen) {
					continue
				}
				after = append(after, float64(ms)/1000)
				if got := instead(test.chosen, test.seen); got != test.instead {
					t.Errorf("%s is asked for meanwhile", got)
				}
				i.asked(now)
			}
			if len(after) != len(test.after) {
				t.Fatalf("asked again after %v s, want %v", after, test.after)
			}
			for n := range after {
				if after[n] != test.after[n] {
					t.Errorf("asked again after %v s, want %v", after, test.after)
				}
			}
		})
	}
}

func TestInsistenceEndsWhenTheStreamIsSeen(t *testing.T) {
	began := time.Unix(1000, 0)
	var i insistence
	i.asked(began)
	if !i.overdue(began.Add(insistAfter), api.LevelHigh, seen{still: true}) {
		t.Error("not asked again")
	}
	i.asked(began.Add(insistAfter))
	i.overdue(began.Add(2*insistAfter), api.LevelHigh, seen{stream: api.HighStream, known: true})
	if i.overdue(began.Add(10*insistAfter), api.LevelHigh, seen{still: true}) {
		t.Error("asked again at the first still reading")
	}
	if !i.overdue(began.Add(11*insistAfter), api.LevelHigh, seen{still: true}) {
		t.Error("a stream that stopped is not asked for again")
	}
}
