package stats

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dualstream/wasm/api"
)

// The documented fields of each object, but for codecType and publishDuration.
var documented = map[string]string{
	"rtc":         "Duration OutgoingAvailableBandwidth RTT RecvBitrate RecvBytes SendBitrate SendBytes UserCount",
	"localAudio":  "currentPacketLossRate sendBitrate sendBytes sendJitterMs sendPackets sendPacketsLost sendRttMs sendVolumeLevel",
	"localVideo":  "captureFrameRate captureResolutionHeight captureResolutionWidth currentPacketLossRate encodeDelay sendBitrate sendBytes sendFrameRate sendJitterMs sendPackets sendPacketsLost sendResolutionHeight sendResolutionWidth sendRttMs targetSendBitrate totalDuration totalFreezeTime",
	"remoteAudio": "currentPacketLossRate end2EndDelay freezeRate packetLossRate receiveBitrate receiveBytes receiveDelay receiveLevel receivePackets receivePacketsDiscarded receivePacketsLost totalDuration totalFreezeTime transportDelay",
	"remoteVideo": "currentPacketLossRate decodeFrameRate end2EndDelay freezeRate packetLossRate receiveBitrate receiveBytes receiveDelay receiveFrameRate receivePackets receivePacketsLost receiveResolutionHeight receiveResolutionWidth renderFrameRate totalDuration totalFreezeTime transportDelay",
	"network":     "downlinkNetworkQuality uplinkNetworkQuality",
}

// told is a text that was read again.
type told struct {
	RTC         map[string]float64        `json:"rtc"`
	LocalAudio  map[string]any            `json:"localAudio"`
	LocalVideo  map[string]any            `json:"localVideo"`
	RemoteAudio map[string]map[string]any `json:"remoteAudio"`
	RemoteVideo map[string]map[string]any `json:"remoteVideo"`
	Network     map[string]any            `json:"network"`
	// RemoteNetwork has the same users.
	RemoteNetwork map[string]map[string]any `json:"remoteNetwork"`
}

// Tell is what a client does once a second.
func (m *Meter) Tell(call *Call, received, sent *Report) string {
	m.Measure(call, received, sent)
	return m.Text(call)
}

// tester is what *testing.T and *rapid.T have in common.
type tester interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// read parses a text, and checks that every object has the documented fields
// and no other, and that each is a number that may be there.
func read(t tester, text string) told {
	t.Helper()
	var got told
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	rtc := map[string]any{}
	for name, x := range got.RTC {
		rtc[name] = x
	}
	check(t, "rtc", rtc)
	check(t, "localAudio", got.LocalAudio)
	check(t, "localVideo", got.LocalVideo)
	for _, object := range got.RemoteAudio {
		check(t, "remoteAudio", object)
	}
	for _, object := range got.RemoteVideo {
		check(t, "remoteVideo", object)
	}
	check(t, "network", got.Network)
	for _, object := range got.RemoteNetwork {
		check(t, "network", object)
	}
	if got.RemoteAudio == nil || got.RemoteVideo == nil || got.RemoteNetwork == nil {
		t.Errorf("no maps of users in %s", text)
	}
	return got
}

