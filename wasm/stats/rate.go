package stats

import "math"

// ReceivedKbps is the rate of the media received between two readings of one
// stream, in kbps over the stream's own timestamps, RTP headers not counted.
// It is NaN where there is none: a number is absent, the counter has started
// anew, or no time has passed.
func ReceivedKbps(before, now *Inbound) float64 {
	return perSecond(before.BytesReceived, now.BytesReceived, before.TimestampMs, now.TimestampMs) * 8 / 1000
}

// DecodedFPS is the rate of the frames decoded between two readings of one
// stream, in frames per second; NaN as for ReceivedKbps. Unlike
// FramesPerSecond it is 0 for a stream that stands still.
func DecodedFPS(before, now *Inbound) float64 {
	return perSecond(before.FramesDecoded, now.FramesDecoded, before.TimestampMs, now.TimestampMs)
}

// FindInbound gives the received stream of a media section.
func (r Report) FindInbound(mid int) (Inbound, bool) {
	for i := range r.Inbound {
		if r.Inbound[i].MID == mid {
			return r.Inbound[i], true
		}
	}
	return Inbound{}, false
}

// FindOutbound gives the encoding of that rid sent in a media section.
func (r Report) FindOutbound(mid int, rid string) (Outbound, bool) {
	for i := range r.Outbound {
		if out := &r.Outbound[i]; out.MID == mid && out.RID == rid {
			return *out, true
		}
	}
	return Outbound{}, false
}

// perSecond is the growth of a counter a second. Readings a hair apart would
// give rates without bound, so what is not finite is NaN too.
func perSecond(before, now, beforeMs, nowMs float64) float64 {
	grown, passed := now-before, nowMs-beforeMs
	// Written so that NaN fails each comparison.
	if !(grown >= 0) || !(passed > 0) {
		return math.NaN()
	}
	rate := grown / passed * 1000
	if math.IsInf(rate*8, 0) {
		return math.NaN()
	}
	return rate
}
