package client

import "dualstream/wasm/signal/wire"

// ampleBandwidth is more than any viewer's downlink carries, in bits per second.
const ampleBandwidth = 100_000_000

// decideHere keeps the server from choosing streams by its own estimate of this
// viewer's downlink, which does not spare the audio and which takes a new
// viewer to the low stream for no reason that a page could see: what was asked
// for is what is sent. LiveKit has no setting for one participant; it takes
// this message at any time (livekit_rtc.proto, SimulateScenario). A server that
// refuses it goes on choosing, and the events tell what arrives all the same.
//
// The server takes it into account when it shares out the downlink among all
// streams, not when one stream's settings change: while its estimate says that
// the downlink is congested, a stream that is asked for anew gets what would fit
// that estimate, and since an estimate that is replaced is never probed, it stays
// so. The message shares out anew. So it is sent again where a stream does not
// come (see insistence).
func (s *session) decideHere() {
	s.send(&wire.SignalRequest{Simulate: &wire.SimulateScenario{SubscriberBandwidth: ampleBandwidth}})
}
