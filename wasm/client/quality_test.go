package client

import (
	"slices"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/quality"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// network reads the qualities from the newest statistics.
func network(t *testing.T, c *Client, r *recorder, received, sent *stats.Report) (up, down float64, remote object) {
	t.Helper()
	told := tellAll(t, c, r, time.Now(), received, sent)
	up, _ = told["network"]["uplinkNetworkQuality"].(float64)
	down, _ = told["network"]["downlinkNetworkQuality"].(float64)
	return up, down, told["remoteNetwork"]
}

func TestServersWordOnUsers(t *testing.T) {
	r := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC}, r)
	c.users.users = []*remote{
		{identity: "ben", sid: "PA_1", subscriptions: map[api.MediaKind]*subscription{api.Audio: {}}},
		{identity: "carl", sid: "PA_2", subscriptions: map[api.MediaKind]*subscription{api.Audio: {}}},
	}
	for said, want := range map[wire.ConnectionQuality]float64{
		wire.ConnectionExcellent: quality.Excellent, wire.ConnectionGood: quality.Good,
		wire.ConnectionPoor: quality.Poor, wire.ConnectionLost: quality.Down, 77: quality.Unknown,
	} {
		c.users.judge(&wire.ConnectionQualityUpdate{Updates: []*wire.ConnectionQualityInfo{
			{ParticipantSID: "PA_0", Quality: wire.ConnectionPoor}, {ParticipantSID: "PA_2", Quality: said},
		}})
		_, _, remote := network(t, c, r, nil, nil)
		for identity, want := range map[string]float64{"ben": quality.Unknown, "carl": want} {
			of, _ := remote[identity].(object)
			if of["uplinkNetworkQuality"] != want || of["downlinkNetworkQuality"] != want {
				t.Errorf("the server says %d: %s is %v, want %v", said, identity, of, want)
			}
		}
	}
}

// TestServersWordIsTaken: from its message.
func TestServersWordIsTaken(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.ben.sid = "PA_1"
	p.client.session.receive(&wire.SignalResponse{ConnectionQuality: &wire.ConnectionQualityUpdate{
		Updates: []*wire.ConnectionQualityInfo{{ParticipantSID: "PA_1", Quality: wire.ConnectionPoor}},
	}})
	if p.ben.quality != quality.Poor {
		t.Errorf("taken as %d", p.ben.quality)
	}
}

// TestGivenUpVideoShows: a video that does not come because of the downlink is
// no excellent downlink, however well the audio arrives.
func TestGivenUpVideoShows(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.pauses = &p.client.pauses
	p.sub.track = arrivedTrack{mid: "1"}
	p.ben.subscriptions[api.Audio] = &subscription{sid: "TR_a", track: arrivedTrack{mid: "0"}}
	p.ben.tracks = append(p.ben.tracks, &wire.TrackInfo{SID: "TR_a", Type: wire.TrackAudio})
	second := 0.
	downlink := func() float64 {
		second++
		_, down, _ := network(t, p.client, p.told, &stats.Report{
			Transport: stats.Transport{RTTMs: 20},
			Inbound: []stats.Inbound{
				{MID: 0, Kind: api.Audio, TimestampMs: 1000 * second, BytesReceived: 5000 * second, PacketsReceived: 50 * second},
				{MID: 1, Kind: api.Video, TimestampMs: 1000 * second, BytesReceived: 9000 * second, PacketsReceived: 90 * second},
			},
		}, nil)
		return down
	}
	downlink()
	if got := downlink(); got != quality.Excellent {
		t.Errorf("at first %v", got)
	}
	p.says(wire.StreamPaused)
	p.passes(2 * time.Second)
	if got := downlink(); got != quality.Poor {
		t.Errorf("while the server has the video paused %v", got)
	}
	p.says(wire.StreamActive)
	p.passes(time.Second)
	if got := downlink(); got != quality.Excellent {
		t.Errorf("after it %v", got)
	}
}

