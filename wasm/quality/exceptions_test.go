package quality

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dualstream/wasm/api"
	"dualstream/wasm/stats"
)

// lively is a call in which nothing is exceptional.
func lively() *stats.Call {
	sent := func() *stats.Seen {
		return &stats.Seen{Known: true, Bps: 500_000, FPS: 15, SourceFPS: 15, Level: 0.1, Flow: harmless()}
	}
	call := &stats.Call{
		Audio: stats.Published{Codec: "opus", Seen: sent()},
		Video: stats.Published{Codec: "VP8", Framerate: 15, Both: true, Seen: sent()},
	}
	for _, identity := range []string{"ben", "carl"} {
		seen := func() *stats.Seen {
			return &stats.Seen{Known: true, Bps: 40_000, FPS: 15, Level: 0.1, Decoded: 48_000, Flow: harmless()}
		}
		call.Remotes = append(call.Remotes, stats.Remote{
			Identity: identity,
			Audio:    stats.Received{Track: "TR_a", Seen: seen()}, Video: stats.Received{Track: "TR_v", Seen: seen()},
		})
	}
	return call
}

// watched runs the seconds of a plan, one letter each, and returns what was
// told: the second (from 1), the user and the code. In a second "x" the change is
// made to the call, in "-" it is not, and in the others what others says.
func watched(plan string, change func(*stats.Call), others map[rune]func(*stats.Call)) string {
	watches := map[string]*Watch{}
	var told []string
	for i, letter := range plan {
		call := lively()
		if letter == 'x' {
			change(call)
		} else if other := others[letter]; other != nil {
			other(call)
		}
		step := func(user string, v Verdicts) {
			if watches[user] == nil {
				watches[user] = new(Watch)
			}
			for j := range v {
				if code := watches[user].Step(j, v[j]); code != 0 {
					told = append(told, fmt.Sprintf("%d:%s:%d", i+1, user, code))
				}
			}
		}
		step("anna", Sent(call))
		for j := range call.Remotes {
			step(call.Remotes[j].Identity, Received(&call.Remotes[j]))
		}
	}
	return strings.Join(told, " ")
}

