//go:build !js

package peer_test

import (
	"testing"

	"dualstream/wasm/peer"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/stats"
)

// TestEstimates: what has no decoder tells what a policy needs all the same.
func TestEstimates(t *testing.T) {
	p := newPair(t, peer.Config{VideoCodec: "vp8"})
	add(t, p.from, peertest.NewAudio(t))
	add(t, p.from, peertest.NewVideo(t), single...)
	p.negotiate()
	p.until("audio is played", p.to, func(r stats.Report) bool {
		in, ok := r.FindInbound(0)
		return ok && in.TotalSamplesReceived == in.PacketsReceived*960 && in.PacketsReceived > 20 &&
			in.ConcealedSamples == 0 && in.SilentConcealedSamples == 0 && in.HeaderBytesReceived > 0
	})
	p.until("video is decoded", p.to, func(r stats.Report) bool {
		in, ok := r.FindInbound(1)
		// The last frame may be on its way.
		return ok && in.FramesDecoded > 10 && in.FramesReceived-in.FramesDecoded <= 1 && in.PacketsLost == 0 && in.NackCount == 0
	})
	p.until("the round trip is known", p.to, func(r stats.Report) bool { return r.Transport.RTTMs >= 0 })
}
