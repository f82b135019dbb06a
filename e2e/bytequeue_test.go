package e2e

import (
	"net/http"
	"testing"
	"time"
)

// byBytes makes the downlink's queue count bytes: small packets, such as those
// of sound, slip into gaps that are too small for those of video.
func (r *relay) byBytes(kbps float64) {
	r.t.Helper()
	var answer any
	r.request(http.MethodPut, map[string]direction{
		"down": {RateKbps: kbps, QueueMs: 250, QueueBy: "bytes", DelayMs: delayMs},
	}, &answer)
}

// Option 1 behind a queue that spares the sound.
func TestFallbackBehindQueueOfBytes(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewer(2)
		v.setOption(9001, 1)
		v.receive(9001)

		weak := v.squeeze(lowKbps)
		v.relay.byBytes(lowKbps)
		atMost(t, "low decided", v.decides(9001, "low", weak.from, 3*lowWithin), lowWithin)
		v.explained(v.tells(9001, streamTypeChanged, "1", weak.from, 15*time.Second), weak, "congestion", "high", "low")
		weak.hold(12 * time.Second)
		good := weak.release()
		atMost(t, "high decided", v.decides(9001, "high", good, 2*highWithin), highWithin)
		atMost(t, "high seen", v.keepsTo(9001, high, good, 10*time.Second), highWithin)
	})
}
