package main

import (
	"testing"
	"time"

	"dualstream/e2e/server"
)

func TestCasesBeginWithTheDropAndEndGood(t *testing.T) {
	root, err := server.Root()
	if err != nil {
		t.Fatal(err)
	}
	all, err := rows(root, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.calm() {
			continue
		}
		steps := r.Case.Steps
		if steps[0].At != 0 || steps[len(steps)-1].At != r.Case.Release {
			t.Errorf("%s: %d steps from %s to %s, and the release after %s",
				r.Name, len(steps), steps[0].At, steps[len(steps)-1].At, r.Case.Release)
		}
		for i, s := range steps {
			if i > 0 && s.At <= steps[i-1].At {
				t.Errorf("%s: step %d does not come after the one before", r.Name, i)
			}
		}
		for _, s := range []Step{r.Case.Before, steps[len(steps)-1]} {
			if d := s.Viewer.Down; d.RateKbps != goodKbps || d.LossPct+d.BurstLossPct != 0 {
				t.Errorf("%s: the network is %+v, and should be good", r.Name, d)
			}
		}
	}
}

func TestRamp(t *testing.T) {
	steps := ramp().Steps
	if n := len(steps); n != 31 {
		t.Fatalf("%d steps", n)
	}
	near(t, "the first", steps[0].Viewer.Down.RateKbps, 2391)
	near(t, "the lowest", steps[14].Viewer.Down.RateKbps, 100)
	near(t, "the last", steps[30].Viewer.Down.RateKbps, goodKbps)
}
