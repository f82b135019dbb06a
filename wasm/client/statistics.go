package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// statistics is what the client keeps of the public statistics.
type statistics struct {
	joinedAt time.Time
	meter    stats.Meter
	call     stats.Call
}

// begin starts the statistics of a call.
func (s *statistics) begin(now time.Time) { *s = statistics{joinedAt: now} }

// tellStatistics tells the listener the public statistics, from the newest
// reports of the receiving and the sending connection; nil where there is none.
func (c *Client) tellStatistics(now time.Time, received, sent *stats.Report) {
	s := &c.statistics
	call := &s.call
	call.DurationSec = now.Sub(s.joinedAt).Seconds()
	call.Users = 1 + len(c.users.users)
	call.SignalRTTMs = notKnown
	if c.session != nil {
		call.SignalRTTMs = c.session.signal.RTTMs()
	}
	c.describePublished(call)
	call.Remotes = call.Remotes[:0]
	for _, u := range c.users.users {
		if len(u.subscriptions) == 0 {
			continue
		}
		call.Remotes = append(call.Remotes, stats.Remote{Identity: u.identity})
		remote := &call.Remotes[len(call.Remotes)-1]
		describeReceived(u, api.Audio, &remote.Audio)
		describeReceived(u, api.Video, &remote.Video)
	}
	c.listener.Statistics(s.meter.Tell(call, received, sent))
}

const (
	// audioCodec is what LiveKit carries audio in.
	audioCodec = "opus"
	// videoType is what stands before the codec in the MIME type of a video.
	videoType = "video/"
)

// describePublished fills in what is published; of audio, that it is.
func (c *Client) describePublished(call *stats.Call) {
	call.Audio, call.Video = stats.Published{}, stats.Published{}
	for _, p := range c.publications {
		t := p.track
		if t.kind() == api.Audio {
			call.Audio.Codec = audioCodec
			continue
		}
		v := &call.Video
		v.Codec = "VP8"
		if c.config.Codec == "h264" {
			v.Codec = "H264"
		}
		v.Muted = p.muted
		v.Width, v.Height, v.Framerate = float64(t.Width), float64(t.Height), t.Framerate
		for i := range p.plan.Encodings {
			if e := &p.plan.Encodings[i]; e.RID != simulcast.LowRID {
				v.TargetBps = float64(e.MaxBitrate)
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
