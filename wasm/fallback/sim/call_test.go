package sim

import (
	"fmt"
	"reflect"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

const (
	dropMs    = 10_000
	releaseMs = 40_000
	endMs     = 85_000
	good      = 3000
)

// A user may have so many trials, and one more each such time; a trial from audio
// to high counts for more.
const (
	mostTries  = 4
	tryEveryMs = 120_000
	jumpTries  = 1.5
)

// idle decides nothing.
type idle struct{}

func (idle) Step(*fallback.Sample) []fallback.Decision  { return nil }
func (idle) Hurry() bool                                { return false }
func (idle) Level(string) api.Level                     { return api.LevelHigh }
func (idle) Held(string) bool                           { return false }
func (idle) Repairs(string, float64) bool               { return true }
func (idle) Train() (r fallback.TrainRequest, any bool) { return r, false }

// people are users with dual stream.
func people(n int, o api.FallbackOption) []UserConfig {
	users := make([]UserConfig, n)
	for i := range users {
		users[i] = UserConfig{Option: o, HasLow: true}
	}
	return users
}

// steady is a link of one rate.
func steady(kbps float64) Trace { return Trace{Rates: []Rate{{0, kbps}}} }

// cut is a link that is cut from dropMs to releaseMs.
func cut(before, kbps float64) Trace {
	return Trace{Rates: []Rate{{0, before}, {dropMs, kbps}, {releaseMs, before}}}
}

func drop(kbps float64) Trace { return cut(good, kbps) }

// firstTo is when a level was first decided for a user after ms; -1 if never.
func firstTo(c *Call, user int, l api.Level, afterMs int) int {
	for _, d := range c.Decisions {
		if d.Identity == Identity(user) && d.To == l && d.AtMs >= afterMs && !d.Proven {
			return d.AtMs
		}
	}
	return -1
}

// keptSince is since when a user is at a level without a failed trial; -1 if it
// is at another.
func keptSince(c *Call, user int, l api.Level) int {
	since, at := -1, api.LevelHigh
	for _, d := range c.Decisions {
		if d.Identity == Identity(user) && !d.Proven {
			since, at = d.AtMs, d.To
		}
	}
	if at != l {
		return -1
	}
	return since
}

func concealedPct(c *Call, user int, run func()) float64 {
	concealed, played := c.Concealed(user)
	run()
	more, longer := c.Concealed(user)
	return (more - concealed) * 100 / (longer - played)
}

// forAllLinks runs a test for each kind of queue, with and without an estimate,
// at each tick.
func forAllLinks(t *testing.T, test func(t *testing.T, cfg Config)) {
	for _, by := range []QueueBy{ByPackets, ByBytes} {
		for _, estimate := range []bool{true, false} {
			for _, tick := range []int{250, 500, 1000} {
				name := fmt.Sprintf("by=%d/estimate=%t/tick=%d", by, estimate, tick)
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					test(t, Config{Seed: 3, QueueBy: by, Estimate: estimate, TickMs: tick})
				})
			}
		}
	}
}

// policed is a call with a policy of its own.
func policed(cfg Config) *Call {
	return New(cfg, fallback.New())
}

func TestLowStreamAt170(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Users, cfg.Downlink = people(1, api.FallbackLowStream), drop(170)
		c := policed(cfg)
		c.Run(endMs)
		if low := firstTo(c, 0, api.LevelLow, 0); low < dropMs || low > dropMs+3_000 {
			t.Errorf("low at %d", low)
		}
		if high := keptSince(c, 0, api.LevelHigh); high < releaseMs || high > releaseMs+30_000 {
			t.Errorf("high at %d: %v", high, c.Decisions)
		}
		if c.Height(0) != layers[high].height {
			t.Errorf("%g lines arrive", c.Height(0))
		}
	})
}

func TestAudioOnlyAt70(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Users, cfg.Downlink = people(1, api.FallbackAudioOnly), drop(70)
		c := policed(cfg)
		c.Run(dropMs)
		concealed := concealedPct(c, 0, func() { c.Run(releaseMs) })
		c.Run(endMs)
		if audio := firstTo(c, 0, api.LevelAudio, 0); audio < dropMs || audio > dropMs+4_000 {
			t.Errorf("audio at %d", audio)
		}
		if concealed > 12 {
			t.Errorf("%.1f %% of the audio was made up", concealed)
		}
		if high := keptSince(c, 0, api.LevelHigh); high < releaseMs || high > releaseMs+40_000 {
			t.Errorf("high at %d: %v", high, c.Decisions)
		}
	})
}