func check(t tester, what string, object map[string]any) {
	t.Helper()
	var names []string
	for name, value := range object {
		if name == "codecType" {
			if codec, ok := value.(string); !ok || codec == "" || what == "rtc" {
				t.Errorf("%s.codecType is %v", what, value)
			}
			continue
		}
		names = append(names, name)
		x, ok := value.(float64)
		if !ok || x < 0 {
			t.Errorf("%s.%s is %v", what, name, value)
		}
		if strings.HasSuffix(name, "Rate") && !strings.HasSuffix(name, "FrameRate") && x > 1 || strings.HasSuffix(name, "Level") && x > 32767 {
			t.Errorf("%s.%s is %v", what, name, x)
		}
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != documented[what] {
		t.Errorf("%s has\n%s, documented are\n%s", what, got, documented[what])
	}
}

// is compares the named numbers of an object.
func is(t *testing.T, what string, object, want map[string]any) {
	t.Helper()
	got := map[string]any{}
	for name := range want {
		got[name] = object[name]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

var nan = math.NaN()

// absentIn and absentOut are streams of which a browser says nothing.
func absentIn(mid int, kind api.MediaKind) Inbound {
	return Inbound{
		MID: mid, Kind: kind, TimestampMs: nan, BytesReceived: nan, HeaderBytesReceived: nan, PacketsReceived: nan,
		PacketsLost: nan, NackCount: nan, PLICount: nan, FramesDecoded: nan, FramesReceived: nan, FrameWidth: nan,
		FrameHeight: nan, FramesPerSecond: nan, TotalFreezesDuration: nan, ConcealedSamples: nan,
		SilentConcealedSamples: nan, TotalSamplesReceived: nan, AudioLevel: nan, Jitter: nan, JitterBufferDelay: nan,
		JitterBufferEmittedCount: nan, PacketsDiscarded: nan,
	}
}

func absentOut(mid int, kind api.MediaKind, rid string) Outbound {
	return Outbound{
		MID: mid, Kind: kind, RID: rid, TimestampMs: nan, BytesSent: nan, PacketsSent: nan, FramesEncoded: nan,
		FrameWidth: nan, FrameHeight: nan, FramesPerSecond: nan, TotalEncodeTime: nan, TargetKbps: nan,
		AudioLevel: nan, PacketsLost: nan, JitterSec: nan, RTTMs: nan,
		SourceFrames: nan, SourceWidth: nan, SourceHeight: nan,
	}
}

var absentTransport = Transport{
	RTTMs: nan, AvailableIncomingKbps: nan, AvailableOutgoingKbps: nan, BytesReceived: nan, BytesSent: nan,
}

// receiving is a report of one user's audio (section 0) and video (section 1)
// after n seconds of 40 and 800 kbps, 15 fps, 1 % of loss.
func receiving(n float64) *Report {
	audio, video := absentIn(0, api.Audio), absentIn(1, api.Video)
	audio.TimestampMs, video.TimestampMs = 5000+1000*n, 5000+1000*n
	audio.BytesReceived, audio.PacketsReceived, audio.PacketsLost = 5000*n, 50*n, -1
	audio.ConcealedSamples, audio.TotalSamplesReceived, audio.AudioLevel = 4800*n, 48000*n, 0.5
	audio.JitterBufferDelay, audio.JitterBufferEmittedCount = 0.06*48000*n, 48000*n
	audio.PacketsDiscarded, audio.SilentConcealedSamples, audio.Jitter = 2*n, 960*n, 0.012
	video.BytesReceived, video.PacketsReceived, video.PacketsLost = 100_000*n, 99*n, n
	video.FramesReceived, video.FramesDecoded, video.FramesPerSecond = 16*n, 15*n, 14.9
	video.FrameWidth, video.FrameHeight = 640, 360
	video.TotalFreezesDuration = 0.25 * n
	video.JitterBufferDelay, video.JitterBufferEmittedCount = 0.1*15*n, 15*n
	return &Report{
		TimestampMs: 5000 + 1000*n, Transport: Transport{RTTMs: 50, AvailableOutgoingKbps: 300},
		Inbound: []Inbound{audio, video},
	}
}

// sending is a report of audio, and of video in two layers, after n seconds of
// 40, 60 and 600 kbps.
func sending(n float64) *Report {
	audio, low, high := absentOut(0, api.Audio, ""), absentOut(1, api.Video, "q"), absentOut(1, api.Video, "h")
	for i, out := range []*Outbound{&audio, &low, &high} {
		out.TimestampMs = 9000 + 1000*n
		out.BytesSent = []float64{5000, 7500, 75_000}[i] * n
		out.PacketsSent, out.PacketsLost = float64(50+i)*n, float64(i)*n
		out.JitterSec, out.RTTMs = 0.004+0.001*float64(i), 30.4+float64(i)
	}
	audio.AudioLevel = 1
	high.FramesEncoded, high.FrameWidth, high.FrameHeight, high.FramesPerSecond = 30*n, 640, 360, 29.97
	high.TotalEncodeTime, high.TargetKbps = 0.12*n, 580
	high.SourceFrames, high.SourceWidth, high.SourceHeight = 25*n, 1920, 1080
	low.FramesEncoded, low.FrameWidth, low.FrameHeight, low.FramesPerSecond = 15*n, 160, 90, 15
	return &Report{
		TimestampMs: 9000 + 1000*n, Transport: Transport{RTTMs: 70, AvailableOutgoingKbps: 1234.5},
		Outbound: []Outbound{audio, low, high},
	}
}

func calling() *Call {
	return &Call{
		DurationSec: 61.4, Users: 2, SignalRTTMs: 90,
		Audio: Published{Codec: "opus"},
		Video: Published{Codec: "VP8", Width: 1280, Height: 720, Framerate: 30, TargetBps: 600_000},
		Remotes: []Remote{{
			Identity: "7",
			Audio:    Received{Track: "TR_a", MID: 0, Codec: "opus"},
			Video:    Received{Track: "TR_v", MID: 1},
		}},
	}
}

func TestTell(t *testing.T) {
	var m Meter
	read(t, m.Tell(calling(), receiving(1), sending(1)))
	got := read(t, m.Tell(calling(), receiving(2), sending(2)))
	if diff := cmp.Diff(map[string]float64{
		"Duration": 61, "UserCount": 2, "RTT": 50, "OutgoingAvailableBandwidth": 1234.5,
		"RecvBitrate": 840_000, "RecvBytes": 210_000, "SendBitrate": 700_000, "SendBytes": 175_000,
	}, got.RTC); diff != "" {
		t.Errorf("rtc (-want +got):\n%s", diff)
	}
	is(t, "local audio", got.LocalAudio, map[string]any{
		"codecType": "opus", "sendBitrate": 40_000., "sendBytes": 10_000., "sendPackets": 100.,
		"sendPacketsLost": 0., "sendVolumeLevel": 32767.,
		"sendJitterMs": 4., "sendRttMs": 30., "currentPacketLossRate": 0.,
	})
	is(t, "local video", got.LocalVideo, map[string]any{
		"codecType": "VP8", "sendBitrate": 600_000., "sendBytes": 150_000., "sendPackets": 104., "sendPacketsLost": 4.,
		"sendJitterMs": 6., "sendRttMs": 32., "currentPacketLossRate": 0.038,
		"sendFrameRate": 29.97, "sendResolutionWidth": 640., "sendResolutionHeight": 360.,
		"captureFrameRate": 25., "captureResolutionWidth": 1920., "captureResolutionHeight": 1080.,
		"encodeDelay": 4., "targetSendBitrate": 600_000., "totalDuration": 1., "totalFreezeTime": 0.,
	})
	is(t, "remote audio", got.RemoteAudio["7"], map[string]any{
		"codecType": "opus", "transportDelay": 25., "receiveDelay": 60., "end2EndDelay": 85.,
		"receiveBitrate": 40_000., "receiveBytes": 10_000., "receivePackets": 100., "receivePacketsLost": 0.,
		"packetLossRate": 0., "currentPacketLossRate": 0., "receiveLevel": 16384., "receivePacketsDiscarded": 4.,
		"totalDuration": 1., "totalFreezeTime": 0.1, "freezeRate": 0.1,
	})
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{
		"codecType": nil, "transportDelay": 25., "receiveDelay": 100., "end2EndDelay": 125.,
		"receiveBitrate": 800_000., "receiveBytes": 200_000., "receivePackets": 198., "receivePacketsLost": 2.,
		"packetLossRate": 0.01, "currentPacketLossRate": 0.01, "receiveFrameRate": 16., "decodeFrameRate": 14.9, "renderFrameRate": 14.9,
		"receiveResolutionWidth": 640., "receiveResolutionHeight": 360.,
		"totalDuration": 1., "totalFreezeTime": 0.25, "freezeRate": 0.25,
	})
}

func TestTellNothing(t *testing.T) {
	var m Meter
	call := &Call{Users: 1, SignalRTTMs: nan, DurationSec: nan, Remotes: []Remote{{Identity: `a"b` + "\x00"}}}
	for _, report := range []*Report{nil, {TimestampMs: nan, Transport: absentTransport}} {
		got := read(t, m.Tell(call, report, report))
		want := map[string]float64{
			"Duration": 0, "UserCount": 1, "RTT": 0, "OutgoingAvailableBandwidth": 0,
			"RecvBitrate": 0, "RecvBytes": 0, "SendBitrate": 0, "SendBytes": 0,
		}
		if !maps.Equal(got.RTC, want) {
			t.Errorf("rtc %v", got.RTC)
		}
		for what, object := range map[string]map[string]any{
			"local audio": got.LocalAudio, "local video": got.LocalVideo,
			"remote audio": got.RemoteAudio[`a"b`+"\x00"], "remote video": got.RemoteVideo[`a"b`+"\x00"],
		} {
			for name, x := range object {
				if x != 0. {
					t.Errorf("%s.%s is %v", what, name, x)
				}
			}
		}
	}
	got := read(t, m.Tell(&Call{}, nil, nil))
	if len(got.RemoteAudio) != 0 || len(got.RemoteVideo) != 0 {
		t.Errorf("users %v %v", got.RemoteAudio, got.RemoteVideo)
	}
}

// TestRoundTrip: the receiving transport's, else the sending one's, else the
// signalling's.
func TestRoundTrip(t *testing.T) {
	for _, c := range []struct{ received, sent, signalled, want float64 }{
		{50, 70, 90, 50}, {nan, 70, 90, 70}, {nan, nan, 90, 90}, {nan, nan, nan, 0}, {0, 70, 90, 0},
	} {
		var m Meter
		in, out := receiving(1), sending(1)
		in.Transport.RTTMs, out.Transport.RTTMs = c.received, c.sent
		call := calling()
		call.SignalRTTMs = c.signalled
		if got := read(t, m.Tell(call, in, out)).RTC["RTT"]; got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestOlderBrowser lacks what the other numbers can stand in for.
func TestOlderBrowser(t *testing.T) {
	var m Meter
	call := calling()
	call.Video.TargetBps = 0
	var got told
	for n := range 3 {
		in, out := receiving(float64(n+1)), sending(float64(n+1))
		for i := range in.Inbound {
			in.Inbound[i].FramesPerSecond, in.Inbound[i].FramesReceived, in.Inbound[i].TimestampMs = nan, nan, nan
		}
		for i := range out.Outbound {
			out.Outbound[i].FramesPerSecond, out.Outbound[i].TimestampMs = nan, nan
			out.Outbound[i].SourceFrames, out.Outbound[i].SourceWidth, out.Outbound[i].SourceHeight = nan, nan, nan
		}
		got = read(t, m.Tell(call, in, out))
	}
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{
		"receiveFrameRate": 15., "decodeFrameRate": 15., "renderFrameRate": 15., "receiveBitrate": 800_000.,
	})
	is(t, "local video", got.LocalVideo, map[string]any{
		"sendFrameRate": 30., "targetSendBitrate": 580_000., "sendBitrate": 600_000.,
		"captureFrameRate": 30., "captureResolutionWidth": 1280., "captureResolutionHeight": 720.,
	})
}

// TestStandstill: no frame comes, and Chromium leaves framesPerSecond away.
func TestStandstill(t *testing.T) {
	var m Meter
	m.Tell(calling(), receiving(1), sending(1))
	in, out := receiving(1), sending(1)
	for i := range in.Inbound {
		in.Inbound[i].TimestampMs += 1000
		in.Inbound[i].FramesPerSecond = nan
	}
	for i := range out.Outbound {
		out.Outbound[i].TimestampMs += 1000
		out.Outbound[i].FramesPerSecond = nan
	}
	got := read(t, m.Tell(calling(), in, out))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{
		"receiveFrameRate": 0., "decodeFrameRate": 0., "receiveBitrate": 0., "receiveDelay": 0., "receiveBytes": 100_000.,
	})
	is(t, "local video", got.LocalVideo, map[string]any{
		"sendFrameRate": 0., "sendBitrate": 0., "encodeDelay": 0., "totalDuration": 1., "totalFreezeTime": 1.,
	})
}

// TestSameReading: a reading that is given twice changes nothing.
func TestSameReading(t *testing.T) {
	var m Meter
	m.Tell(calling(), receiving(1), sending(1))
	want := m.Tell(calling(), receiving(2), sending(2))
	if got := m.Tell(calling(), receiving(2), sending(2)); got != want {
		t.Errorf("told\n%s, then\n%s", want, got)
	}
}

// TestReportsMissing: a reading that did not come is a gap, not a new call.
func TestReportsMissing(t *testing.T) {
	var m Meter
	m.Tell(calling(), receiving(1), sending(1))
	got := read(t, m.Tell(calling(), nil, nil))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"receiveBitrate": 0., "receiveBytes": 0.})
	if got.RTC["RecvBytes"] != 105_000 || got.RTC["RecvBitrate"] != 0 || got.RTC["RTT"] != 90 {
		t.Errorf("rtc %v", got.RTC)
	}
	got = read(t, m.Tell(calling(), receiving(3), sending(3)))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"receiveBitrate": 800_000., "totalDuration": 2.})
	if got.RTC["RecvBytes"] != 315_000 || got.RTC["SendBytes"] != 262_500 {
		t.Errorf("rtc %v", got.RTC)
	}
}

