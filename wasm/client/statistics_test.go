package client

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// arrivedTrack and localTrack are tracks without media.
type arrivedTrack struct {
	peer.RemoteTrack
	mid string
}

func (t arrivedTrack) MID() string { return t.mid }

type localTrack struct {
	peer.LocalTrack
	kind api.MediaKind
}

func (t localTrack) Kind() api.MediaKind { return t.kind }

// object is a part of the statistics' text.
type object = map[string]any

// tellAll tells the statistics and reads their text.
func tellAll(t *testing.T, c *Client, r *recorder, now time.Time, received, sent *stats.Report) map[string]object {
	t.Helper()
	c.tellStatistics(now, received, sent)
	var got map[string]object
	if err := json.Unmarshal([]byte(r.statistics), &got); err != nil {
		t.Fatalf("%v in %s", err, r.statistics)
	}
	return got
}

// tell is the same, by parts.
func tell(t *testing.T, c *Client, r *recorder, now time.Time, received, sent *stats.Report) (rtc, localAudio, localVideo, remoteAudio, remoteVideo object) {
	t.Helper()
	got := tellAll(t, c, r, now, received, sent)
	return got["rtc"], got["localAudio"], got["localVideo"], got["remoteAudio"], got["remoteVideo"]
}

func TestStatisticsOfUsers(t *testing.T) {
	r := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC, Codec: "vp8"}, r)
	now := time.Now()
	c.statistics.begin(now)
	user := func(identity string, subscriptions map[api.MediaKind]*subscription, muted bool) {
		c.users.users = append(c.users.users, &remote{
			identity: identity, subscriptions: subscriptions,
			tracks: []*wire.TrackInfo{{SID: "TR_a", Type: wire.TrackAudio}, {SID: "TR_v", Type: wire.TrackVideo, Muted: muted}},
		})
	}
	video := func(mid string) *subscription { return &subscription{sid: "TR_v", track: arrivedTrack{mid: mid}} }
	user("both", map[api.MediaKind]*subscription{
		api.Audio: {sid: "TR_a", track: arrivedTrack{mid: "0"}}, api.Video: video("3"),
	}, false)
	user("muted", map[api.MediaKind]*subscription{api.Video: video("4")}, true)
	user("waiting", map[api.MediaKind]*subscription{api.Audio: {sid: "TR_a"}}, false)
	user("odd", map[api.MediaKind]*subscription{api.Video: video("x")}, false)
	user("none", nil, false)

	report := func(n float64) *stats.Report {
		r := &stats.Report{Transport: stats.Transport{RTTMs: 20}}
		for _, mid := range []int{0, 3, 4} {
			r.Inbound = append(r.Inbound, stats.Inbound{MID: mid, TimestampMs: 1000 * n, BytesReceived: 1000 * float64(mid+1) * n, FrameHeight: 360})
		}
		return r
	}
	tell(t, c, r, now.Add(time.Second), report(1), nil)
	rtc, localAudio, localVideo, audio, video2 := tell(t, c, r, now.Add(2*time.Second), report(2), nil)
	if rtc["Duration"] != 2. || rtc["UserCount"] != 6. || rtc["RTT"] != 20. || rtc["RecvBitrate"] != 80_000. {
		t.Errorf("rtc %v", rtc)
	}
	if _, any := localVideo["codecType"]; any || localAudio["sendBytes"] != 0. {
		t.Errorf("nothing is published, and told are %v %v", localAudio, localVideo)
	}
	if len(audio) != 4 || len(video2) != 4 {
		t.Errorf("users %v %v", audio, video2)
	}
	for _, c := range []struct {
		what    string
		of      object
		user    string
		bitrate float64
		seconds float64
	}{
		{"audio", audio, "both", 8000, 1}, {"video", video2, "both", 32_000, 1},
		{"audio", audio, "muted", 0, 0}, {"video", video2, "muted", 40_000, 0},
		{"audio", audio, "waiting", 0, 0}, {"video", video2, "waiting", 0, 0}, {"video", video2, "odd", 0, 0},
	} {
		of, _ := c.of[c.user].(object)
		if of["receiveBitrate"] != c.bitrate || of["totalDuration"] != c.seconds {
			t.Errorf("%s of %s: %v", c.what, c.user, of)
		}
	}
}

