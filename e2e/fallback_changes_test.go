package e2e

import (
	"slices"
	"testing"
	"time"
)

// fallen is a viewer who receives the bot 9001 by option 2 and has fallen to
// audio alone.
type fallen struct {
	*viewer
	weak *squeeze
}

// fallen lets a viewer in, and has it fall.
func (c *call) fallen(uid int) *fallen {
	c.t.Helper()
	v := c.viewer(uid)
	v.setOption(9001, 2)
	v.receive(9001)
	weak := v.squeeze(audioKbps)
	v.tells(9001, streamFallback, "fallback", weak.from, 3*audioWithin)
	weak.hold(6 * time.Second)
	return &fallen{viewer: v, weak: weak}
}

// An option that permits no audio alone gives the video back at once: all of
// it, or the low stream.
func TestOptionChangedWhileFallen(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		c.bots(9001, 1)
		all, part := c.fallen(2), c.fallen(3)
		all.givesBack(0, "high")
		part.givesBack(1, "low")
	})
}

// givesBack chooses an option at which this level is decided at once, and makes
// the network good.
func (f *fallen) givesBack(option int, level string) {
	f.t.Helper()
	changed := f.now()
	f.setOption(9001, option)
	atMost(f.t, level+" decided", f.decides(9001, level, changed, 3*time.Second), time.Second)
	back := f.tells(9001, streamFallback, "recover", changed, 2*time.Second)
	if back.Cause != "option" || back.From != "audio" || back.To != level {
		f.t.Errorf("the reason is %s from %s to %s, want option from audio to %s", back.Cause, back.From, back.To, level)
	}
	time.Sleep(2 * time.Second)
	good := f.weak.release()
	f.t.Logf("high %.2f s after the release", f.sees(9001, high, good, highWithin)/1000)
	for _, s := range f.states(9001, back.At) {
		if s.Option == option && s.Level == "audio" {
			f.t.Errorf("audio alone, by option %d: %+v", option, s)
		}
	}
}

// calm checks that these events were told since a moment and no others, beside
// those of the connection.
func (v *viewer) calm(since float64, want ...string) {
	v.t.Helper()
	got := get[[]string](v.page, `(since) => h.events
		.filter((e) => e.at >= since && e.name !== "connection-state-change")
		.map((e) => [e.name, e.args[0]?.uid ?? e.args[0], typeof e.args[1] === "string" ? e.args[1] : ""].join(" ").trim())`, since)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		v.t.Errorf("told %q, want %q", got, want)
	}
}

// A video that is given up while nothing of it is received, and wanted again
// later.
func TestUnsubscribeWhileFallen(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.fallen(2)
		given := v.now()
		v.do(`() => h.client.unsubscribe(h.client.remoteUsers[0], "video")`)
		time.Sleep(3 * time.Second)
		v.calm(given)
		good := v.weak.release()
		time.Sleep(3 * time.Second)
		again := v.now()
		v.do(`async () => (await h.client.subscribe(h.client.remoteUsers[0], "video")).play(h.seen.get(9001).box)`)
		c.t.Logf("high %.2f s after subscribing again", v.sees(9001, high, again, recoveredWithin)/1000)
		atMost(c.t, "high decided", v.decides(9001, "high", good, recoveredWithin), recoveredWithin)
	})
}

// A call that is left while fallen, and joined again on a good network: nothing
// is left of the fallback.
func TestLeaveWhileFallen(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.fallen(2)
		left := v.now()
		v.do(`() => h.client.leave()`)
		time.Sleep(2 * time.Second)
		v.calm(left)
		if !get[bool](v.page, `() => h.client.getFallbackState(9001) === undefined`) {
			c.t.Error("getFallbackState tells of a call that was left")
		}
		v.weak.release()
		v.do(`(server, channel) => h.client.join(server, channel, null, 2)`, c.w.server, c.room)
		again := v.now()
		v.do(`() => h.receive(9001)`)
		atMost(c.t, "high seen", v.sees(9001, high, again, 10*time.Second), 5*time.Second)
		time.Sleep(settling)
		v.quiet(9001, again, "high")
	})
}

// A user who goes while nothing of the video is received, and comes again.
func TestPublisherGoneWhileFallen(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		leave := c.bots(9001, 1)
		v := c.fallen(2)
		gone := v.now()
		leave()
		v.do(`() => h.until("user-left", 5000, () => h.told("user-left").length === 1)`)
		time.Sleep(2 * time.Second)
		v.calm(gone, "user-unpublished 9001 audio", "user-unpublished 9001 video", "user-left 9001 Quit")
		v.weak.release()
		again := v.now()
		c.bots(9001, 1)
		v.do(`() => h.receive(9001)`)
		v.sees(9001, high, again, 10*time.Second)
		time.Sleep(settling)
		v.quiet(9001, again, "high")
	})
}
