package quality

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"dualstream/wasm/api"
	"dualstream/wasm/stats"
)

var nan = math.NaN()

// harmless is two seconds in which nothing was wrong.
func harmless() stats.Flow {
	return stats.Flow{Ms: 2000, Packets: 100, Samples: 96000, JitterMs: 5}
}

// receiving is what arrives of one kind of a user's media.
func receiving(flow stats.Flow) stats.Received {
	return stats.Received{Track: "TR", Seen: &stats.Seen{Known: true, Flow: flow}}
}

// user is a remote user whose audio arrives so.
func user(flow stats.Flow) stats.Remote { return stats.Remote{Identity: "ben", Audio: receiving(flow)} }

// calling is a call with one remote user, in which nothing is wrong.
func calling() *stats.Call {
	return &stats.Call{
		MeantKbps: 640, OutgoingKbps: 900, Sent: harmless(), SentRTTMs: 40, ReceivedRTTMs: 40,
		Remotes: []stats.Remote{user(harmless())},
	}
}

// settled is a Network that judges the uplink's estimate.
func settled(call *stats.Call) *Network {
	return &Network{meantKbps: call.MeantKbps, times: settleTimes}
}

func TestDownlink(t *testing.T) {
	lossy := func(packets, lost float64) func(*stats.Call) {
		return func(c *stats.Call) {
			f := &c.Remotes[0].Audio.Seen.Flow
			f.Packets, f.Lost = packets, lost
		}
	}
	concealed := func(share float64) func(*stats.Call) {
		return func(c *stats.Call) { c.Remotes[0].Audio.Seen.Flow.Concealed = share * 96000 }
	}
	rtt := func(ms float64) func(*stats.Call) { return func(c *stats.Call) { c.ReceivedRTTMs = ms } }
	jitter := func(ms float64) func(*stats.Call) {
		return func(c *stats.Call) { c.Remotes[0].Audio.Seen.Flow.JitterMs = ms }
	}
	video := func(level, wanted api.Level, muted bool) func(*stats.Call) {
		return func(c *stats.Call) {
			v := receiving(harmless())
			v.Level, v.Wanted, v.Muted = level, wanted, muted
			c.Remotes[0].Video = v
		}
	}
	silent := stats.Flow{Ms: 2000, Samples: 96000, Concealed: 96000}
	bad := stats.Flow{Ms: 2000, Packets: 50, Lost: 50}
	for _, c := range []struct {
		what   string
		change func(*stats.Call)
		want   int
	}{
		{"nothing is wrong", func(*stats.Call) {}, Excellent},
		{"1 % lost", lossy(99, 1), Excellent},
		{"2 % lost", lossy(98, 2), Good},
		{"5 % lost", lossy(95, 5), Impaired},
		{"15 % lost", lossy(85, 15), Poor},
		{"30 % lost", lossy(70, 30), Worst},
		{"1 % made up", concealed(0.01), Excellent},
		{"2 % made up", concealed(0.02), Good},
		{"5 % made up", concealed(0.05), Impaired},
		{"15 % made up", concealed(0.15), Poor},
		{"all made up", concealed(1), Worst},
		{"150 ms there and back", rtt(150), Excellent},
		{"200 ms there and back", rtt(200), Good},
		{"400 ms there and back", rtt(400), Impaired},
		{"900 ms there and back", rtt(900), Poor},
		{"3 s there and back", rtt(3000), Worst},
		{"an unknown round trip", rtt(nan), Excellent},
		{"20 ms of jitter", jitter(20), Excellent},
		{"50 ms of jitter", jitter(50), Good},
		{"100 ms of jitter", jitter(100), Impaired},
		{"200 ms of jitter", jitter(200), Poor},
		{"1 s of jitter", jitter(1000), Worst},

		{"low is asked and comes", video(api.LevelLow, api.LevelLow, false), Excellent},
		{"low for high", video(api.LevelLow, api.LevelHigh, false), Impaired},
		{"audio for high", video(api.LevelAudio, api.LevelHigh, false), Poor},
		{"audio for low", video(api.LevelAudio, api.LevelLow, false), Poor},
		{"audio for a muted video", video(api.LevelAudio, api.LevelHigh, true), Excellent},
		{"video alone, given up", func(c *stats.Call) {
			video(api.LevelAudio, api.LevelHigh, false)(c)
			c.Remotes[0].Audio = stats.Received{}
		}, Poor},

		{"nobody is subscribed", func(c *stats.Call) { c.Remotes = nil }, Unknown},
		{"subscribed, not arrived", func(c *stats.Call) { c.Remotes[0].Audio = stats.Received{} }, Excellent},
		{"subscribed, not arrived, round trip unknown", func(c *stats.Call) {
			c.Remotes[0].Audio = stats.Received{}
			c.ReceivedRTTMs = nan
		}, Unknown},
		{"muted", func(c *stats.Call) {
			c.Remotes[0] = user(silent)
			c.Remotes[0].Audio.Muted = true
		}, Excellent},
		{"no reading", func(c *stats.Call) {
			c.Remotes[0] = user(silent)
			c.Remotes[0].Audio.Seen.Known = false
			c.ReceivedRTTMs = nan
		}, Unknown},
		{"nothing arrives", func(c *stats.Call) { c.Remotes[0] = user(silent) }, Worst},
		{"nothing arrives, for a moment", func(c *stats.Call) { c.Remotes[0] = user(stats.Flow{Ms: 1000}) }, Excellent},
		{"nothing arrives of one user", func(c *stats.Call) { c.Remotes = append(c.Remotes, user(silent)) }, Excellent},
		{"nothing arrives of both", func(c *stats.Call) { c.Remotes = []stats.Remote{user(silent), user(silent)} }, Worst},
		{"one of two is bad", func(c *stats.Call) { c.Remotes = append(c.Remotes, user(bad)) }, Worst},
		{"one of two is bad, as the server knows", func(c *stats.Call) {
			c.Remotes = append(c.Remotes, user(bad))
			c.Remotes[1].Quality = Poor
		}, Excellent},
		{"the only one is bad, as the server knows", func(c *stats.Call) {
			c.Remotes = []stats.Remote{user(bad)}
			c.Remotes[0].Quality = Down
		}, Worst},
	} {
		call := calling()
		c.change(call)
		if settled(call).Judge(call, false); call.Downlink != c.want {
			t.Errorf("%s: %d, want %d", c.what, call.Downlink, c.want)
		}
		if call.Uplink != Excellent {
			t.Errorf("%s: the uplink is %d", c.what, call.Uplink)
		}
	}
}

