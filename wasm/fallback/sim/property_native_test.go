//go:build !js

package sim

import (
	"math"
	"math/rand/v2"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"

	"pgregory.net/rapid"
)

// anyCall draws a call whose downlink does what it likes for a minute and is
// good then; users are muted and settings change meanwhile.
func anyCall(t *rapid.T, decider Decider) *Call {
	n := rapid.IntRange(1, 3).Draw(t, "users")
	cfg := Config{
		Seed:     rapid.Uint64().Draw(t, "seed"),
		QueueBy:  rapid.SampledFrom([]QueueBy{ByPackets, ByBytes, ByFill}).Draw(t, "queue"),
		Estimate: rapid.Bool().Draw(t, "estimate"),
		TickMs:   rapid.SampledFrom([]int{250, 500, 1000}).Draw(t, "tick"),
		RED:      rapid.Bool().Draw(t, "red"),
		LossPct:  rapid.SampledFrom([]float64{0, 0, 0.5, 2}).Draw(t, "loss"),
	}
	cfg.AudioNack = rapid.Bool().Draw(t, "audio nack")
	cfg.LowKeyBytes = rapid.SampledFrom([]int{CameraKeyBytes, PatternKeyBytes}).Draw(t, "key")
	for i := 0; i < n; i++ {
		cfg.Users = append(cfg.Users, UserConfig{
			Option:   api.FallbackOption(rapid.IntRange(0, 2).Draw(t, "option")),
			HasLow:   rapid.IntRange(0, 3).Draw(t, "low") > 0,
			DTX:      rapid.Bool().Draw(t, "dtx"),
			Trains:   rapid.Bool().Draw(t, "trains"),
			Priority: api.UserPriority(rapid.IntRange(0, 1).Draw(t, "priority")),
			JoinMs:   rapid.SampledFrom([]int{0, 0, 20_000}).Draw(t, "join"),
		})
	}
	for ms := 0; ms < weakUntilMs; ms += 500 * rapid.IntRange(1, 40).Draw(t, "hold") {
		cfg.Downlink.Rates = append(cfg.Downlink.Rates, Rate{ms, float64(rapid.IntRange(4, 200).Draw(t, "rate") * 10 * n)})
	}
	cfg.Downlink.Rates = append(cfg.Downlink.Rates, Rate{weakUntilMs, 6000})
	if rapid.Bool().Draw(t, "bursts") {
		cfg.Downlink = bursts(rand.New(rand.NewPCG(cfg.Seed, 3)), cfg.Downlink, weakUntilMs+600_000)
	}
	c := New(cfg, decider)
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

// ruled is a policy that writes a log and is held to the rules of the options and
// of the budget.
type ruled struct {
	*fallback.Policy
	t    failer
	log  *fallback.Log
	call *Call
	// since is since when a user is held.
	since map[string]float64
}

// failer is a test.
type failer interface {
	Fatalf(format string, args ...any)
}

func newRuled(t failer) *ruled {
	return &ruled{Policy: fallback.New(), t: t, log: fallback.NewLog(1 << 22), since: map[string]float64{}}
}

// learnMs is how long the policy may need to learn what a user's audio takes.
const learnMs = 3000

// longestHoldMs is for how long a video may be held back at most.
const longestHoldMs = 1500

func (r *ruled) Step(s *fallback.Sample) []fallback.Decision {
	ds := r.Policy.Step(s)
	r.log.Append(s, ds)
	for i := range s.Users {
		u := &s.Users[i]
		l, held := r.Level(u.Identity), r.Held(u.Identity)
		switch {
		case l < api.Level(u.Ceiling),
			u.Option == api.FallbackDisable && (l != api.Level(u.Ceiling) || held),
			u.Option == api.FallbackLowStream && l == api.LevelAudio,
			u.Option == api.FallbackLowStream && !u.HasLow && u.Video.Expected && (l != api.Level(u.Ceiling) || held):
			r.t.Fatalf("at %.0f %s is at %s, held %t: option %d, ceiling %d", s.NowMs, u.Identity, l, held, u.Option, u.Ceiling)
		}
		since, before := r.since[u.Identity]
		switch {
		case !held:
			delete(r.since, u.Identity)
		case !before:
			r.since[u.Identity] = s.NowMs
		case s.NowMs-since > longestHoldMs+float64(r.call.cfg.TickMs):
			r.t.Fatalf("at %.0f %s is held since %.0f", s.NowMs, u.Identity, since)
		}
	}
	for i := range ds {
		for _, m := range ds[i].Reason.Metrics {
			if m.Name == "capacityKbps" {
				r.checkBudget(s, &ds[i], m.Value)
			}
		}
	}
	return ds
}

// checkBudget checks what was chosen against the capacity that it was chosen by:
// who may go without video does so, as long as it is too much.
func (r *ruled) checkBudget(s *fallback.Sample, d *fallback.Decision, capacityKbps float64) {
	kbps := 0.0
	byChoice := false
	for i := range s.Users {
		u := &s.Users[i]
		// Of new and of discontinuous audio it is not known what it will take.
		if user := r.call.user(u.Identity); u.Audio.Expected && !user.cfg.DTX && s.NowMs-float64(user.cfg.JoinMs) > learnMs {
			kbps += float64(user.audioPayload+audioHeader+overhead) * 8 / 20
		}
		l := r.Level(u.Identity)
		if !u.Video.Expected || l == api.LevelAudio {
			continue
		}
		video := high
		if l == api.LevelLow && u.HasLow {
			video = low
		}
		kbps += wireKbps(video)
		byChoice = byChoice || u.Option == api.FallbackAudioOnly
	}
	if byChoice && kbps > capacityKbps {
		r.t.Fatalf("at %.0f %s: %.0f kbps were chosen of %.0f: %+v", s.NowMs, d.Identity, kbps, capacityKbps, *d)
	}
}

// user is the publisher of an identity.
func (c *Call) user(identity string) *publisher {
	for i, u := range c.users {
		if Identity(i) == identity {
			return u
		}
	}
	return nil
}

// wireKbps is what a stream takes on the wire, key frames aside.
func wireKbps(l layer) float64 {
	picture := layers[l].kbps * 125 / fps
	packets := math.Ceil(picture / packetPayload)
	return (picture + packets*(videoHeader+overhead)) * fps / 125
}

// trialsLeft is how many trials a user has left at least by what was decided until
// now: those of which no picture was seen are given back, but are counted here.
func trialsLeft(c *Call, user int) float64 {
	left, at := float64(mostTries), 0
	pass := func(ms int) {
		left = min(mostTries, left+float64(ms-at)/tryEveryMs)
		at = ms
	}
	for _, d := range c.Decisions {
		if d.Identity != Identity(user) || !d.Trial {
			continue
		}
		pass(d.AtMs)
		left--
		if d.From == api.LevelAudio && d.To == api.LevelHigh && c.users[user].cfg.HasLow {
			left -= jumpTries - 1
		}
	}
	pass(c.NowMs)
	return left
}

// backBy is when all users must have got back what is wanted on a downlink that is
// good since weakUntilMs. A trial that was just lost puts the next one off by 20 s;
// then each step of each user takes some seconds. A user who has used up its trials
// waits for each of its two steps. Where trains spoke against it a trial is made
// after a minute, and random loss may end one on a good link, but not one after the
// other.
func backBy(c *Call) int {
	ms := weakUntilMs + 30_000 + 10_000*len(c.users)
	few, trains := false, false
	for i := range c.users {
		few = few || trialsLeft(c, i) < 3
		trains = trains || c.users[i].cfg.Trains
	}
	if few {
		ms += 2 * tryEveryMs
	}
	if trains {
		ms += 60_000
	}
	if c.cfg.LossPct > 0 {
		ms += tryEveryMs
	}
	return ms
}

// isBack reports whether all users receive what is wanted.
func isBack(c *Call, p *ruled) bool {
	for i := range c.users {
		if p.Level(Identity(i)) != api.Level(c.settings[i].Ceiling) || c.NowMs < c.users[i].cfg.JoinMs {
			return false
		}
	}
	return true
}

// Whatever the downlink did: the rules of the options hold all the time, and
// when it is good all users get back what is wanted, in bounded time.
func TestAnyCall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newRuled(t)
		c := anyCall(t, p)
		p.call = c
		c.Run(weakUntilMs)
		for by := backBy(c); c.NowMs < by && !isBack(c, p); {
			c.Run(c.NowMs + 5_000)
		}
		if !isBack(c, p) {
			t.Errorf("at %d not all is back: %v", c.NowMs, c.Decisions)
		}
		r, err := fallback.Replay(p.log.Text())
		if err != nil {
			t.Fatal(err)
		}
		if !r.Complete || !r.Same() || len(r.Decided) != len(c.Decisions) {
			t.Errorf("complete %t, same %t, %d decisions replayed of %d", r.Complete, r.Same(), len(r.Decided), len(c.Decisions))
		}
	})
}