func TestExceptionsAreTold(t *testing.T) {
	r := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC, Codec: "vp8"}, r)
	c.identity = "anna"
	c.statistics.begin(time.Now())
	video := &publication{
		track: &Track{Local: localTrack{kind: api.Video}, Source: api.SourceCamera, Framerate: 15},
		plan: simulcast.Plan{Encodings: []api.Encoding{
			{RID: simulcast.LowRID, Active: true, MaxBitrate: 50_000}, {RID: simulcast.HighRID, Active: true, MaxBitrate: 400_000},
		}},
	}
	c.publications = []*publication{{track: &Track{Local: localTrack{kind: api.Audio}, BitrateMax: 40}}, video}
	second := 0.
	// sends lets seconds pass in which these bytes a second are sent of audio, of
	// the low stream and of the high one.
	bytes := [3]float64{}
	sends := func(seconds int, level, audio, low, high float64) {
		for range seconds {
			second++
			for i, grown := range []float64{audio, low, high} {
				bytes[i] += grown
			}
			c.tellStatistics(time.Now(), nil, &stats.Report{Outbound: []stats.Outbound{
				{MID: 0, Kind: api.Audio, TimestampMs: 1000 * second, BytesSent: bytes[0], AudioLevel: level},
				{MID: 1, Kind: api.Video, RID: "q", TimestampMs: 1000 * second, BytesSent: bytes[1], FramesPerSecond: 15, SourceFrames: 15 * second},
				{MID: 1, Kind: api.Video, RID: "h", TimestampMs: 1000 * second, BytesSent: bytes[2], FramesPerSecond: 15, SourceFrames: 15 * second},
			}})
		}
	}
	sends(11, 0.5, 5000, 6000, 50_000)
	sends(10, 0.5, 5000, 0, 50_000) // the low stream alone stands still
	if got := r.all("exception"); len(got) != 0 {
		t.Fatalf("told %q", got)
	}
	sends(5, 0, 5000, 6000, 0)
	video.muted = true
	sends(5, 0.5, 5000, 0, 0)
	video.muted = false
	sends(5, 0.5, 5000, 6000, 50_000)
	want := []string{"exception anna 1003", "exception anna 2001", "exception anna 4001", "exception anna 3003"}
	if got := r.all("exception"); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

// TestExceptionsOfASubscription: what is unsubscribed is forgotten.
func TestExceptionsOfASubscription(t *testing.T) {
	r := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC}, r)
	ben := &remote{identity: "ben", tracks: []*wire.TrackInfo{{SID: "TR_a", Type: wire.TrackAudio}}}
	c.users.users = []*remote{ben}
	second := 0.
	hears := func(seconds int, level float64) {
		ben.subscriptions = map[api.MediaKind]*subscription{api.Audio: {sid: "TR_a", track: arrivedTrack{mid: "0"}}}
		for range seconds {
			second++
			c.tellStatistics(time.Now(), &stats.Report{Inbound: []stats.Inbound{
				{MID: 0, Kind: api.Audio, TimestampMs: 1000 * second, BytesReceived: 5000 * second, AudioLevel: level},
			}}, nil)
		}
	}
	hears(6, 0)
	ben.subscriptions = nil
	c.tellStatistics(time.Now(), &stats.Report{}, nil)
	hears(10, 0.5)
	if got := r.all("exception"); !slices.Equal(got, []string{"exception ben 2002"}) {
		t.Errorf("told %q", got)
	}
	hears(10, 0)
	if got := r.all("exception"); len(got) != 2 || got[1] != "exception ben 2002" {
		t.Errorf("told %q", got)
	}
}

func TestMeantToBeSent(t *testing.T) {
	c := New(Env{}, Config{Mode: ModeRTC, Codec: "vp8"}, newRecorder(t, "anna"))
	audio := &publication{track: &Track{Local: localTrack{kind: api.Audio}, BitrateMax: 40}}
	more := &publication{track: &Track{Local: localTrack{kind: api.Audio}, BitrateMax: 24}}
	video := &publication{
		track: &Track{Local: localTrack{kind: api.Video}, Source: api.SourceScreen},
		plan: simulcast.Plan{Encodings: []api.Encoding{
			{RID: simulcast.LowRID, MaxBitrate: 50_000}, {RID: simulcast.HighRID, Active: true, MaxBitrate: 400_000},
		}},
	}
	c.publications = []*publication{audio, more, video}
	for _, x := range []struct {
		audio, more, video bool // muted
		low                bool // sent
		meant              float64
		muted              bool // all audio
	}{
		{meant: 464}, {low: true, meant: 514}, {low: true, video: true, meant: 64}, {audio: true, meant: 424}, {more: true, meant: 440},
		{audio: true, more: true, meant: 400, muted: true},
	} {
		audio.muted, more.muted, video.muted, video.plan.Encodings[0].Active = x.audio, x.more, x.video, x.low
		var call stats.Call
		c.describePublished(&call)
		if call.MeantKbps != x.meant || call.Audio.Muted != x.muted || call.Video.Muted != x.video || !call.Video.Screen {
			t.Errorf("%+v: %+v", x, call)
		}
	}
}
