package fallback

import (
	"math"
	"testing"
)

func TestSignals(t *testing.T) {
	for name, c := range map[string]struct {
		e     evidence
		fired signalSet
		given signalSet
	}{
		"nothing told":               {evidence{ms: 250}, 0, 0},
		"audio as usual":             {evidence{ms: 250, audioOf: 1, audio: 10, audioDue: 12.5}, 0, signalAudio},
		"audio short":                {evidence{ms: 250, audioOf: 1, audio: 9, audioDue: 12.5}, signalAudio, signalAudio},
		"too little audio due":       {evidence{ms: 250, audioOf: 1, audio: 0, audioDue: 3}, 0, signalAudio},
		"audio made up":              {evidence{ms: 250, heard: 12000, concealed: 601}, signalConcealed, signalConcealed},
		"a little audio made up":     {evidence{ms: 250, heard: 12000, concealed: 600}, 0, signalConcealed},
		"four repairs":               {evidence{ms: 250, packets: 20, repairs: 4, repairsOf: 1}, signalRepairs, signalRepairs},
		"three repairs":              {evidence{ms: 250, packets: 20, repairs: 3, repairsOf: 1}, 0, signalRepairs},
		"as few in a second":         {evidence{ms: 1000, packets: 80, repairs: 12, repairsOf: 1}, 0, signalRepairs},
		"a small share of many":      {evidence{ms: 250, packets: 300, repairs: 10, repairsOf: 9}, 0, signalRepairs},
		"pictures missing":           {evidence{ms: 250, framesOf: 1, frames: 1, framesDue: 3.75}, signalFrames, signalFrames},
		"pictures enough":            {evidence{ms: 250, framesOf: 1, frames: 2, framesDue: 3.75}, 0, signalFrames},
		"too few pictures to be due": {evidence{ms: 250, framesOf: 1, frames: 0, framesDue: 1}, 0, signalFrames},
	} {
		fired, given := c.e.signals()
		if fired != c.fired || given != c.given {
			t.Errorf("%s: fired %b of %b, want %b of %b", name, fired, given, c.fired, c.given)
		}
	}
}

func TestEvidenceWithoutAUser(t *testing.T) {
	a := evidence{250, 1, 2, 1, 3, 4, 5, 6, 1, 7, 8, 1}
	b := evidence{250, 10, 20, 1, 30, 40, 50, 60, 2, 70, 80, 1}
	sum, rest := a, evidence{}
	sum.add(&b)
	if sum.without(&b, &rest); rest != a {
		t.Errorf("%+v, want %+v", rest, a)
	}
}

func TestEstimateFell(t *testing.T) {
	q := usual{estimateKbps: 900, videoKbps: 600}
	for kbps, want := range map[float64]bool{900: false, 430: false, 410: true, math.NaN(): false} {
		if got := q.estimateFell(kbps); got != want {
			t.Errorf("%g kbps: %t", kbps, got)
		}
	}
	// One that has been low for long says nothing new.
	q.estimateKbps = 100
	if q.estimateFell(95) || !q.estimateFell(80) {
		t.Error("only what falls counts")
	}
	q.forget()
	if q.estimateFell(1) || q.rttRose(1000) {
		t.Error("nothing is usual yet")
	}
}