// TestCountersBegunAnew: after a reconnection all counters begin at 0; what was
// received in all does not.
func TestCountersBegunAnew(t *testing.T) {
	var m Meter
	m.Tell(calling(), receiving(9), sending(9))
	m.Tell(calling(), receiving(10), sending(10))
	again := func(n float64) *Report {
		in := receiving(n)
		for i := range in.Inbound {
			in.Inbound[i].TimestampMs += 20_000
		}
		return in
	}
	got := read(t, m.Tell(calling(), again(1), nil))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"receiveBitrate": 0., "receiveBytes": 100_000., "totalDuration": 1.})
	if got.RTC["RecvBytes"] != 1_155_000 || got.RTC["RecvBitrate"] != 0 {
		t.Errorf("rtc %v", got.RTC)
	}
	got = read(t, m.Tell(calling(), again(2), sending(1)))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"receiveBitrate": 800_000., "totalDuration": 2.})
	// The clock may begin anew as well.
	is(t, "local video", got.LocalVideo, map[string]any{"sendBitrate": 0., "sendBytes": 75_000., "totalDuration": 0.})
	if got.RTC["RecvBytes"] != 1_260_000 || got.RTC["SendBytes"] != 962_500 {
		t.Errorf("rtc %v", got.RTC)
	}
}