func TestUplink(t *testing.T) {
	carries := func(kbps float64) func(*stats.Call) { return func(c *stats.Call) { c.OutgoingKbps = kbps } }
	for _, c := range []struct {
		what   string
		change func(*stats.Call)
		want   int
	}{
		{"nothing is wrong", func(*stats.Call) {}, Excellent},
		{"15 % lost", func(c *stats.Call) { c.Sent.Packets, c.Sent.Lost = 85, 15 }, Poor},
		{"100 ms of jitter", func(c *stats.Call) { c.Sent.JitterMs = 100 }, Impaired},
		{"200 ms there and back", func(c *stats.Call) { c.SentRTTMs = 200 }, Good},
		{"as much as is meant", carries(640), Excellent},
		{"nearly as much", carries(600), Good},
		{"60 % of it", carries(384), Impaired},
		{"a third of it", carries(213), Poor},
		{"a tenth of it", carries(64), Worst},
		{"nobody knows how much", carries(nan), Excellent},
		{"no video that is meant", func(c *stats.Call) { c.MeantKbps, c.OutgoingKbps = 0, 30 }, Excellent},
		{"nothing is published", func(c *stats.Call) { c.Sent = stats.Flow{} }, Unknown},
		{"all is muted", func(c *stats.Call) { c.Sent, c.MeantKbps = stats.Flow{Ms: 2000}, 0 }, Excellent},
		{"all is muted, nobody knows how far away", func(c *stats.Call) {
			c.Sent, c.MeantKbps, c.SentRTTMs = stats.Flow{Ms: 2000}, 0, nan
		}, Unknown},
		{"all is muted, far away", func(c *stats.Call) {
			c.Sent, c.MeantKbps, c.SentRTTMs = stats.Flow{Ms: 2000}, 0, 400
		}, Impaired},
	} {
		call := calling()
		c.change(call)
		if settled(call).Judge(call, false); call.Uplink != c.want {
			t.Errorf("%s: %d, want %d", c.what, call.Uplink, c.want)
		}
		if call.Downlink != Excellent {
			t.Errorf("%s: the downlink is %d", c.what, call.Downlink)
		}
	}
}

