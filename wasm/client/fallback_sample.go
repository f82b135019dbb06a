package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/stats"
)

// gather fills the sample from the newest reading.
func (d *downlink) gather(now time.Time) {
	s := &d.sample
	s.NowMs = milliseconds(now)
	s.RTTMs, s.EstimateKbps = notKnown, notKnown
	if d.report != nil {
		s.RTTMs, s.EstimateKbps = d.report.Transport.RTTMs, d.report.Transport.AvailableIncomingKbps
	}
	s.Trains = append(s.Trains[:0], d.client.trains.take()...)
	s.Users = s.Users[:0]
	for _, u := range d.client.users.users {
		if len(u.subscriptions) == 0 {
			continue
		}
		s.Users = append(s.Users, fallback.User{Identity: u.identity})
		d.describe(u, &s.Users[len(s.Users)-1])
	}
}

// describe fills in what is known of a user.
func (d *downlink) describe(u *remote, user *fallback.User) {
	user.Option, user.Ceiling = d.option(u.identity), d.wish(u.identity)
	user.Priority, user.SendsTrains = d.priorities[u.identity], d.client.trains.supported(u)
	d.count(u, u.subscriptions[api.Audio], &user.Audio)
	sub := u.subscriptions[api.Video]
	d.count(u, sub, &user.Video)
	if sub == nil {
		return // the policy keeps what it knows of the video
	}
	info := u.track(sub.sid)
	if info == nil {
		return
	}
	low := parseLow(u.attributes)
	layers := layersOf(u, info)
	user.HasLow = len(layers) > 1 && (low.sent || !low.told && !sub.watch.single)
	for i := range layers {
		kbps := float64(layers[i].Bitrate) / 1000
		user.HighKbps = max(user.HighKbps, kbps)
		if i == 0 || kbps < user.LowKbps {
			user.LowKbps = kbps
		}
	}
}

// count fills in the counters of a subscription.
func (d *downlink) count(u *remote, sub *subscription, to *fallback.Stream) {
	in, found := d.inbound(sub)
	to.TimestampMs = notKnown
	to.BytesReceived, to.HeaderBytesReceived = notKnown, notKnown
	to.PacketsReceived, to.PacketsLost, to.NackCount = notKnown, notKnown, notKnown
	to.FramesDecoded, to.FrameHeight = notKnown, notKnown
	to.ConcealedSamples, to.SilentConcealedSamples, to.TotalSamplesReceived = notKnown, notKnown, notKnown
	if sub == nil || sub.track == nil {
		return
	}
	info := u.track(sub.sid)
	to.Expected = info != nil && !info.Muted && !d.client.pauses.withheld(u, sub)
	if !found {
		return
	}
	to.TimestampMs = in.TimestampMs
	to.BytesReceived, to.HeaderBytesReceived = in.BytesReceived, in.HeaderBytesReceived
	to.PacketsReceived, to.PacketsLost, to.NackCount = in.PacketsReceived, in.PacketsLost, in.NackCount
	to.FramesDecoded, to.FrameHeight = in.FramesDecoded, in.FrameHeight
	to.ConcealedSamples, to.SilentConcealedSamples, to.TotalSamplesReceived = in.ConcealedSamples, in.SilentConcealedSamples, in.TotalSamplesReceived
}

// inbound finds the newest counters of a subscription's media.
func (d *downlink) inbound(sub *subscription) (in stats.Inbound, found bool) {
	if sub == nil || sub.track == nil || d.report == nil {
		return in, false
	}
	mid, ok := number(sub.track.MID())
	if !ok {
		return in, false
	}
	return d.report.FindInbound(mid)
}