// TestSectionUsedAgain: the totals are of a track, not of its media section.
func TestSectionUsedAgain(t *testing.T) {
	var m Meter
	call := calling()
	for n := range 4 {
		m.Tell(call, receiving(float64(n)), nil)
	}
	call.Remotes[0].Video.Track = "TR_other"
	got := read(t, m.Tell(call, receiving(4), nil))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"totalDuration": 0., "totalFreezeTime": 0., "freezeRate": 0.})
	is(t, "remote audio", got.RemoteAudio["7"], map[string]any{"totalDuration": 4., "totalFreezeTime": 0.4})
	got = read(t, m.Tell(call, receiving(5), nil))
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"totalDuration": 1., "totalFreezeTime": 0.25, "freezeRate": 0.25})
}

// TestMuted: what is not sent does not freeze.
func TestMuted(t *testing.T) {
	var m Meter
	call := calling()
	m.Tell(call, receiving(1), sending(1))
	call.Remotes[0].Audio.Muted, call.Video.Muted = true, true
	m.Tell(call, receiving(2), sending(2))
	got := read(t, m.Tell(call, receiving(3), sending(3)))
	is(t, "remote audio", got.RemoteAudio["7"], map[string]any{"totalDuration": 0., "totalFreezeTime": 0.})
	is(t, "local video", got.LocalVideo, map[string]any{"totalDuration": 0., "totalFreezeTime": 0.})
	call.Remotes[0].Audio.Muted = false
	got = read(t, m.Tell(call, receiving(4), sending(4)))
	is(t, "remote audio", got.RemoteAudio["7"], map[string]any{"totalDuration": 1., "totalFreezeTime": 0.1})
}

