package e2e

import (
	"slices"
	"testing"
	"time"
)

// pausable lets the media server pause this page's videos, as one does whose
// congestion_control.allow_pause is on, and gives the test the server's estimate
// of the downlink (field 6 of a SimulateScenario): h.estimate(bitPerSecond).
const pausable = `() => {
	const send = WebSocket.prototype.send;
	let signalling;
	window.WebSocket = class extends WebSocket {
		constructor(url, ...rest) {
			super(url + "&subscriber_allow_pause=1", ...rest);
			signalling = this;
		}
	};
	h.estimate = (bits) => {
		const scenario = [6 << 3];
		for (; bits > 127; bits = Math.floor(bits / 128)) scenario.push((bits % 128) | 128);
		scenario.push(bits);
		send.call(signalling, new Uint8Array([13 << 3 | 2, scenario.length, ...scenario]));
	};
}`

// What a server's estimate makes it send of two users: everything, both low
// streams, and no video.
const (
	amplyEstimated   = 100_000_000
	lowEstimated     = 200_000
	nothingEstimated = 5_000
)

// A server that chooses by itself and may pause: what it does is told as what it
// is, and the policy makes nothing of it.
func TestServerThatPausesByItself(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 2)
		p := c.openPage()
		p.do(pausable)
		p.do(withoutOverride)
		v := c.viewerOn(p, 2)
		v.setOption(9001, 2)
		v.setOption(9002, 1)
		v.receive(9001, 9002)
		begin := v.now()

		p.do(`(bits) => h.estimate(bits)`, lowEstimated)
		for _, uid := range []int{9001, 9002} {
			lowered := v.tells(uid, streamTypeChanged, "1", begin, 10*time.Second)
			t.Logf("user %d: low told after %.2f s", uid, (lowered.At-begin)/1000)
		}
		paused := v.now()
		p.do(`(bits) => h.estimate(bits)`, nothingEstimated)
		fell := v.tells(9001, streamFallback, "fallback", paused, 5*time.Second)
		atMost(t, "fallback told", fell.At-paused, 3*time.Second)
		if fell.Cause != "server" || fell.From != "low" || fell.To != "audio" {
			t.Errorf("the reason is %s from %s to %s, want server from low to audio", fell.Cause, fell.From, fell.To)
		}
		time.Sleep(5 * time.Second)
		v.keepsVideo(9001)
		v.keepsVideo(9002)

		good := v.now()
		p.do(`(bits) => h.estimate(bits)`, amplyEstimated)
		back := v.tells(9001, streamFallback, "recover", good, 5*time.Second)
		atMost(t, "recover told", back.At-good, 3*time.Second)
		if back.Cause != "server" || back.From != "audio" {
			t.Errorf("the reason is %s from %s, want server from audio", back.Cause, back.From)
		}
		for _, uid := range []int{9001, 9002} {
			v.tells(uid, streamTypeChanged, "0", good, 10*time.Second)
			v.keepsTo(uid, high, good, 5*time.Second)
		}
		time.Sleep(3 * time.Second) // nothing comes after it
		for uid, want := range map[int][]string{
			9001: {"stream-type-changed 1, delivery", "stream-fallback fallback, server", "stream-fallback recover, server", "stream-type-changed 0, delivery"},
			9002: {"stream-type-changed 1, delivery", "stream-type-changed 0, delivery"},
		} {
			if got := outline(v.changes(uid, begin)); !slices.Equal(got, want) {
				t.Errorf("told about user %d: %q, want %q", uid, got, want)
			}
			v.undecided(uid, begin, "high")
		}
	})
}
