package e2e

import (
	"testing"
	"time"
)

// players is what plays of a user whose volume is asked for: the picture, the sound,
// the element that gives the sound to Web Audio, and Web Audio.
const players = 4

// silent waits until so many of those that are to play do not.
func (p *page) silent(count int) {
	p.t.Helper()
	p.do(`(count) => h.until("silent: " + count, 5000, () => system.silent() === count)`, count)
}

// moves checks that new frames are shown.
func (v *viewer) moves(uid int) {
	v.t.Helper()
	await[bool](v, "new frames", 5*time.Second, `(uid, since) => h.seen.get(uid).frames.at(-1)?.at > since`, uid, v.now())
}

// A browser that plays no sound before a gesture: it is told in all three ways,
// the muted video plays at once, and the sound from the gesture on.
func TestSafariAutoplay(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		b := waitsForAGesture(t)
		c.bots(9001, 2)
		p := openSafariIn(t, b, iOS17)
		p.w = c.w
		p.do(`() => {` + viewerHelpers + `}`)
		p.do(refusals)
		v := c.viewerOn(p, 2)
		v.do(`() => h.receive(9001)`)
		v.silent(1)
		v.refused(1)
		v.moves(9001)
		v.click()
		v.silent(0)
		// From then on the page may play.
		v.do(`() => h.receive(9002)`)
		v.moves(9002)
		v.silent(0)
		v.refused(1)
	})
}

// Another app comes before the browser and pauses all that plays: when the page is
// seen again it plays, with no gesture, and nothing was told.
func TestSafariInTheBackground(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewerOn(c.openSafari(iOS17), 2)
		v.do(refusals)
		v.receive(9001)
		v.do(`() => { h.seen.get(9001).audio.getVolumeLevel(); }`) // Web Audio takes part
		v.silent(0)
		for range 2 {
			hidden := v.now()
			v.do(`() => system.hide()`)
			v.silent(players)
			time.Sleep(2 * time.Second)
			v.silent(players)
			v.do(`() => system.show()`)
			v.silent(0)
			v.moves(9001)
			v.quiet(9001, hidden, "high")
		}
		v.refused(0)
	})
}

// Something else takes the sound while the page stays visible: that is told as
// refused playback, and a gesture brings back picture and sound.
func TestSafariInterrupted(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewerOn(c.openSafari(iOS17), 2)
		v.do(refusals)
		v.receive(9001)
		v.do(`() => { h.seen.get(9001).audio.getVolumeLevel(); }`)
		v.silent(0)
		v.do(`() => system.interrupt()`)
		v.silent(players)
		time.Sleep(time.Second)
		told := get[int](v.page, `() => h.refused.event`)
		if told == 0 {
			t.Error("nothing was told")
		}
		v.refused(told)
		v.click()
		time.Sleep(time.Second)
		v.silent(players)
		v.do(`() => system.give()`)
		v.click()
		v.silent(0)
		v.moves(9001)
		v.refused(told)
	})
}
