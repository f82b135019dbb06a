package e2e

import "time"

// repairs waits until the viewer's connections ask for lost packets of video
// again, or do not: their own descriptions have the lines that say so, or not.
func (v *viewer) repairs(on bool, within time.Duration) {
	v.t.Helper()
	what := "lost packets are not asked for"
	if on {
		what = "lost packets are asked for again"
	}
	await[bool](v, what, within, `(on) => [...h.connections].every((pc) =>
		/^a=rtcp-fb:\d+ nack\r$/m.test(pc.localDescription?.sdp.split("m=video")[1] ?? "a=rtcp-fb:1 nack\r") === on)`, on)
}
