package e2e

import (
	"slices"
	"testing"
	"time"
)

// The times within which the fallback must act, and those within which what it
// took must be back after the network is good again.
const (
	lowWithin       = 3 * time.Second
	audioWithin     = 4 * time.Second
	highWithin      = 30 * time.Second
	recoveredWithin = 40 * time.Second
)

// Weak downlinks: on the first the low stream fits beside the voice, on the
// second the voice alone.
const (
	lowKbps   = 170
	audioKbps = 70
)

// Option 1 on a downlink that carries the low stream: low within 3 s, and high
// again within 30 s of the network being good.
func TestFallbackToLowStream(t *testing.T) {
	onBothServers(t, ofCamera, func(c *call) {
		c.camera(1, true)
		c.viewer(2).fallsToLow(1)
	})
}

// fallsToLow has a viewer who has joined go through it.
func (v *viewer) fallsToLow(uid int) {
	v.t.Helper()
	v.setOption(uid, 1)
	v.receive(uid)
	before := v.counters(uid)

	weak := v.squeeze(lowKbps)
	atMost(v.t, "low decided", v.decides(uid, "low", weak.from, 3*lowWithin), lowWithin)
	v.t.Logf("low seen after %.2f s", v.sees(uid, low, weak.from, 15*time.Second)/1000)
	toLow := v.tells(uid, streamTypeChanged, "1", weak.from, 5*time.Second)
	v.explained(toLow, weak, "congestion", "high", "low")
	weak.hold(15 * time.Second)
	after := v.counters(uid)
	v.t.Logf("%.1f %% of the sound was concealed over the drop", concealed(before, after))

	good := weak.release()
	atMost(v.t, "high decided", v.decides(uid, "high", good, 2*highWithin), highWithin)
	atMost(v.t, "high seen", v.keepsTo(uid, high, good, 10*time.Second), highWithin)
	toHigh := v.tells(uid, streamTypeChanged, "0", good, 5*time.Second)
	atMost(v.t, "high told", toHigh.At-good, highWithin)
	v.explained(toHigh, weak, "recovery", "low", "high")

	time.Sleep(3 * time.Second) // nothing comes after it
	want := []string{"stream-type-changed 1, congestion", "stream-type-changed 0, recovery"}
	if got := outline(v.changes(uid, weak.from)); !slices.Equal(got, want) {
		v.t.Errorf("told %q, want %q", got, want)
	}
	v.replays()
}

// Option 2 on a downlink that carries the voice alone: audio only within 4 s
// with the voice kept and the user's video still there, and everything back
// within 40 s of the network being good.
func TestFallbackToAudio(t *testing.T) {
	onBothServers(t, ofCamera, func(c *call) {
		c.camera(1, true)
		c.viewer(2).fallsToAudio(1)
	})
}

// fallsToAudio has a viewer who has joined go through it.
func (v *viewer) fallsToAudio(uid int) {
	v.t.Helper()
	v.setOption(uid, 2)
	v.receive(uid)
	before := v.counters(uid)

	weak := v.squeeze(audioKbps)
	fell := v.tells(uid, streamFallback, "fallback", weak.from, 3*audioWithin)
	atMost(v.t, "fallback told", fell.At-weak.from, audioWithin)
	if fell.Cause != "congestion" || fell.To != "audio" {
		v.t.Errorf("the reason is %s to %s, want congestion to audio", fell.Cause, fell.To)
	}
	v.repairs(false, time.Second)
	v.repairs(true, 5*time.Second)
	weak.hold(10 * time.Second)
	middle := v.counters(uid)
	v.keepsVideo(uid)
	if told := get[[]bool](v.page, `(uid, since) => h.warnings(uid, since)`, uid, weak.from); !slices.Equal(told, []bool{true, false}) {
		v.t.Errorf("stream-fallback-warning told %v, want it raised before the fallback and lifted with it", told)
	}
	weak.hold(25 * time.Second)
	after := v.counters(uid)
	v.keepsVideo(uid)
	lost := concealed(before, after)
	v.t.Logf("%.1f %% of the sound was concealed over the drop, %.1f %% after its first 10 s", lost, concealed(middle, after))
	if !(lost <= 15) {
		v.t.Errorf("%.1f %% of the sound was concealed over the drop, want 15 %% at most", lost)
	}
	// 50 packets a second, but for what trials cost.
	seconds := (after.Audio.Timestamp - middle.Audio.Timestamp) / 1000
	if rate := (after.Audio.PacketsReceived - middle.Audio.PacketsReceived) / seconds; !(rate >= 40) {
		v.t.Errorf("%.1f packets of sound arrived a second, want 50", rate)
	}

	good := weak.release()
	back := v.tells(uid, streamFallback, "recover", good, 2*recoveredWithin)
	atMost(v.t, "recover told", back.At-good, recoveredWithin)
	atMost(v.t, "high decided", v.decides(uid, "high", good, 2*recoveredWithin), recoveredWithin)
	atMost(v.t, "high seen", v.keepsTo(uid, high, good, 10*time.Second), recoveredWithin)

	time.Sleep(3 * time.Second) // nothing comes after it
	var told []string
	for _, change := range v.changes(uid, weak.from) {
		if change.Name == streamFallback {
			told = append(told, change.What)
		}
	}
	if want := []string{"fallback", "recover"}; !slices.Equal(told, want) {
		v.t.Errorf("stream-fallback told %q, want %q", told, want)
	}
	v.keepsVideo(uid)
}

