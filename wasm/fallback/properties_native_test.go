//go:build !js

package fallback

import (
	"math"
	"testing"

	"dualstream/wasm/api"

	"pgregory.net/rapid"
)

// anyNumber draws a counter: mostly a sane one, else what a browser should not
// give.
func anyNumber(t *rapid.T, name string, sane float64) float64 {
	switch rapid.IntRange(0, 19).Draw(t, name) {
	case 0:
		return math.NaN()
	case 1:
		return rapid.Float64().Draw(t, name+" odd")
	case 2:
		return -sane
	case 3:
		return 0
	case 4:
		return rapid.SampledFrom([]float64{1e14, 1e18, 1e300, math.Inf(1), math.Inf(-1)}).Draw(t, name+" huge")
	default:
		return sane + float64(rapid.IntRange(0, 3000).Draw(t, name+" grown"))
	}
}

func anyStream(t *rapid.T, nowMs float64) Stream {
	n := nowMs / 20
	return Stream{
		Expected:               rapid.IntRange(0, 5).Draw(t, "expected") > 0,
		TimestampMs:            anyNumber(t, "timestamp", nowMs),
		BytesReceived:          anyNumber(t, "bytes", n*80),
		HeaderBytesReceived:    anyNumber(t, "headers", n*18),
		PacketsReceived:        anyNumber(t, "packets", n),
		PacketsLost:            anyNumber(t, "lost", n/10),
		NackCount:              anyNumber(t, "nacks", n/10),
		FramesDecoded:          anyNumber(t, "frames", n/2),
		FrameHeight:            anyNumber(t, "height", 90),
		ConcealedSamples:       anyNumber(t, "concealed", n*100),
		SilentConcealedSamples: anyNumber(t, "silent", n*10),
		TotalSamplesReceived:   anyNumber(t, "samples", n*960),
	}
}

// anyTrain draws a train: mostly one that may have been asked for.
func anyTrain(t *rapid.T) Train {
	return Train{
		ID: rapid.IntRange(-1, 6).Draw(t, "train"), Packets: rapid.IntRange(-1, 6).Draw(t, "packets"),
		PacketBytes: anyNumber(t, "packet bytes", 885), SpreadMs: anyNumber(t, "spread", 1),
	}
}

func anySample(t *rapid.T, nowMs float64) *Sample {
	s := &Sample{NowMs: nowMs, RTTMs: anyNumber(t, "rtt", 50), EstimateKbps: anyNumber(t, "estimate", 500)}
	if rapid.IntRange(0, 30).Draw(t, "clock") == 0 {
		s.NowMs = anyNumber(t, "now", nowMs)
	}
	for n := rapid.IntRange(0, 2).Draw(t, "trains"); n > 0; n-- {
		s.Trains = append(s.Trains, anyTrain(t))
	}
	for n := rapid.IntRange(0, 4).Draw(t, "users"); n > 0; n-- {
		s.Users = append(s.Users, User{
			Identity: rapid.SampledFrom([]string{"anna", "ben", "cleo", "\"d\"\n"}).Draw(t, "identity"),
			Option:   api.FallbackOption(rapid.IntRange(0, 3).Draw(t, "option")),
			Ceiling:  api.StreamType(rapid.IntRange(0, 1).Draw(t, "ceiling")),
			HasLow:   rapid.Bool().Draw(t, "low"),
			Priority: api.UserPriority(rapid.IntRange(0, 2).Draw(t, "priority")), SendsTrains: rapid.Bool().Draw(t, "sends trains"),
			HighKbps: anyNumber(t, "high kbps", 600), LowKbps: anyNumber(t, "low kbps", 60),
			Audio: anyStream(t, nowMs), Video: anyStream(t, nowMs),
		})
	}
	return s
}

// Whatever the samples say: no panic, decisions only about who is there, from
// the level that was to another, within the option and under the ceiling; and
// the log of it replays.
func TestAnySamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, log := New(), NewLog(1<<20)
		now := 0.0
		for n := rapid.IntRange(1, 30).Draw(t, "steps"); n > 0; n-- {
			now += float64(rapid.SampledFrom([]int{0, 1, 100, 250, 250, 250, 1000, 4000}).Draw(t, "after"))
			if rapid.IntRange(0, 15).Draw(t, "reset") == 0 {
				p.Reset()
				log.AppendReset()
			}
			s := anySample(t, now)
			before := map[string]api.Level{}
			for i := range s.Users {
				before[s.Users[i].Identity] = p.Level(s.Users[i].Identity)
			}
			ds := p.Step(s)
			log.Append(s, ds)
			checkDecisions(t, p, s, ds, before)
		}
		if !log.Complete() {
			return
		}
		r, err := Replay(log.Text())
		if err != nil {
			t.Fatal(err)
		}
		if !r.Same() {
			t.Fatalf("replayed:\n%+v\nrecorded:\n%+v", r.Decided, r.Recorded)
		}
	})
}

func checkDecisions(t *rapid.T, p *Policy, s *Sample, ds []Decision, before map[string]api.Level) {
	level := map[string]api.Level{}
	for i := range ds {
		d := &ds[i]
		was, there := before[d.Identity]
		if !there {
			t.Fatalf("a decision about %q, who is not in the sample", d.Identity)
		}
		if now, moved := level[d.Identity]; moved {
			was = now
		}
		if d.Proven && d.To != was || !d.Proven && d.From != was && !newTop(s, d) {
			t.Fatalf("%s: was at %s", told(d), was)
		}
		if d.From == d.To || d.From != d.Reason.From || d.To != d.Reason.To || d.Reason.Cause == "" {
			t.Fatalf("%+v", *d)
		}
		level[d.Identity] = d.To
	}
	if s.NowMs != s.NowMs || math.Abs(s.NowMs) >= 1e15 {
		return
	}
	seen := map[string]bool{}
	for i := range s.Users {
		u := &s.Users[i]
		if seen[u.Identity] {
			continue
		}
		seen[u.Identity] = true
		l := p.Level(u.Identity)
		if l < api.LevelHigh || l > api.LevelAudio || l < api.Level(u.Ceiling) {
			t.Fatalf("%q: %s above its ceiling", u.Identity, l)
		}
		if u.Option != toAu && l == api.LevelAudio {
			t.Fatalf("%q: audio under option %d", u.Identity, u.Option)
		}
		if u.Option == off && (l != api.Level(u.Ceiling) || p.Held(u.Identity)) {
			t.Fatalf("%q: %s under option 0, held %t", u.Identity, l, p.Held(u.Identity))
		}
	}
}

// newTop: a user who has just come starts at its ceiling, without a decision.
func newTop(s *Sample, d *Decision) bool {
	for i := range s.Users {
		if s.Users[i].Identity == d.Identity {
			return d.From == api.Level(s.Users[i].Ceiling)
		}
	}
	return false
}