func TestStatisticsOfPublications(t *testing.T) {
	for codec, want := range map[string]string{"vp8": "VP8", "h264": "H264"} {
		r := newRecorder(t, "anna")
		c := New(Env{}, Config{Mode: ModeRTC, Codec: codec}, r)
		c.statistics.begin(time.Now())
		c.publications = []*publication{
			{track: &Track{Local: localTrack{kind: api.Audio}}},
			{
				track: &Track{Local: localTrack{kind: api.Video}, Width: 640, Height: 360, Framerate: 15},
				plan: simulcast.Plan{Encodings: []api.Encoding{
					{RID: simulcast.LowRID, MaxBitrate: 50_000}, {RID: simulcast.HighRID, MaxBitrate: 400_000},
				}},
			},
		}
		sent := &stats.Report{
			Transport: stats.Transport{RTTMs: math.NaN(), AvailableOutgoingKbps: 900},
			Outbound: []stats.Outbound{
				{MID: 0, Kind: api.Audio, BytesSent: 7, AudioLevel: 1},
				{MID: 1, Kind: api.Video, RID: "q", BytesSent: 8}, {MID: 1, Kind: api.Video, RID: "h", BytesSent: 9},
			},
		}
		rtc, audio, video, _, _ := tell(t, c, r, time.Now(), nil, sent)
		if rtc["SendBytes"] != 24. || rtc["OutgoingAvailableBandwidth"] != 900. || rtc["RTT"] != 0. || rtc["UserCount"] != 1. {
			t.Errorf("rtc %v", rtc)
		}
		if audio["codecType"] != "opus" || audio["sendBytes"] != 7. || audio["sendVolumeLevel"] != 32767. {
			t.Errorf("audio %v", audio)
		}
		if video["codecType"] != want || video["sendBytes"] != 9. || video["captureResolutionWidth"] != 640. ||
			video["captureResolutionHeight"] != 360. || video["captureFrameRate"] != 15. || video["targetSendBitrate"] != 400_000. {
			t.Errorf("video %v", video)
		}
	}
}

// TestStatisticsOnServer reads what real media gives.
func TestStatisticsOnServer(t *testing.T) {
	anna, ben := joined(t, t.Name(), "anna"), joined(t, t.Name(), "ben")
	anna.dualStream(true)
	anna.publish(camera(t), microphone(t))
	ben.subscribe(anna, api.Video)
	ben.subscribe(anna, api.Audio)
	anna.shows("what is sent", func(told map[string]object) bool {
		video, audio, rtc := told["localVideo"], told["localAudio"], told["rtc"]
		return above(video, 20_000, "sendBitrate") && above(video, 5, "sendFrameRate") && above(video, 160, "sendResolutionWidth") &&
			above(video, 1, "totalDuration") && above(audio, 10, "sendPackets") && above(rtc, 20_000, "SendBitrate") &&
			above(rtc, 0, "Duration") && rtc["UserCount"] == 2.
	})
	ben.shows("what is received", func(told map[string]object) bool {
		video, _ := told["remoteVideo"]["anna"].(object)
		audio, _ := told["remoteAudio"]["anna"].(object)
		return above(video, 20_000, "receiveBitrate") && above(video, 5, "receiveFrameRate", "decodeFrameRate") &&
			above(video, 1, "totalDuration") && above(video, 160, "receiveResolutionWidth") &&
			above(audio, 10, "receivePackets") && above(audio, 0, "receiveBitrate") && audio["codecType"] == "opus" &&
			above(told["rtc"], 20_000, "RecvBitrate", "RecvBytes")
	})
	ben.must("unsubscribe", ben.do(func(done func(error)) { ben.Unsubscribe("anna", api.Video, done) }))
	ben.must("unsubscribe", ben.do(func(done func(error)) { ben.Unsubscribe("anna", api.Audio, done) }))
	ben.shows("nobody any more", func(told map[string]object) bool {
		return len(told["remoteVideo"]) == 0 && len(told["remoteAudio"]) == 0 && told["remoteVideo"] != nil
	})
}

// above tells whether all of these numbers are above a bound.
func above(of object, bound float64, names ...string) bool {
	for _, name := range names {
		if x, ok := of[name].(float64); !ok || x <= bound {
			return false
		}
	}
	return true
}

// shows waits until the statistics show something.
func (m *member) shows(what string, holds func(told map[string]object) bool) {
	m.t.Helper()
	var text string
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		m.mu.Lock()
		text = m.recorder.statistics
		m.mu.Unlock()
		var told map[string]object
		if text != "" && json.Unmarshal([]byte(text), &told) == nil && holds(told) {
			return
		}
	}
	m.t.Fatalf("%s: the statistics do not show %s: %s", m.identity, what, text)
}
