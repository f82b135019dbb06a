package e2e

import (
	"slices"
	"testing"
	"time"
)

// A server that estimates by its own measurement: option 1 goes to low and back
// and option 2 to audio and back, within the same times as elsewhere.
func TestFallbackOnSendSideServer(t *testing.T) {
	t.Parallel()
	onServer(t, "sendside", 2*ofBots, func(c *call) {
		c.bots(9001, 1)
		lowers, falls := c.viewer(2), c.viewer(3)
		weak, weaker := fallTogether(lowers, falls)
		weak.hold(15 * time.Second)
		falls.keepsVideo(9001)
		good, better := weak.release(), weaker.release()

		atMost(t, "high decided", lowers.decides(9001, "high", good, 2*highWithin), highWithin)
		atMost(t, "high seen", lowers.keepsTo(9001, high, good, 10*time.Second), highWithin)
		back := falls.tells(9001, streamFallback, "recover", better, 2*recoveredWithin)
		atMost(t, "recover told", back.At-better, recoveredWithin)
		atMost(t, "high decided", falls.decides(9001, "high", better, 2*recoveredWithin), recoveredWithin)
		// What the server sends of it is limited by its own estimate, which is low
		// after a time without video, until its probes have raised it.
		atMost(t, "high seen", falls.keepsTo(9001, high, better, recoveredWithin), recoveredWithin)

		time.Sleep(3 * time.Second) // nothing comes after it
		want := []string{"stream-type-changed 1, congestion", "stream-type-changed 0, recovery"}
		if got := outline(lowers.changes(9001, weak.from)); !slices.Equal(got, want) {
			t.Errorf("told %q, want %q", got, want)
		}
	})
}

// fallTogether has two viewers of user 9001 on weak downlinks, one with option 1
// and one with option 2, and waits until the one has the low stream and the other
// audio alone.
func fallTogether(lowers, falls *viewer) (weak, weaker *squeeze) {
	t := lowers.t
	t.Helper()
	lowers.setOption(9001, 1)
	falls.setOption(9001, 2)
	lowers.receive(9001)
	falls.receive(9001)

	weak, weaker = lowers.squeeze(lowKbps), falls.squeeze(audioKbps)
	atMost(t, "low decided", lowers.decides(9001, "low", weak.from, 3*lowWithin), lowWithin)
	fell := falls.tells(9001, streamFallback, "fallback", weaker.from, 3*audioWithin)
	atMost(t, "fallback told", fell.At-weaker.from, audioWithin)
	if fell.Cause != "congestion" || fell.To != "audio" {
		t.Errorf("the reason is %s to %s, want congestion to audio", fell.Cause, fell.To)
	}
	return weak, weaker
}
