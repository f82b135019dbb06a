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
	await[bool](v, what, within, `(on) => {
		const videos = [...h.connections].flatMap((pc) => pc.localDescription?.sdp.split("m=video").slice(1) ?? []);
		return videos.length > 0 && videos.every((video) => /^a=rtcp-fb:\d+ nack\r$/m.test(video) === on);
	}`, on)
}
