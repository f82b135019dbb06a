package e2e

import (
	"testing"
	"time"
)

// Two users on one downlink: both are decided in the same step.
func TestFallbackOfTwoUsers(t *testing.T) {
	onBothServers(t, ofBots, func(c *call) {
		c.bots(9001, 2)
		v := c.viewer(2)
		v.receive(9001, 9002)
		weak := v.squeeze(300)
		for _, uid := range []int{9001, 9002} {
			atMost(c.t, "low decided", v.decides(uid, "low", weak.from, 3*lowWithin), lowWithin)
		}
		first, second := v.lowered(9001, weak.from), v.lowered(9002, weak.from)
		if first.Since == 0 || first.Since != second.Since {
			c.t.Errorf("decided at different times: %+v and %+v", first, second)
		}
		weak.hold(10 * time.Second)
		good := weak.release()
		for _, uid := range []int{9001, 9002} {
			high := v.decides(uid, "high", good, 2*recoveredWithin)
			c.t.Logf("user %d: high decided after %.2f s", uid, high/1000)
		}
	})
}

// On a downlink that carries one low stream beside two voices, it is that of the
// user of high priority, who came later.
func TestFallbackOfPriority(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		c.bots(9001, 3)
		v := c.viewer(2)
		for _, uid := range []int{9001, 9002, 9003} {
			v.setOption(uid, 2)
		}
		v.do(`(uid) => h.client.setRemoteUserPriority(uid, "high")`, 9002)
		v.receive(9001, 9002, 9003)
		weak := v.squeeze(oneOrTwoLowKbps)
		fell := await[float64](v, "a fallback of the others", 3*audioWithin, `(since) => {
			const fell = h.events.find(({ name, args, at }) =>
				name === "stream-fallback" && args[1] === "fallback" && args[0] !== 9002 && at >= since);
			return fell ? fell.at : null;
		}`, weak.from)
		atMost(c.t, "fallback told", fell-weak.from, audioWithin)
		weak.hold(10 * time.Second)
		weak.release()
		for _, s := range v.states(9002, weak.from) {
			if s.Level == "audio" {
				c.t.Errorf("the user of high priority lost its video: %+v", s)
			}
		}
	})
}

// oneOrTwoLowKbps carries three voices and one low stream, and never three.
const oneOrTwoLowKbps = 290

// lowered is the first state of a user since a moment that is below high.
func (v *viewer) lowered(uid int, since float64) state {
	v.t.Helper()
	for _, s := range v.states(uid, since) {
		if s.Level != "high" {
			return s
		}
	}
	v.t.Errorf("user %d stayed at high", uid)
	return state{}
}

// A publisher without dual stream: option 1 does nothing, option 2 goes from
// video to audio and back.
func TestFallbackOfASingleStream(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		c.camera(1, false)
		stays, falls := c.viewer(2), c.viewer(3)
		stays.setOption(1, 1)
		falls.setOption(1, 2)
		stays.receive(1)
		falls.receive(1)
		begun := falls.now()

		weak, alike := falls.squeeze(lowKbps), stays.squeeze(lowKbps)
		fell := falls.tells(1, streamFallback, "fallback", weak.from, 3*audioWithin)
		atMost(c.t, "fallback told", fell.At-weak.from, audioWithin)
		falls.explained(fell, weak, "congestion", "high", "audio")
		weak.hold(15 * time.Second)
		good := weak.release()
		alike.hold(20 * time.Second)
		stays.quiet(1, alike.from, "high")
		alike.release()

		back := falls.tells(1, streamFallback, "recover", good, 2*recoveredWithin)
		atMost(c.t, "recover told", back.At-good, recoveredWithin)
		falls.explained(back, weak, "recovery", "audio", "high")
		falls.sees(1, high, back.At-2000, 5*time.Second)
		for _, s := range falls.states(1, begun) {
			if s.Level == "low" {
				c.t.Errorf("a low stream was asked for: %+v", s)
			}
		}
	})
}

// A call on a network that nothing is done to, where users mute, unmute and join: nothing is
// decided.
func TestFallbackOfAGoodCall(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		c.bots(9001, 1)
		publisher := c.camera(1, true)
		v := c.viewer(2)
		v.relay.free()
		v.setOption(9001, 2)
		v.setOption(1, 2)
		v.receive(9001, 1)
		begin := v.now()
		end := time.Now().Add(30 * time.Second)

		publisher.do(`() => h.audio.setEnabled(false)`)
		time.Sleep(3 * time.Second)
		publisher.do(`() => h.video.setEnabled(false)`)
		time.Sleep(3 * time.Second)
		publisher.do(`() => h.audio.setEnabled(true)`)
		v.do(`async () => (await h.client.subscribe(await h.user(1, "audio"), "audio")).play()`)
		time.Sleep(2 * time.Second)
		publisher.do(`() => h.video.setEnabled(true)`)
		v.do(`() => h.receive(1)`)
		time.Sleep(4 * time.Second)
		c.bots(9002, 1)
		v.do(`() => h.receive(9002)`)
		time.Sleep(4 * time.Second)
		publisher.do(`() => Promise.all([h.audio.setEnabled(false), h.video.setEnabled(false)])`)
		time.Sleep(time.Until(end))
		v.quiet(9001, begin, "high")
		v.quiet(9002, begin, "high")
		// A camera that is opened again begins small, which is told.
		v.undecided(1, begin, "high")
		for _, change := range v.changes(1, begin) {
			if change.Name != streamTypeChanged || change.Cause != "delivery" {
				c.t.Errorf("told about user 1: %+v", change)
			}
		}
		if got := v.relay.down(); got.DroppedQueue > 0 || got.BytesOut < 1_000_000 {
			c.t.Errorf("the network let %.0f bytes through and dropped %.0f packets", got.BytesOut, got.DroppedQueue)
		}
	})
}