// TestUplinkRises: a browser begins with a low estimate, and again when more is
// to be sent.
func TestUplinkRises(t *testing.T) {
	var n Network
	judge := func(meant, carried float64) int {
		call := calling()
		call.MeantKbps, call.OutgoingKbps = meant, carried
		n.Judge(call, false)
		return call.Uplink
	}
	for _, meant := range []float64{640, 2000} {
		for i := range settleTimes {
			if got := judge(meant, 300); got != Excellent {
				t.Fatalf("%v kbps, second %d: %d", meant, i, got)
			}
		}
		if got := judge(meant, 300); got <= Good {
			t.Errorf("%v kbps, at last: %d", meant, got)
		}
	}
	if got := judge(600, 300); got != Impaired {
		t.Errorf("less is meant, and judged as %d", got)
	}
}

func TestLate(t *testing.T) {
	call := calling()
	call.Remotes, call.Sent = nil, stats.Flow{}
	new(Network).Judge(call, true)
	if call.Uplink != Worst || call.Downlink != Worst {
		t.Errorf("%d %d", call.Uplink, call.Downlink)
	}
}

// TestRemoteUsers: the server's word counts, else how their media arrives.
func TestRemoteUsers(t *testing.T) {
	lossy := stats.Flow{Ms: 2000, Packets: 95, Lost: 5}
	for _, c := range []struct {
		what string
		of   stats.Remote
		said int
		want int
	}{
		{"good", user(harmless()), Unknown, Excellent},
		{"lossy", user(lossy), Unknown, Impaired},
		{"lossy, but the server finds it good", user(lossy), Good, Good},
		{"good, but the server finds it poor", user(harmless()), Poor, Poor},
		{"silent", user(stats.Flow{Ms: 2000}), Unknown, Worst},
		{"silent, gone by the server's word", user(stats.Flow{Ms: 2000}), Down, Down},
		{"not arrived", stats.Remote{}, Unknown, Unknown},
		{"video", stats.Remote{Video: receiving(lossy)}, Unknown, Impaired},
	} {
		call := calling()
		c.of.Quality = c.said
		call.Remotes = append(call.Remotes, c.of)
		settled(call).Judge(call, false)
		if got := call.Remotes[1].Quality; got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

// someFlow draws a flow of any numbers that a Meter may give.
func someFlow(t *rapid.T) stats.Flow {
	x := rapid.Float64Range(0, 1e6)
	return stats.Flow{
		Ms: x.Draw(t, "ms"), Packets: x.Draw(t, "packets"), Lost: x.Draw(t, "lost"),
		Samples: x.Draw(t, "samples"), Concealed: x.Draw(t, "concealed"), JitterMs: x.Draw(t, "jitter"),
	}
}

// someNumber draws what a browser may say of a number.
var someNumber = rapid.OneOf(
	rapid.Float64(), rapid.Float64Range(0, 2000), rapid.SampledFrom([]float64{nan, 0, math.Inf(1), math.Inf(-1)}),
)

// someCall draws a call.
func someCall(t *rapid.T) *stats.Call {
	level := rapid.SampledFrom([]api.Level{api.LevelHigh, api.LevelLow, api.LevelAudio})
	seen := func() *stats.Seen {
		if rapid.Bool().Draw(t, "nothing") {
			return nil
		}
		return &stats.Seen{
			Known: rapid.Bool().Draw(t, "known"), Bps: someNumber.Draw(t, "bps"), FPS: someNumber.Draw(t, "fps"),
			SourceFPS: someNumber.Draw(t, "source"), Level: someNumber.Draw(t, "level"),
			Decoded: someNumber.Draw(t, "decoded"), Flow: someFlow(t),
		}
	}
	published := func() stats.Published {
		return stats.Published{
			Codec: rapid.SampledFrom([]string{"", "VP8"}).Draw(t, "codec"), Muted: rapid.Bool().Draw(t, "muted"),
			Framerate: someNumber.Draw(t, "framerate"), Screen: rapid.Bool().Draw(t, "screen"), Seen: seen(),
		}
	}
	received := func() stats.Received {
		return stats.Received{
			Track: rapid.SampledFrom([]string{"", "TR"}).Draw(t, "track"), Muted: rapid.Bool().Draw(t, "muted"),
			Level: level.Draw(t, "level"), Wanted: level.Draw(t, "wanted"), Seen: seen(),
		}
	}
	call := &stats.Call{
		MeantKbps: rapid.Float64Range(0, 1e4).Draw(t, "meant"), OutgoingKbps: someNumber.Draw(t, "carried"), Sent: someFlow(t),
		SentRTTMs: someNumber.Draw(t, "rtt"), ReceivedRTTMs: someNumber.Draw(t, "rtt"),
		Audio: published(), Video: published(),
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "users") {
		call.Remotes = append(call.Remotes, stats.Remote{
			Identity: string(rune('a' + i)), Audio: received(), Video: received(),
			Quality: rapid.SampledFrom([]int{Unknown, Excellent, Good, Poor, Down}).Draw(t, "said"),
		})
	}
	return call
}

func TestQualitiesAreDocumentedOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var n Network
		for range 15 {
			call := someCall(t)
			n.Judge(call, rapid.Bool().Draw(t, "late"))
			if call.Uplink < Unknown || call.Uplink > Worst || call.Downlink < Unknown || call.Downlink > Worst {
				t.Fatalf("%d %d", call.Uplink, call.Downlink)
			}
			for _, of := range call.Remotes {
				if of.Quality < Unknown || of.Quality > Down {
					t.Fatalf("%d", of.Quality)
				}
			}
		}
	})
}

