//go:build !js

package peer

import (
	"context"
	"math"
	"strconv"
	"time"

	streamstats "github.com/pion/interceptor/pkg/stats"
	"github.com/pion/webrtc/v3"

	"dualstream/wasm/api"
	"dualstream/wasm/stats"
)

// Stats is of Connection. What only a decoder or encoder knows is NaN, but for
// what can be estimated: frames that are whole count as decoded, and missing
// audio as concealed.
func (c *connection) Stats(ctx context.Context) (stats.Report, error) {
	if err := ready(ctx, c.closed); err != nil {
		return stats.Report{}, failed(api.UnexpectedError, err, "cannot read the statistics")
	}
	now := float64(time.Now().UnixMicro()) / 1000
	report := stats.Report{TimestampMs: now, Transport: c.transport()}
	senders, received := c.streams()
	for _, r := range received {
		report.Inbound = append(report.Inbound, c.inbound(r, now))
	}
	for _, s := range senders {
		for _, o := range s.outlets {
			report.Outbound = append(report.Outbound, c.outbound(s, o, now))
		}
	}
	return report, nil
}

func (c *connection) transport() stats.Transport {
	t := stats.Transport{
		RTTMs: math.NaN(), AvailableIncomingKbps: math.NaN(), AvailableOutgoingKbps: math.NaN(),
		BytesReceived: math.NaN(), BytesSent: math.NaN(),
	}
	// pion's reader of the pair races with the start of the transport.
	if c.pc.ConnectionState() == webrtc.PeerConnectionStateConnected {
		pair, ok := c.pc.SCTP().Transport().ICETransport().GetSelectedCandidatePairStats()
		if ok && pair.ResponsesReceived > 0 {
			t.RTTMs = pair.CurrentRoundTripTime * 1000
		}
	}
	for _, entry := range c.pc.GetStats() {
		if s, ok := entry.(webrtc.TransportStats); ok && s.ID == "iceTransport" {
			t.BytesReceived, t.BytesSent = float64(s.BytesReceived), float64(s.BytesSent)
		}
	}
	return t
}

func (c *connection) inbound(r *receivedStream, now float64) stats.Inbound {
	nan := math.NaN()
	in := stats.Inbound{
		MID: midNumber(r.mid), Kind: r.kind, TimestampMs: now,
		BytesReceived: nan, HeaderBytesReceived: nan, PacketsReceived: nan, PacketsLost: nan, Jitter: nan,
		PacketsDiscarded: nan, NackCount: nan, PLICount: nan,
		FramesDecoded: nan, FramesReceived: nan, FrameWidth: nan, FrameHeight: nan, FramesPerSecond: nan,
		TotalFreezesDuration: nan, ConcealedSamples: nan, SilentConcealedSamples: nan, TotalSamplesReceived: nan,
		AudioLevel: nan, JitterBufferDelay: nan, JitterBufferEmittedCount: nan,
	}
	if s := c.counters.Get(uint32(r.track.SSRC())); s != nil {
		got := s.InboundRTPStreamStats
		in.BytesReceived, in.HeaderBytesReceived = payload(got.BytesReceived, got.HeaderBytesReceived)
		in.PacketsReceived, in.PacketsLost = float64(got.PacketsReceived), float64(got.PacketsLost)
		in.Jitter = got.Jitter
		if r.kind == api.Video {
			in.NackCount, in.PLICount = float64(got.NACKCount), float64(got.PLICount)
		}
	}
	seen := r.seen()
	if r.kind == api.Audio {
		in.ConcealedSamples, in.TotalSamplesReceived = float64(seen.concealed), float64(seen.played)
		// What was lost may have been silence, but nobody knows.
		in.SilentConcealedSamples = 0
		return in
	}
	in.FramesReceived = float64(seen.frames)
	in.FrameWidth, in.FrameHeight = size(seen.width, seen.height)
	if seen.whole >= 0 {
		in.FramesDecoded = float64(seen.whole)
	}
	return in
}

func (c *connection) outbound(s *sender, o *outlet, now float64) stats.Outbound {
	nan := math.NaN()
	out := stats.Outbound{
		MID: midNumber(s.mid()), Kind: o.kind, RID: o.rid, TimestampMs: now,
		BytesSent: nan, PacketsSent: nan, FramesEncoded: nan, FrameWidth: nan, FrameHeight: nan,
		FramesPerSecond: nan, TotalEncodeTime: nan, TargetKbps: nan, AudioLevel: nan,
		SourceFrames: nan, SourceWidth: nan, SourceHeight: nan,
		PacketsLost: nan, JitterSec: nan, RTTMs: nan,
	}
	ssrc, frames, width, height := o.sent()
	if o.kind == api.Video {
		out.FramesEncoded = float64(frames)
		out.FrameWidth, out.FrameHeight = size(width, height)
	}
	if st := c.counters.Get(uint32(ssrc)); st != nil {
		out.BytesSent, _ = payload(st.OutboundRTPStreamStats.BytesSent, st.HeaderBytesSent)
		out.PacketsSent = float64(st.OutboundRTPStreamStats.PacketsSent)
		reported(&out, st.RemoteInboundRTPStreamStats)
	}
	return out
}

// reported takes over what the receiver reported, if it has.
func reported(out *stats.Outbound, remote streamstats.RemoteInboundRTPStreamStats) {
	if remote.PacketsReceived > 0 {
		out.PacketsLost, out.JitterSec = float64(remote.PacketsLost), remote.Jitter
	}
	if remote.RoundTripTimeMeasurements > 0 {
		out.RTTMs = remote.RoundTripTime.Seconds() * 1000
	}
}

// payload splits all bytes, as the interceptor counts them, into payload and
// headers, as webrtc-stats does.
func payload(all, headers uint64) (float64, float64) {
	return float64(all) - float64(headers), float64(headers)
}

// size is NaN until a key frame has been seen.
func size(width, height int) (float64, float64) {
	if width == 0 || height == 0 {
		return math.NaN(), math.NaN()
	}
	return float64(width), float64(height)
}

// midNumber is -1 for a mid that is no number.
func midNumber(mid string) int {
	n, err := strconv.Atoi(mid)
	if err != nil || n < 0 {
		return -1
	}
	return n
}
