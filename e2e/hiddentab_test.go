package e2e

import (
	"testing"
	"time"
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
	const read = RTCPeerConnection.prototype.getStats;
	const readings = new Map();
	h.readings = () => Math.max(...readings.values());
	RTCPeerConnection.prototype.getStats = function (...args) {
		readings.set(this, (readings.get(this) ?? 0) + 1);
		return read.apply(this, args);
	};
}`

// A hidden page reads its statistics once a second, and when a packet train has
// come, and falls in time all the same.
func TestFallbackInHiddenPage(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		p := c.openPage()
		p.do(asHidden)
		v := c.viewerOn(p, 2)
		v.setOption(9001, 1)
		v.receive(9001)

		before, began := get[int](p, `() => h.readings()`), v.now()
		weak := v.squeeze(lowKbps)
		atMost(t, "low decided", v.decides(9001, "low", weak.from, 3*lowWithin), lowWithin)
		weak.hold(10 * time.Second)
		rate := 1000 * float64(get[int](p, `() => h.readings()`)-before) / (v.now() - began)
		t.Logf("the statistics were read %.2f times a second", rate)
		if rate > 2 {
			t.Errorf("the statistics were read %.2f times a second: the page is not slow", rate)
		}
		good := weak.release()
		atMost(t, "high decided", v.decides(9001, "high", good, 2*highWithin), highWithin)
		atMost(t, "high seen", v.keepsTo(9001, high, good, 10*time.Second), highWithin)
	})
}