// TestWorseIsNotBetter: more loss, more made up audio, more jitter, a longer
// way or a narrower uplink never make a quality better.
func TestWorseIsNotBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Float64Range(0, 1)
		judged := func(loss, concealed, jitter, rtt, carried float64) *stats.Call {
			flow := stats.Flow{Ms: 2000, Packets: 1 + 1000*(1-loss), Lost: 1000 * loss, Samples: 1000, Concealed: 1000 * concealed, JitterMs: jitter}
			call := calling()
			call.Sent, call.Remotes[0].Audio.Seen.Flow = flow, flow
			call.SentRTTMs, call.ReceivedRTTMs, call.OutgoingKbps = rtt, rtt, carried
			settled(call).Judge(call, false)
			return call
		}
		loss, concealed := share.Draw(t, "loss"), share.Draw(t, "concealed")
		jitter, rtt, carried := 500*share.Draw(t, "jitter"), 2000*share.Draw(t, "rtt"), 1000*share.Draw(t, "carried")
		better := judged(loss, concealed, jitter, rtt, carried)
		worse := judged(
			min(1, loss+share.Draw(t, "more loss")), min(1, concealed+share.Draw(t, "more concealed")),
			jitter+500*share.Draw(t, "more jitter"), rtt+2000*share.Draw(t, "more rtt"), carried*share.Draw(t, "less carried"),
		)
		if worse.Uplink < better.Uplink || worse.Downlink < better.Downlink || worse.Remotes[0].Quality < better.Remotes[0].Quality {
			t.Fatalf("%d %d %d became %d %d %d", better.Uplink, better.Downlink, better.Remotes[0].Quality,
				worse.Uplink, worse.Downlink, worse.Remotes[0].Quality)
		}
	})
}
