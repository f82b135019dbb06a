//go:build !js

package sim

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"

	"pgregory.net/rapid"
)

// anyCall draws a call whose downlink does what it likes for a minute and is
// good then; users are muted and settings change meanwhile.
func anyCall(t *rapid.T, step func(*fallback.Sample) []fallback.Decision) *Call {
	n := rapid.IntRange(1, 3).Draw(t, "users")
	cfg := Config{
		Seed:     rapid.Uint64().Draw(t, "seed"),
		QueueBy:  rapid.SampledFrom([]QueueBy{ByPackets, ByBytes}).Draw(t, "queue"),
		Estimate: rapid.Bool().Draw(t, "estimate"),
		TickMs:   rapid.SampledFrom([]int{250, 500, 1000}).Draw(t, "tick"),
		LossPct:  rapid.SampledFrom([]float64{0, 0, 0.5, 2}).Draw(t, "loss"),
	}
	for i := 0; i < n; i++ {
		cfg.Users = append(cfg.Users, UserConfig{
			Option: api.FallbackOption(rapid.IntRange(0, 2).Draw(t, "option")),
			HasLow: rapid.IntRange(0, 3).Draw(t, "low") > 0,
			DTX:    rapid.Bool().Draw(t, "dtx"),
			JoinMs: rapid.SampledFrom([]int{0, 0, 20_000}).Draw(t, "join"),
		})
	}
	for ms := 0; ms < weakUntilMs; ms += 500 * rapid.IntRange(1, 40).Draw(t, "hold") {
		cfg.Downlink = append(cfg.Downlink, Rate{ms, float64(rapid.IntRange(4, 200).Draw(t, "rate") * 10 * n)})
	}
	cfg.Downlink = append(cfg.Downlink, Rate{weakUntilMs, 6000})
	c := New(cfg, step)
	for i := rapid.IntRange(0, 4).Draw(t, "changes"); i > 0; i-- {
		user := rapid.IntRange(0, n-1).Draw(t, "who")
		ms := rapid.IntRange(1, weakUntilMs-12_000).Draw(t, "when")
		switch rapid.IntRange(0, 3).Draw(t, "what") {
		case 0:
			video := rapid.Bool().Draw(t, "video")
			c.At(ms, func() { c.Mute(user, video, true) })
			c.At(ms+8_000, func() { c.Mute(user, video, false) })
		case 1:
			o := api.FallbackOption(rapid.IntRange(0, 2).Draw(t, "new option"))
			c.At(ms, func() { c.SetOption(user, o) })
		case 2:
			c.At(ms, func() { c.SetCeiling(user, api.LowStream) })
		case 3:
			c.At(ms, func() { c.SetCeiling(user, api.HighStream) })
		}
	}
	return c
}

const weakUntilMs = 60_000

// Whatever the downlink did: the rules of the options hold all the time, and
// when it is good all users get back what is wanted, in bounded time.
func TestAnyCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := fallback.New()
		log := fallback.NewLog(1 << 22)
		c := anyCall(t, func(s *fallback.Sample) []fallback.Decision {
			ds := p.Step(s)
			log.Append(s, ds)
			for i := range s.Users {
				u := &s.Users[i]
				l := p.Level(u.Identity)
				switch {
				case l < api.Level(u.Ceiling),
					u.Option == api.FallbackDisable && l != api.Level(u.Ceiling),
					u.Option == api.FallbackLowStream && l == api.LevelAudio,
					u.Option == api.FallbackLowStream && !u.HasLow && u.Video.Expected && l != api.Level(u.Ceiling):
					t.Fatalf("at %.0f %s is at %s: option %d, ceiling %d", s.NowMs, u.Identity, l, u.Option, u.Ceiling)
				}
			}
			return ds
		})
		c.Hurry = p.Hurry
		// A trial that was just lost puts the next one off by 20 s; then each
		// step of each user takes some seconds.
		users := len(c.users)
		c.Run(weakUntilMs + 30_000 + 10_000*users)
		if c.cfg.LossPct > 0 {
			// Random loss may end a trial on a good link, but not one after
			// the other.
			c.Run(weakUntilMs + 120_000 + 10_000*users)
		}
		for i := range c.users {
			want := api.Level(c.settings[i].Ceiling)
			if got := p.Level(Identity(i)); got != want {
				t.Errorf("user %d is at %s, want %s: %v", i, got, want, c.Decisions)
			}
		}
		r, err := fallback.Replay(log.Text())
		if err != nil {
			t.Fatal(err)
		}
		if !r.Complete || !r.Same() || len(r.Decided) != len(c.Decisions) {
			t.Errorf("complete %t, same %t, %d decisions replayed of %d", r.Complete, r.Same(), len(r.Decided), len(c.Decisions))
		}
	})
}
