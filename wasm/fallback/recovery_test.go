package fallback

import (
	"testing"

	"dualstream/wasm/api"
)

// until gives samples until something is decided, and returns after how long.
func (f *feed) until(most float64) float64 {
	f.t.Helper()
	begin := f.sample.NowMs
	for len(f.decisions) == 0 {
		if f.sample.NowMs-begin > most {
			f.t.Fatalf("nothing decided within %.0f ms", most)
		}
		f.tick(f.tickMs)
	}
	return f.sample.NowMs - begin
}

func TestRecoveryGoesStepByStep(t *testing.T) {
	f := fallen(t, api.LevelAudio)
	st, _ := f.policy.State("anna", f.sample.NowMs)
	fell := st.SinceMs
	f.until(6_000)
	if after := f.sample.NowMs - fell; after < firstTrialMs {
		t.Errorf("first trial after %.0f ms", after)
	}
	f.want("anna audio>low recovery?")
	f.wantPhase("anna", PhaseTrial)
	f.wantPhase("ben", PhaseFallback)
	f.run(30_000)
	f.want("anna audio>low recovery!",
		"ben audio>low recovery?", "ben audio>low recovery!",
		"anna low>high recovery?", "anna low>high recovery!",
		"ben low>high recovery?", "ben low>high recovery!")
	f.wantPhase("anna", PhaseNormal)
}

// A trial that fails ends at once, and the next one comes later: within 20 s, as
// long as tries are left.
func TestTrialsThatFail(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.users = f.users[:1]
	var pauses []float64
	for i := 0; i < 5; i++ {
		pauses = append(pauses, f.until(tryEveryMs))
		f.want("anna low>high recovery?")
		f.squeeze(0.6)
		if took := f.until(1_000); took > 500 {
			t.Errorf("a failing trial lasted %.0f ms", took)
		}
		f.want("anna high>low trial-failed")
		f.squeeze(1)
	}
	// After the fourth one the user waits until it may be tried again.
	for i, want := range []float64{5_000, 10_000, 20_000, 20_000, 70_000} {
		if got := pauses[i]; got > want || i > 0 && got < want-2_000 {
			t.Errorf("pause %d: %.0f ms, want %.0f", i, got, want)
		}
	}
}

// Tries come back one by one, and no more than there were; others do not wait for
// a user who has none left.
func TestTries(t *testing.T) {
	u := newUser(&User{Identity: "anna", HasLow: true})
	u.level = api.LevelLow
	for _, c := range []struct {
		nowMs, tries float64
		may          bool
	}{
		{1_000, mostTries, true},
		{1_000 + 10*tryEveryMs, mostTries, true},
		// A clock that went back takes none.
		{500, mostTries, true},
	} {
		if may := u.mayTry(c.nowMs); may != c.may || u.tries != c.tries {
			t.Errorf("at %g: %t, %g tries", c.nowMs, may, u.tries)
		}
	}
	u.tries = 0
	for after, may := range map[float64]bool{tryEveryMs - 1: false, tryEveryMs: true} {
		u.tries, u.triesMs = 0, 500
		if u.mayTry(500+after) != may {
			t.Errorf("after %g ms: %t", after, !may)
		}
	}

	f := fallen(t, api.LevelLow)
	f.policy.users[0].tries, f.policy.users[0].triesMs = 0, f.sample.NowMs
	f.run(20_000)
	f.want("ben low>high recovery?", "ben low>high recovery!")
	f.run(tryEveryMs)
	f.want("anna low>high recovery?", "anna low>high recovery!")
}

// What the application asks for is tried, however often more was tried before.
func TestLiftedCeilingNeedsNoTries(t *testing.T) {
	f := fallen(t, api.LevelLow)
	anna := f.users[0]
	anna.Ceiling = api.LowStream
	f.tick(10)
	f.policy.users[0].tries, f.policy.users[0].triesMs = 0, f.sample.NowMs
	anna.Ceiling = api.HighStream
	f.until(3_000)
	f.want("anna low>high recovery?")
}