// TestUnnamedStreams: where layers have no rid, or streams no section, each
// keeps its place among its like.
func TestUnnamedStreams(t *testing.T) {
	var m Meter
	var got told
	for n := range 2 {
		in, out := receiving(float64(n+1)), sending(float64(n+1))
		for i := range in.Inbound {
			in.Inbound[i].MID = -1
		}
		for i := range out.Outbound {
			out.Outbound[i].RID = ""
		}
		got = read(t, m.Tell(calling(), in, out))
	}
	if got.RTC["RecvBitrate"] != 840_000 || got.RTC["SendBitrate"] != 700_000 {
		t.Errorf("rtc %v", got.RTC)
	}
	is(t, "local video", got.LocalVideo, map[string]any{"sendBitrate": 600_000., "sendResolutionHeight": 360.})
	is(t, "remote video", got.RemoteVideo["7"], map[string]any{"receiveBytes": 0.})
}

// TestLowStreamAlone: what an uplink that carries no more sends is not taken for
// the high stream.
func TestLowStreamAlone(t *testing.T) {
	var m Meter
	call := calling()
	for n := range 2 {
		out := sending(float64(n + 1))
		out.Outbound = out.Outbound[:2]
		m.Tell(call, nil, out)
	}
	if call.Video.Seen != nil {
		t.Errorf("seen as %+v", call.Video.Seen)
	}
	is(t, "local video", read(t, m.Text(call)).LocalVideo, map[string]any{"sendBytes": 0., "sendBitrate": 0.})
}

