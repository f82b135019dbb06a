package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/quality"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// statistics is what the client keeps of the public statistics.
type statistics struct {
	joinedAt time.Time
	meter    stats.Meter
	network  quality.Network
	watch    quality.Watch
	call     stats.Call
}

// begin starts the statistics of a call.
func (s *statistics) begin(now time.Time) { *s = statistics{joinedAt: now} }

// tellStatistics tells the listener the public statistics, from the newest
// reports of the receiving and the sending connection, nil where there is none,
// and what exceptions they show.
func (c *Client) tellStatistics(now time.Time, received, sent *stats.Report) {
	s := &c.statistics
	call := &s.call
	call.DurationSec = now.Sub(s.joinedAt).Seconds()
	call.Users = 1 + len(c.users.users)
	call.SignalRTTMs = notKnown
	late := false
	if c.session != nil {
		call.SignalRTTMs, late = c.session.signal.RTTMs()
	}
	c.describePublished(call)
	call.Remotes = call.Remotes[:0]
	for _, u := range c.users.users {
		if len(u.subscriptions) == 0 {
			u.watch = quality.Watch{}
			continue
		}
		call.Remotes = append(call.Remotes, stats.Remote{Identity: u.identity, Quality: u.quality})
		remote := &call.Remotes[len(call.Remotes)-1]
		describeReceived(u, api.Audio, &remote.Audio)
		describeReceived(u, api.Video, &remote.Video)
		if sub := u.subscriptions[api.Video]; sub != nil {
			remote.Video.Wanted = api.Level(c.downlink.wish(u.identity))
			remote.Video.Level = c.downlink.level(u.identity)
			if c.pauses.lasting(sub) {
				remote.Video.Level = api.LevelAudio
			}
		}
	}
	s.meter.Measure(call, received, sent)
	s.network.Judge(call, late)
	c.listener.Statistics(s.meter.Text(call))
	c.tellExceptions(c.identity, &s.watch, quality.Sent(call))
	for i := range call.Remotes {
		of := &call.Remotes[i]
		c.tellExceptions(of.Identity, &c.users.find(of.Identity).watch, quality.Received(of))
	}
}

// tellExceptions tells what a second shows of a user.
func (c *Client) tellExceptions(identity string, watch *quality.Watch, v quality.Verdicts) {
	for i := range v {
		if code := watch.Step(i, v[i]); code != 0 {
			c.listener.Exception(identity, code)
		}
	}
}

const (
	// audioCodec is what LiveKit carries audio in.
	audioCodec = "opus"
	// videoType is what stands before the codec in the MIME type of a video.
	videoType = "video/"
)

// describePublished fills in what is published. The audio is muted where all of
// it is.
func (c *Client) describePublished(call *stats.Call) {
	audio, v := &call.Audio, &call.Video
	*audio, *v = stats.Published{Muted: true}, stats.Published{}
	call.MeantKbps = 0
	for _, p := range c.publications {
		t := p.track
		if t.kind() == api.Audio {
			audio.Codec = audioCodec
			audio.Muted = audio.Muted && p.muted
			if !p.muted {
				call.MeantKbps += float64(t.BitrateMax)
			}
			continue
		}
		v.Codec = "VP8"
		if c.config.Codec == "h264" {
			v.Codec = "H264"
		}
		v.Muted, v.Screen = p.muted, t.Source == api.SourceScreen
		v.GivenUp, v.Both = c.fault != "", c.check.Sound()
		v.Width, v.Height, v.Framerate = float64(t.Width), float64(t.Height), t.Framerate
		for i := range p.plan.Encodings {
			e := &p.plan.Encodings[i]
			bps := float64(e.MaxBitrate)
			if e.RID != simulcast.LowRID {
				v.TargetBps = bps
			}
			if e.Active && !p.muted {
				call.MeantKbps += bps / 1000
			}
		}
	}
}

// describeReceived fills in where a subscription's media arrives; nothing if it
// has not arrived yet.
func describeReceived(u *remote, kind api.MediaKind, to *stats.Received) {
	sub := u.subscriptions[kind]
	if sub == nil || sub.track == nil {
		return
	}
	mid, ok := number(sub.track.MID())
	if !ok {
		return
	}
	to.Track, to.MID = sub.sid, mid
	info := u.track(sub.sid)
	to.Muted = info == nil || info.Muted
	switch {
	case kind == api.Audio:
		to.Codec = audioCodec
	case info != nil && len(info.MimeType) > len(videoType):
		to.Codec = info.MimeType[len(videoType):]
	}
}
