package fallback

import (
	"testing"

	"dualstream/wasm/api"
)

// collapsed is a call whose downlink has just been cut to a share of what is sent.
func collapsed(t *testing.T, share float64, users ...*feedUser) *feed {
	f := newFeed(t, users...)
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	f.squeeze(share)
	return f
}

func (f *feed) wantHeld(want bool, identities ...string) {
	f.t.Helper()
	for _, identity := range identities {
		if got := f.policy.Held(identity); got != want {
			f.t.Fatalf("at %.0f ms %s is held: %t", f.sample.NowMs, identity, got)
		}
	}
}

func TestVideosOfACollapseAreHeld(t *testing.T) {
	cleo := person("cleo", toLo)
	cleo.Ceiling = api.LowStream
	dora := person("dora", toAu)
	dora.HasLow = false
	f := collapsed(t, 1, person("anna", toAu), person("ben", off), cleo, dora, person("eve", toLo))
	f.want("anna high>low congestion", "eve high>low congestion")
	f.wantHeld(true, "anna", "dora", "eve")
	// Option 0 is never touched, and option 1 gives up no more than the high
	// stream.
	f.wantHeld(false, "ben", "cleo", "nobody")
	began := f.sample.NowMs
	for f.sample.NowMs+HurryMs < began+holdMs {
		if f.tick(HurryMs); !f.policy.Hurry() {
			t.Error("the next reading is not wanted soon")
		}
		f.wantHeld(true, "anna", "dora", "eve")
		if f.policy.Repairs("anna", f.sample.NowMs) {
			t.Error("lost packets are asked for")
		}
	}
	f.tick(HurryMs)
	f.wantHeld(false, "anna", "dora", "eve")
	if f.policy.Hurry() || !f.policy.Repairs("anna", f.sample.NowMs) {
		t.Error("the hold has not ended")
	}
	f.want()
}

// What came in a hold is the capacity that is chosen by.
func TestCapacityFromAHold(t *testing.T) {
	for share, want := range map[float64][]string{
		// Audio and low take 53 + 70 kbps in the feed, of which 0.35 come.
		0.35: {"anna high>low congestion", "anna low>audio congestion"},
		1:    {"anna high>low congestion"},
	} {
		f := collapsed(t, share, person("anna", toAu))
		for range 4 {
			f.tick(HurryMs)
		}
		f.want(want...)
		f.wantHeld(false, "anna")
	}
}

func TestHoldEnds(t *testing.T) {
	for name, c := range map[string]struct {
		do     func(f *feed)
		withMs float64
		want   []string
	}{
		"without readings": {func(f *feed) { f.stuck = true }, longestHoldMs, nil},
		"by option 0":      {func(f *feed) { f.users[0].Option = off }, 10, []string{"anna low>high option"}},
		"by a reset":       {func(f *feed) { f.policy.Reset() }, 0, nil},
		"by the ceiling":   {func(f *feed) { f.users[0].Ceiling = api.LowStream }, 10, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := collapsed(t, 1, person("anna", toAu))
			f.want("anna high>low congestion")
			f.wantHeld(true, "anna")
			c.do(f)
			if c.withMs > 0 {
				f.tick(c.withMs)
			}
			f.wantHeld(false, "anna")
			f.want(c.want...)
		})
	}
}

// A hold whose readings do not come lasts no longer than is bounded.
func TestHoldLastsWhileNothingIsRead(t *testing.T) {
	f := collapsed(t, 1, person("anna", toAu))
	f.stuck = true
	for began := f.sample.NowMs; f.sample.NowMs+250 < began+longestHoldMs; {
		f.tick(250)
		f.wantHeld(true, "anna")
	}
	f.tick(250)
	f.wantHeld(false, "anna")
}

func TestFailedTrialIsHeld(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.until(6_000)
	f.want("anna low>high recovery?")
	f.squeeze(0.6)
	f.until(1_000)
	f.want("anna high>low trial-failed")
	f.wantHeld(true, "anna")
	f.wantHeld(false, "ben")
	for range 4 {
		f.tick(HurryMs)
	}
	f.wantHeld(false, "anna")
	f.want()
}

// While a video may have to be given up its user is warned of, and not any more
// when it is given up or the danger is over.
func TestWarning(t *testing.T) {
	f := collapsed(t, 1, person("anna", toAu), person("ben", toLo))
	reason, warned := f.policy.Warned("anna")
	if !warned || reason.Cause != CauseCongestion || reason.From != api.LevelHigh || reason.To != api.LevelAudio ||
		reason.SinceMs != f.sample.NowMs || len(reason.Metrics) == 0 {
		t.Errorf("%t, %+v", warned, reason)
	}
	for _, identity := range []string{"ben", "nobody"} {
		if _, warned := f.policy.Warned(identity); warned {
			t.Errorf("%s is warned of", identity)
		}
	}
	f.run(holdMs + measureMs + 500)
	if _, warned := f.policy.Warned("anna"); warned {
		t.Error("the warning is not lifted")
	}
	f.decisions = nil

	g := collapsed(t, 0.3, person("anna", toAu))
	g.run(500)
	g.want("anna high>low congestion", "anna low>audio congestion")
	if _, warned := g.policy.Warned("anna"); warned {
		t.Error("what has happened is warned of")
	}
}