func TestAudioIsBetterThanWithoutAPolicy(t *testing.T) {
	for _, kbps := range []float64{170, 70} {
		cfg := Config{Users: people(2, api.FallbackAudioOnly), Downlink: drop(2 * kbps), TickMs: 250}
		var concealed [2]float64
		for i, decider := range []Decider{fallback.New(), idle{}} {
			c := New(cfg, decider)
			c.Run(dropMs)
			concealed[i] = concealedPct(c, 1, func() { c.Run(releaseMs) })
		}
		if concealed[0]*4 > concealed[1] {
			t.Errorf("%g kbps: %.1f %%, without %.1f %%", kbps, concealed[0], concealed[1])
		}
	}
}

func TestOptionZeroChangesNothing(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Users, cfg.Downlink = people(2, api.FallbackDisable), drop(170)
		c := policed(cfg)
		c.Run(releaseMs)
		if len(c.Decisions) > 0 {
			t.Errorf("%v", c.Decisions)
		}
	})
}

func TestTwoPublishersFallInTheSameTick(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Users, cfg.Downlink = people(2, api.FallbackLowStream), drop(340)
		c := policed(cfg)
		c.Run(endMs)
		if a, b := firstTo(c, 0, api.LevelLow, 0), firstTo(c, 1, api.LevelLow, 0); a != b || a < dropMs || a > dropMs+3_000 {
			t.Errorf("low at %d and %d", a, b)
		}
		for i := range cfg.Users {
			if high := keptSince(c, i, api.LevelHigh); high < releaseMs || high > releaseMs+35_000 {
				t.Errorf("user %d: high at %d: %v", i, high, c.Decisions)
			}
		}
	})
}

func TestNoDecisionInAGoodCall(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Downlink = steady(6000)
		cfg.Users = people(3, api.FallbackAudioOnly)
		cfg.Users[1].DTX = true
		cfg.Users[2].JoinMs = 20_000
		c := policed(cfg)
		for i, ms := range []int{5_030, 8_110, 13_170, 17_290} {
			c.At(ms, func() { c.Mute(0, i/2 == 1, i%2 == 0) })
			c.At(ms+20_000, func() { c.Mute(1, i/2 == 1, i%2 == 0) })
		}
		c.At(30_140, func() { c.Mute(0, false, true); c.Mute(0, true, true) })
		c.At(33_140, func() { c.Mute(0, false, false); c.Mute(0, true, false) })
		c.Run(60_000)
		if len(c.Decisions) > 0 {
			t.Errorf("%v", c.Decisions)
		}
	})
}

// With two in a hundred packets lost at random a good link stays good, and a
// fall is recovered from.
func TestRandomLoss(t *testing.T) {
	forAllLinks(t, func(t *testing.T, cfg Config) {
		cfg.Users, cfg.LossPct, cfg.Downlink = people(1, api.FallbackAudioOnly), 2, steady(good)
		c := policed(cfg)
		c.Run(60_000)
		if len(c.Decisions) > 0 {
			t.Errorf("%v", c.Decisions)
		}
		cfg.Downlink = drop(100)
		c = policed(cfg)
		c.Run(endMs)
		if failedSince(c, releaseMs) {
			// Random loss ended the last trial that the user had left.
			c.Run(endMs + tryEveryMs)
		} else if high := keptSince(c, 0, api.LevelHigh); high > releaseMs+40_000 {
			t.Errorf("high at %d: %v", high, c.Decisions)
		}
		if keptSince(c, 0, api.LevelHigh) < 0 {
			t.Errorf("not at high: %v", c.Decisions)
		}
	})
}

// failedSince reports whether a trial has failed after ms.
func failedSince(c *Call, ms int) bool {
	for _, d := range c.Decisions {
		if d.AtMs > ms && d.Reason.Cause == fallback.CauseTrialFailed {
			return true
		}
	}
	return false
}

// The uplink of one publisher of two is cut: nobody falls.
func TestUplinkOfOnePublisher(t *testing.T) {
	for _, kbps := range []float64{200, 100} {
		forAllLinks(t, func(t *testing.T, cfg Config) {
			cfg.Users, cfg.Downlink = people(3, api.FallbackAudioOnly), steady(6000)
			uplink := cut(6000, kbps)
			cfg.Users[1].Uplink = &uplink
			c := policed(cfg)
			c.Run(endMs)
			if len(c.Decisions) > 0 {
				t.Errorf("%v", c.Decisions)
			}
		})
	}
}