// A fall soon after a success says that the trial proved too little.
func TestFallSoonAfterSuccess(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.users = f.users[:1]
	f.until(6_000)
	f.run(3_000)
	f.want("anna low>high recovery?", "anna low>high recovery!")
	f.squeeze(0.3)
	f.tick(250)
	f.want("anna high>low congestion")
	f.squeeze(1)
	if took := f.until(11_000); took < 9_500 {
		t.Errorf("next trial after %.0f ms", took)
	}
	f.run(20_000)
	f.want("anna low>high recovery?", "anna low>high recovery!")
	f.squeeze(0.3)
	f.tick(250)
	f.want("anna high>low congestion")
	f.squeeze(1)
	if took := f.until(6_000); took > 5_000 {
		t.Errorf("after a proven stretch the next trial came after %.0f ms", took)
	}
}

// What is lost on a good link all the time does not speak against more.
func TestRandomLossDoesNotStopRecovery(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	u := f.users[0]
	lossy := func() { u.audioLost, u.concealed, u.lost, u.nacks = 1, 0.02, 1.5, 1.5 }
	lossy()
	f.run(20_000)
	f.want()
	f.squeeze(0.3)
	f.run(1_250)
	f.squeeze(1)
	lossy()
	f.decisions = nil
	f.run(30_000)
	f.want("anna audio>low recovery?", "anna audio>low recovery!", "anna low>high recovery?", "anna low>high recovery!")
}

// A publisher whose uplink is narrow does not send high: the trial waits, no
// longer than is bounded, and what was asked for stays asked for.
func TestHighThatDoesNotCome(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.users = f.users[:1]
	low := f.users[0].low
	f.users[0].only = &low
	f.until(6_000)
	f.want("anna low>high recovery?")
	if took := f.until(7_000); took < arrivalMs-250 {
		t.Errorf("waited %.0f ms", took)
	}
	f.want("anna low>high recovery!")
	f.run(20_000)
	f.want()
}

// A muted video cannot be tried; it is as soon as it comes back.
func TestMutedVideoIsNotTried(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.users[0].Video.Expected = false
	f.run(20_000)
	f.want("ben low>high recovery?", "ben low>high recovery!")
	f.users[0].Video.Expected = true
	f.run(4_000)
	f.want("anna low>high recovery?", "anna low>high recovery!")
}

func TestUserOfTheTrialLeaves(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.until(6_000)
	f.want("anna low>high recovery?")
	f.users[0].gone = true
	f.run(10_000)
	f.want("ben low>high recovery?", "ben low>high recovery!")
}

// While statistics are missing a trial is held, not judged.
func TestTrialIsHeldWhileNothingIsKnown(t *testing.T) {
	f := fallen(t, api.LevelLow)
	f.until(6_000)
	f.decisions = nil
	f.stuck = true
	f.run(20_000)
	f.want()
	f.wantPhase("anna", PhaseUnknown)
	f.stuck = false
	f.run(3_000)
	f.want("anna low>high recovery!")
}

// After a video that was off its first packets tell of losses from before.
func TestOldLossesDoNotFailATrial(t *testing.T) {
	for _, tick := range []float64{250, 500, 1000} {
		f := fallen(t, api.LevelAudio)
		f.tickMs = tick
		f.users = f.users[:1]
		f.until(6_000)
		f.users[0].Video.PacketsLost += 40
		f.users[0].Video.NackCount += 20
		f.run(3_000)
		f.want("anna audio>low recovery?", "anna audio>low recovery!")
	}
}

// The end of what a speaker of discontinuous audio says looks like a little trouble
// in one reading, however long that is; one who stays in trouble ends the trial.
func TestSilenceDoesNotFailATrial(t *testing.T) {
	for _, tick := range []float64{250, 500, 1000} {
		for trouble, want := range []string{"anna low>high recovery!", "anna low>high recovery!", "anna high>low trial-failed"} {
			f := fallen(t, api.LevelLow)
			f.tickMs = tick
			f.users = f.users[:1]
			f.until(6_000)
			f.want("anna low>high recovery?")
			f.run(500)
			u := f.users[0]
			for range trouble {
				u.audioPps, u.concealed = 10, 0.08
				f.tick(tick)
			}
			u.concealed = 0
			f.run(4_000)
			f.want(want)
		}
	}
}

// With nothing to arrive nothing speaks against the downlink.
func TestRecoveryWithoutAnyAudio(t *testing.T) {
	f := fallen(t, api.LevelAudio)
	f.users = f.users[:1]
	f.users[0].Audio.Expected = false
	f.run(20_000)
	f.want("anna audio>low recovery?", "anna audio>low recovery!", "anna low>high recovery?", "anna low>high recovery!")
}