// TestNotPublished: streams that go on for a moment are of nobody.
func TestNotPublished(t *testing.T) {
	var m Meter
	call := calling()
	call.Audio, call.Video = Published{}, Published{}
	got := read(t, m.Tell(call, nil, sending(1)))
	is(t, "local audio", got.LocalAudio, map[string]any{"codecType": nil, "sendBytes": 0.})
	is(t, "local video", got.LocalVideo, map[string]any{"codecType": nil, "sendBytes": 0.})
	if got.RTC["SendBytes"] != 87_500 {
		t.Errorf("rtc %v", got.RTC)
	}
}

// TestGarbage: whatever a browser gives, the text is well-formed, with all
// fields and no number that may not be there.
func TestGarbage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(
			rapid.Float64(), rapid.Float64Range(-10, 1e6),
			rapid.SampledFrom([]float64{nan, math.Inf(1), math.Inf(-1), 0, math.MaxFloat64, math.Copysign(0, -1)}),
		)
		draw := func() float64 { return number.Draw(t, "x") }
		kind := rapid.SampledFrom([]api.MediaKind{api.Audio, api.Video})
		mid := rapid.IntRange(-1, 3)
		report := func() *Report {
			if !rapid.Bool().Draw(t, "report") {
				return nil
			}
			r := &Report{TimestampMs: draw(), Transport: Transport{draw(), draw(), draw(), draw(), draw()}}
			for range rapid.IntRange(0, 4).Draw(t, "in") {
				r.Inbound = append(r.Inbound, Inbound{
					uncomparable{}, mid.Draw(t, "mid"), kind.Draw(t, "kind"), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(),
					draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(),
				})
			}
			for range rapid.IntRange(0, 4).Draw(t, "out") {
				r.Outbound = append(r.Outbound, Outbound{
					uncomparable{}, mid.Draw(t, "mid"), kind.Draw(t, "kind"), rapid.SampledFrom(RIDs).Draw(t, "rid"), draw(), draw(), draw(),
					draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(), draw(),
				})
			}
			return r
		}
		var m Meter
		for range 4 {
			call := &Call{
				DurationSec: draw(), Users: 1, SignalRTTMs: draw(), Audio: Published{Codec: "opus"},
				Video: Published{Codec: "H264", Width: draw(), Height: draw(), Framerate: draw(), TargetBps: draw()},
			}
			for range rapid.IntRange(0, 3).Draw(t, "users") {
				received := func() Received {
					return Received{
						Track: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "track"), MID: mid.Draw(t, "mid"),
						Muted: rapid.Bool().Draw(t, "muted"),
					}
				}
				call.Remotes = append(call.Remotes, Remote{Identity: rapid.String().Draw(t, "identity"), Audio: received(), Video: received()})
			}
			read(t, m.Tell(call, report(), report()))
		}
	})
}

// BenchmarkTell is a second of a call of 17 users.
func BenchmarkTell(b *testing.B) {
	call := calling()
	call.Remotes = nil
	in := receiving(1)
	in.Inbound = nil
	for i := range 17 {
		call.Remotes = append(call.Remotes, Remote{
			Identity: "user " + strconv.Itoa(i),
			Audio:    Received{Track: "a", MID: 2 * i, Codec: "opus"}, Video: Received{Track: "v", MID: 2*i + 1},
		})
		in.Inbound = append(in.Inbound, receiving(1).Inbound...)
		in.Inbound[2*i].MID, in.Inbound[2*i+1].MID = 2*i, 2*i+1
	}
	out := sending(1)
	var m Meter
	b.ReportAllocs()
	for b.Loop() {
		for i := range in.Inbound {
			in.Inbound[i].TimestampMs += 1003
			in.Inbound[i].BytesReceived += 12345
		}
		m.Tell(call, in, out)
	}
}
