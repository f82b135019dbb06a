package fallback

import (
	"testing"

	"dualstream/wasm/api"
)

// fallen is a call in which anna and ben are at the given level of a downlink
// that does not carry more.
func fallen(t *testing.T, l api.Level) *feed {
	f := newFeed(t, person("anna", toAu), person("ben", toAu))
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	if l == api.LevelLow {
		f.squeeze(1)
	}
	f.run(1_000)
	if got := f.policy.Level("anna"); got != l {
		t.Fatalf("fell to %s, want %s", got, l)
	}
	f.squeeze(1)
	f.run(500)
	f.decisions = nil
	return f
}

func TestOptionChangedWhileFallen(t *testing.T) {
	for name, c := range map[string]struct {
		level  api.Level
		option api.FallbackOption
		low    bool
		want   []string
		phase  Phase
	}{
		"audio, 0":             {api.LevelAudio, off, true, []string{"anna audio>high option"}, PhaseNormal},
		"audio, 1":             {api.LevelAudio, toLo, true, []string{"anna audio>low option"}, PhaseFallback},
		"audio, 1, no low":     {api.LevelAudio, toLo, false, []string{"anna audio>high option"}, PhaseNormal},
		"audio, 2, no low now": {api.LevelAudio, toAu, false, nil, PhaseFallback},
		"low, 0":               {api.LevelLow, off, true, []string{"anna low>high option"}, PhaseNormal},
		"low, 1":               {api.LevelLow, toLo, true, nil, PhaseFallback},
	} {
		t.Run(name, func(t *testing.T) {
			f := fallen(t, c.level)
			f.users[0].Option, f.users[0].HasLow = c.option, c.low
			f.tick(1)
			if !c.low && len(c.want) > 0 {
				// Two changes in one sample: the publisher's is told.
				c.want = []string{"anna audio>high publisher"}
			}
			f.want(c.want...)
			f.wantPhase("anna", c.phase)
		})
	}
}

func TestCeiling(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	anna := f.users[0]
	f.run(5_000)
	anna.Ceiling = api.LowStream
	f.tick(10)
	f.want("anna high>low request")
	f.wantPhase("anna", PhaseNormal)
	f.run(5_000)
	anna.Ceiling = api.HighStream
	f.tick(10)
	f.want("anna low>high request")
	f.wantPhase("anna", PhaseNormal)
}

// A ceiling of low set while fallen: recovery stops at low. Lifted, it goes on
// without waiting for its turn, but by a trial.
func TestCeilingWhileFallen(t *testing.T) {
	f := fallen(t, api.LevelAudio)
	f.users = f.users[:1]
	anna := f.users[0]
	anna.Ceiling = api.LowStream
	f.tick(250)
	f.want()
	f.run(30_000)
	f.want("anna audio>low recovery?", "anna audio>low recovery!")
	f.wantPhase("anna", PhaseNormal)

	g := fallen(t, api.LevelLow)
	anna = g.users[0]
	anna.Ceiling = api.LowStream
	g.tick(10)
	g.want()
	g.wantPhase("anna", PhaseNormal)
	anna.Ceiling = api.HighStream
	g.tick(10)
	g.want()
	g.wantPhase("anna", PhaseFallback)
	g.run(2_000)
	g.want("anna low>high recovery?")
	g.wantPhase("anna", PhaseTrial)
}

func TestCeilingOfTheStart(t *testing.T) {
	f := newFeed(t, person("anna", toLo))
	f.users[0].Ceiling = api.LowStream
	f.run(10_000)
	f.squeeze(0.3)
	f.run(5_000)
	f.want()
	if f.policy.Level("anna") != api.LevelLow {
		t.Error("above the ceiling")
	}
}

func TestPublisherWithoutLowStream(t *testing.T) {
	for option, want := range map[api.FallbackOption][]string{
		off: nil, toLo: nil, toAu: {"anna high>audio congestion"},
	} {
		f := newFeed(t, person("anna", option))
		f.users[0].HasLow = false
		f.run(10_000)
		f.squeeze(0.2)
		f.run(1_500)
		f.want(want...)
		f.squeeze(1)
		f.run(30_000)
		if want != nil {
			f.want("anna audio>high recovery?", "anna audio>high recovery!")
		}
		f.want()
	}
}

func TestLowStreamEndsWhileAtLow(t *testing.T) {
	for _, option := range []api.FallbackOption{toLo, toAu} {
		f := fallen(t, api.LevelLow)
		f.users[0].Option = option
		f.tick(10)
		f.users[0].HasLow = false
		f.tick(10)
		f.want("anna low>high publisher")
		f.wantPhase("anna", PhaseNormal)
		f.users[0].HasLow = true
		f.run(1_000)
		f.want()
	}
	// What a client does not receive it does not know either.
	f := fallen(t, api.LevelLow)
	f.users[0].HasLow, f.users[0].Video.Expected = false, false
	f.run(500)
	f.want()
}

// A trial whose way back is no longer permitted ends in what it tried.
func TestOptionChangedDuringATrial(t *testing.T) {
	for option, want := range map[api.FallbackOption][]string{
		toLo: {"anna audio>low option!"},
		off:  {"anna low>high option"},
	} {
		f := fallen(t, api.LevelAudio)
		for len(f.decisions) == 0 {
			f.tick(250)
		}
		f.want("anna audio>low recovery?")
		f.users[0].Option = option
		f.tick(10)
		f.want(want...)
	}
	f := fallen(t, api.LevelLow)
	for len(f.decisions) == 0 {
		f.tick(250)
	}
	f.want("anna low>high recovery?")
	f.users[0].Ceiling = api.LowStream
	f.tick(10)
	f.want("anna high>low request")
	f.wantPhase("anna", PhaseNormal)
}