// keepsVideo checks that the user's video is there, though none may be
// arriving: published, the same object as from the start, with a picture.
func (v *viewer) keepsVideo(uid int) {
	v.t.Helper()
	v.do(`(uid) => {
		const user = h.client.remoteUsers.find((each) => each.uid === uid);
		if (!user?.hasVideo) throw new Error("hasVideo is " + user?.hasVideo);
		if (user.videoTrack !== h.seen.get(uid).video) throw new Error("videoTrack is another object");
		if (h.told("user-unpublished").length) throw new Error("user-unpublished was told");
		const contrast = h.contrast(uid);
		if (!(contrast > 5)) throw new Error("no picture is shown: its contrast is " + contrast);
	}`, uid)
}

// Option 0 decides nothing and tells nothing, whatever it does to the call.
func TestFallbackDisabled(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewer(2)
		v.setOption(9001, 0)
		v.receive(9001)
		weak := v.squeeze(lowKbps)
		weak.hold(20 * time.Second)
		v.quiet(9001, weak.from, "high")
		if dropped := v.relay.down().DroppedQueue - weak.down.DroppedQueue; dropped < 200 {
			c.t.Errorf("the network dropped %.0f packets: the high stream was not sent", dropped)
		}
		weak.release()
	})
}

// Under the ceiling of setRemoteVideoStreamType option 2 goes to audio and back
// to low, and no further.
func TestFallbackUnderCeiling(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewer(2)
		v.setOption(9001, 2)
		v.receive(9001)
		v.do(`(uid) => h.client.setRemoteVideoStreamType(uid, 1)`, 9001)
		asked := v.now()
		v.sees(9001, low, asked, switchTime)
		// A server that switches may flicker.
		time.Sleep(settling)
		ceiling := v.now()

		weak := v.squeeze(audioKbps)
		fell := v.tells(9001, streamFallback, "fallback", weak.from, 3*audioWithin)
		c.t.Logf("fallback told after %.2f s", (fell.At-weak.from)/1000)
		v.explained(fell, weak, "congestion", "low", "audio")
		weak.hold(10 * time.Second)
		good := weak.release()
		back := v.tells(9001, streamFallback, "recover", good, 2*recoveredWithin)
		atMost(c.t, "recover told", back.At-good, recoveredWithin)
		v.explained(back, weak, "recovery", "audio", "low")
		v.sees(9001, low, back.At, 5*time.Second)
		time.Sleep(10 * time.Second) // it stays there
		for _, s := range v.states(9001, ceiling) {
			if s.Level == "high" {
				c.t.Errorf("above the ceiling: %+v", s)
			}
		}
		// A server that begins a stream anew may flicker.
		c.t.Logf("the high stream was shown for %.0f ms", v.shownFor(9001, high, ceiling))
		if ms := v.shownFor(9001, high, ceiling); ms > 500 {
			c.t.Errorf("the high stream was shown for %.0f ms", ms)
		}
	})
}