func TestExceptions(t *testing.T) {
	video := func(change func(*stats.Seen)) func(*stats.Call) {
		return func(c *stats.Call) { change(c.Video.Seen) }
	}
	for _, c := range []struct {
		what   string
		change func(*stats.Call)
		want   string
	}{
		{"nothing", func(*stats.Call) {}, ""},
		{"4 of 15 frames from the source", video(func(s *stats.Seen) { s.SourceFPS = 4 }), "5:anna:1001 10:anna:3001"},
		{"5 of 15 frames from the source", video(func(s *stats.Seen) { s.SourceFPS = 5 }), ""},
		{"2 of 8 frames from the source", func(c *stats.Call) { c.Video.Framerate, c.Video.Seen.SourceFPS = 8, 2 }, ""},
		{"1 of 8 frames from the source", func(c *stats.Call) { c.Video.Framerate, c.Video.Seen.SourceFPS = 8, 1 }, "5:anna:1001 10:anna:3001"},
		{"no frame of 4", func(c *stats.Call) { c.Video.Framerate, c.Video.Seen.SourceFPS = 4, 0 }, ""},
		{"an unknown source", func(c *stats.Call) { c.Video.Framerate, c.Video.Seen.SourceFPS = 15, nan }, ""},
		{"a still screen", func(c *stats.Call) { c.Video.Screen, c.Video.Seen.SourceFPS, c.Video.Seen.FPS = true, 0, 0 }, ""},
		{"1 of 15 frames sent", video(func(s *stats.Seen) { s.FPS = 1 }), "5:anna:1002 10:anna:3002"},
		{"2 of 15 frames sent", video(func(s *stats.Seen) { s.FPS = 2 }), ""},
		{"no video sent", video(func(s *stats.Seen) { s.Bps = 0 }), "5:anna:1003 10:anna:3003"},
		{"an unknown bitrate", video(func(s *stats.Seen) { s.Bps = nan }), ""},
		{"a low stream that is given up", func(c *stats.Call) { c.Video.GivenUp, c.Video.Both = true, false }, "5:anna:1006 10:anna:3006"},
		{"a low stream of which nothing is known", func(c *stats.Call) { c.Video.Both = false }, ""},
		{"a low stream that is given up of a muted video", func(c *stats.Call) { c.Video.GivenUp, c.Video.Muted = true, true }, ""},
		{"a silent microphone", func(c *stats.Call) { c.Audio.Seen.Level = 0 }, "5:anna:2001 10:anna:4001"},
		{"an unknown level", func(c *stats.Call) { c.Audio.Seen.Level = nan }, ""},
		{"no audio sent", func(c *stats.Call) { c.Audio.Seen.Bps = 0 }, "5:anna:2003 10:anna:4003"},
		{"a video that cannot be decoded", func(c *stats.Call) { c.Remotes[1].Video.Seen.FPS = 0 }, "5:carl:1005 10:carl:3005"},
		{"a video that does not come", func(c *stats.Call) {
			c.Remotes[1].Video.Seen.FPS, c.Remotes[1].Video.Seen.Bps = 0, 0
		}, ""},
		{"a silent user", func(c *stats.Call) { c.Remotes[0].Audio.Seen.Level = 1.0 / 32767 }, "5:ben:2002 10:ben:4002"},
		{"two silent users", func(c *stats.Call) {
			c.Remotes[0].Audio.Seen.Level, c.Remotes[1].Audio.Seen.Level = 0, 0
		}, "5:ben:2002 5:carl:2002 10:ben:4002 10:carl:4002"},
		{"audio that does not come", func(c *stats.Call) {
			c.Remotes[0].Audio.Seen.Level, c.Remotes[0].Audio.Seen.Bps, c.Remotes[0].Audio.Seen.Decoded = 0, 0, 0
		}, ""},
		{"audio that cannot be decoded", func(c *stats.Call) { c.Remotes[0].Audio.Seen.Decoded = 0 }, "5:ben:2005 10:ben:4005"},
		{"audio of which nobody knows that", func(c *stats.Call) { c.Remotes[0].Audio.Seen.Decoded = nan }, ""},
		{"audio that is not played", func(c *stats.Call) {
			c.Remotes[0].Audio.Seen.Decoded, c.Remotes[0].Audio.Seen.Flow.Samples = 0, 0
		}, ""},
	} {
		if got := watched("xxxxx-----", c.change, nil); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestWindows(t *testing.T) {
	silent := func(c *stats.Call) { c.Audio.Seen.Level = 0 }
	others := map[rune]func(*stats.Call){
		'm': func(c *stats.Call) { silent(c); c.Audio.Muted = true },
		'u': func(c *stats.Call) { silent(c); c.Audio.Seen.Known = false },
		'n': func(c *stats.Call) { c.Audio = stats.Published{} },
	}
	for plan, want := range map[string]string{
		"xxxx":                 "",
		"xxxxx":                "5:anna:2001",
		"xxxxxxxxxxxxxxx":      "5:anna:2001",
		"xxxx-xxxxx":           "10:anna:2001",
		"-xxxxxxxx":            "", // one good sample in each window
		"xxxxxxxxx-":           "5:anna:2001 10:anna:4001",
		"xxxxxxxxx-xxxxx":      "5:anna:2001 10:anna:4001 15:anna:2001",
		"xxxxmxxxx":            "",
		"xxxxmxxxxx":           "10:anna:2001",
		"xxxxuxxxxx":           "10:anna:2001",
		"mmmmmmmmmm":           "",
		"xxxxxmmmmmmm-----":    "5:anna:2001 17:anna:4001", // it is kept while muted
		"xxxxxn----------":     "5:anna:2001",              // and forgotten when it is unpublished
		"xxxxxnxxxxx":          "5:anna:2001 11:anna:2001",
		"xxxxxnnnnnnnnnnxxxx-": "5:anna:2001",
	} {
		if got := watched(plan, silent, others); got != want {
			t.Errorf("%s: %q, want %q", plan, got, want)
		}
	}
}

// TestNoFalseExceptions: what sends or receives nothing by intent is none.
func TestNoFalseExceptions(t *testing.T) {
	for what, change := range map[string]func(*stats.Call){
		"a disabled camera": func(c *stats.Call) {
			c.Video.Muted, c.Video.Seen = true, &stats.Seen{Known: true}
		},
		"a muted microphone": func(c *stats.Call) {
			c.Audio.Muted, c.Audio.Seen = true, &stats.Seen{Known: true}
		},
		"a video given up": func(c *stats.Call) {
			v := &c.Remotes[0].Video
			v.Level, v.Seen = api.LevelAudio, &stats.Seen{Known: true, Bps: 900}
		},
		"a muted user": func(c *stats.Call) {
			for _, of := range []*stats.Received{&c.Remotes[0].Audio, &c.Remotes[0].Video} {
				of.Muted, of.Seen = true, &stats.Seen{Known: true, Bps: 900, Flow: stats.Flow{Samples: 1}}
			}
		},
		"no readings": func(c *stats.Call) {
			c.Audio.Seen, c.Video.Seen = nil, &stats.Seen{}
			c.Remotes[0].Audio.Seen, c.Remotes[0].Video.Seen = nil, &stats.Seen{}
		},
		"nothing published or subscribed": func(c *stats.Call) { *c = stats.Call{} },
	} {
		if got := watched("xxxxxxxxxxxxxxx---------------", change, nil); got != "" {
			t.Errorf("%s: %q", what, got)
		}
	}
}

// TestExceptionsTakeTurns: of each check an exception and its recovery are told in
// turn, five seconds apart at least.
func TestExceptionsTakeTurns(t *testing.T) {
	rapid.Check(t, takeTurns)
}

func FuzzExceptionsTakeTurns(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(takeTurns))
}

func takeTurns(t *rapid.T) {
	var w Watch
	var raised [checks]bool
	var last [checks]int
	verdicts := rapid.SampledFrom([]verdict{gone, void, good, bad, bad, bad, bad, bad, bad})
	for second := 1; second <= 60; second++ {
		for i, code := range codes {
			v := verdicts.Draw(t, "verdict")
			raised[i] = raised[i] && v != gone
			switch told := w.Step(i, v); {
			case told == 0:
			case second-last[i] < window || v < good || !raised[i] && told != code || raised[i] && told != code+Recovered:
				t.Fatalf("second %d: %d, raised %t, last at %d", second, told, raised[i], last[i])
			default:
				raised[i], last[i] = !raised[i], second
			}
		}
	}
}

// TestVerdictsOfGarbage: whatever is seen, each check has a verdict, those of
// sending and of receiving apart.
func TestVerdictsOfGarbage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		call := someCall(t)
		sent := Sent(call)
		for i := range call.Remotes {
			received := Received(&call.Remotes[i])
			for i := range checks {
				if sent[i] != gone && received[i] != gone || sent[i] > bad || received[i] > bad {
					t.Fatalf("%v %v", sent, received)
				}
			}
		}
	})
}
