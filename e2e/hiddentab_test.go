package e2e

import (
	"context"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// asHidden slows the page's timers down to what a hidden page gets: once a
// second, on the second. The browser of the tests is started with its own
// throttling off, and lifts it from pages that are heard.
const asHidden = `() => {
	const later = window.setTimeout;
	window.setTimeout = (f, ms = 0, ...args) => {
		const due = Math.ceil((performance.now() + Number(ms)) / 1000) * 1000;
		return later(f, due - performance.now(), ...args);
	};
}`

// countReadings has the page count how often a connection's statistics are read.
const countReadings = `() => {
	const read = RTCPeerConnection.prototype.getStats;
	const readings = new Map();
	h.readings = () => Math.max(...readings.values());
	RTCPeerConnection.prototype.getStats = function (...args) {
		readings.set(this, (readings.get(this) ?? 0) + 1);
		return read.apply(this, args);
	};
}`

// readsSlowly begins to count the readings of the statistics. What it returns
// checks that there were no more since than in a page that is slow.
func (v *viewer) readsSlowly() func() {
	v.t.Helper()
	before, began := get[int](v.page, `() => h.readings()`), v.now()
	return func() {
		v.t.Helper()
		rate := 1000 * float64(get[int](v.page, `() => h.readings()`)-before) / (v.now() - began)
		v.t.Logf("the statistics were read %.2f times a second", rate)
		if rate > 2 {
			v.t.Errorf("the statistics were read %.2f times a second: the page is not slow", rate)
		}
	}
}

// A hidden page reads its statistics once a second, and when a packet train has
// come, and falls in time all the same.
func TestFallbackInHiddenPage(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		p := c.openPage()
		p.do(asHidden)
		p.do(countReadings)
		v := c.viewerOn(p, 2)
		v.setOption(9001, 1)
		v.receive(9001)

		slow := v.readsSlowly()
		weak := v.squeeze(lowKbps)
		atMost(t, "low decided", v.decides(9001, "low", weak.from, 3*lowWithin), lowWithin)
		weak.hold(10 * time.Second)
		slow()
		good := weak.release()
		atMost(t, "high decided", v.decides(9001, "high", good, 2*highWithin), highWithin)
		atMost(t, "high seen", v.keepsTo(9001, high, good, 10*time.Second), highWithin)
	})
}

// The same in a tab that is hidden, in a browser that slows such tabs down. It
// plays no sound, which would keep it awake.
func TestFallbackInHiddenTab(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		b, err := browser.Start(context.Background(), browser.Options{Throttled: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(b.Close)
		c.bots(9001, 1)
		p := openIn(t, b, c.w.site.URL+"/script.html")
		p.w = c.w
		p.do(`() => {` + viewerHelpers + `}`)
		p.do(countReadings)
		v := c.viewerOn(p, 2)
		v.setOption(9001, 1)
		v.do(`async () => {
			await h.view(9001);
			h.seen.set(9001, { video: h.track, frames: h.frames, states: [] });
		}`)
		v.shows(high[0], high[1], 10*time.Second)
		if err := p.Cover(); err != nil {
			t.Fatal(err)
		}
		await[bool](v, "the page to be hidden", 5*time.Second, `() => document.hidden`)
		v.do(`async () => {
			for (let slow = 0, tries = 0; slow < 3; tries++) {
				const from = performance.now();
				await h.sleep(50);
				slow = performance.now() - from > 700 ? slow + 1 : 0;
				if (tries === 200) throw new Error("its timers are not slow");
			}
		}`)

		slow := v.readsSlowly()
		weak := v.squeeze(lowKbps)
		// It is noted once a second.
		atMost(t, "low decided", v.decides(9001, "low", weak.from, 3*lowWithin), lowWithin+time.Second)
		v.tells(9001, streamTypeChanged, "1", weak.from, 10*time.Second)
		weak.hold(8 * time.Second)
		slow()
		good := weak.release()
		atMost(t, "high decided", v.decides(9001, "high", good, 2*highWithin), highWithin)
		v.tells(9001, streamTypeChanged, "0", good, highWithin)
	})
}