// The uplink of the only publisher is cut: an estimate that stays where it was
// keeps its video.
func TestUplinkOfTheOnlyPublisher(t *testing.T) {
	for _, tick := range []int{250, 500, 1000} {
		cfg := Config{Users: people(1, api.FallbackAudioOnly), Downlink: steady(good), Estimate: true, TickMs: tick}
		uplink := drop(200)
		cfg.Users[0].Uplink = &uplink
		p := fallback.New()
		c := New(cfg, p)
		c.Run(endMs)
		if audio := firstTo(c, 0, api.LevelAudio, 0); audio >= 0 {
			t.Errorf("tick %d: audio at %d", tick, audio)
		}
		if p.Level(Identity(0)) != api.LevelHigh {
			t.Errorf("tick %d: %v", tick, c.Decisions)
		}
	}
}

func TestPublisherWithoutLowStream(t *testing.T) {
	for option, want := range map[api.FallbackOption]api.Level{
		api.FallbackLowStream: api.LevelHigh, api.FallbackAudioOnly: api.LevelAudio,
	} {
		cfg := Config{Users: people(1, option), Downlink: drop(170), TickMs: 250, Estimate: true}
		cfg.Users[0].HasLow = false
		p := fallback.New()
		c := New(cfg, p)
		c.Run(dropMs + 4_000)
		if got := p.Level(Identity(0)); got != want {
			t.Errorf("option %d: %s", option, got)
		}
		c.Run(endMs)
		if got := p.Level(Identity(0)); got != api.LevelHigh {
			t.Errorf("option %d: %s after the release", option, got)
		}
	}
}

func TestOptionAndCeilingChangedWhileFallen(t *testing.T) {
	p := fallback.New()
	c := New(Config{Users: people(1, api.FallbackAudioOnly), Downlink: drop(70), TickMs: 250}, p)
	c.Run(14_000)
	c.SetOption(0, api.FallbackLowStream)
	c.Run(14_251)
	if p.Level(Identity(0)) != api.LevelLow {
		t.Error("video is not restored")
	}
	c.SetCeiling(0, api.LowStream)
	c.Run(endMs)
	if p.Level(Identity(0)) != api.LevelLow || c.Height(0) != layers[low].height {
		t.Errorf("%s, %g lines", p.Level(Identity(0)), c.Height(0))
	}
	c.SetCeiling(0, api.HighStream)
	c.Run(endMs + 2_000)
	if p.Level(Identity(0)) != api.LevelHigh || c.Height(0) != layers[high].height {
		t.Errorf("%s, %g lines", p.Level(Identity(0)), c.Height(0))
	}
}

// With RED single losses are not heard, and the audio takes more of the downlink.
func TestRED(t *testing.T) {
	concealed := map[bool]float64{}
	for _, red := range []bool{false, true} {
		cfg := Config{Seed: 2, Users: people(1, api.FallbackDisable), Downlink: steady(good), LossPct: 5, TickMs: 250, RED: red}
		c := New(cfg, idle{})
		concealed[red] = concealedPct(c, 0, func() { c.Run(60_000) })
		a := &c.rcv[0].audio
		kbps := (a.BytesReceived + a.HeaderBytesReceived + overhead*a.PacketsReceived) * 8 / 60_000
		if want := map[bool]float64{false: 52, true: 84}[red]; kbps < want-2 || kbps > want+2 {
			t.Errorf("RED %t: %.1f kbps", red, kbps)
		}
	}
	if concealed[false] < 4 || concealed[true] > 1 {
		t.Errorf("%.1f %% made up, with RED %.1f %%", concealed[false], concealed[true])
	}
}

// A speaker with pauses falls silent in the middle of a trial, and of many: on a
// good downlink all is back as soon as without pauses.
func TestSilenceInTrials(t *testing.T) {
	for seed := range uint64(40) {
		for _, tick := range []int{250, 500, 1000} {
			cfg := Config{Seed: seed, Users: people(1, api.FallbackAudioOnly), Downlink: cut(good, 90), QueueBy: QueueBy(seed % 3), TickMs: tick, Estimate: seed%2 == 0}
			cfg.Users[0].DTX = true
			c := policed(cfg)
			c.Run(endMs)
			if failedSince(c, releaseMs+1_000) {
				t.Errorf("seed %d, tick %d: %v", seed, tick, c.Decisions)
			}
		}
	}
}

func TestCallsAreRepeatable(t *testing.T) {
	run := func() *Call {
		cfg := Config{Seed: 9, Users: people(3, api.FallbackAudioOnly), Downlink: drop(200), LossPct: 1, TickMs: 250, Estimate: true}
		cfg.Users[2].DTX = true
		c := policed(cfg)
		c.Run(endMs)
		return c
	}
	a, b := run(), run()
	if len(a.Decisions) == 0 || !reflect.DeepEqual(a.Decisions, b.Decisions) {
		t.Errorf("%v\n%v", a.Decisions, b.Decisions)
	}
}
