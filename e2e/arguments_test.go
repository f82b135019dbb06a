package e2e

import (
	"testing"
)

// refusal is a call that must be refused.
type refusal struct {
	// call is an expression of the page; it may use c, a client.
	call string
	code string
	// says is what the text must hold beside: the offending value.
	says string
}

// Calls that are documented to throw do so at once, not by a promise.
func TestArgumentsOfSynchronousCalls(t *testing.T) {
	t.Parallel()
	p := open(t, "/script.html")
	p.do(`() => {
		h.make();
		const canvas = document.createElement("canvas");
		canvas.getContext("2d");
		[h.picture] = canvas.captureStream().getVideoTracks();
		[h.sound] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
		h.custom = AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: h.picture });
	}`)
	for _, r := range []refusal{
		{`AgoraRTC.createClient({ mode: "meeting", codec: "vp8" })`, "INVALID_PARAMS", "meeting"},
		{`AgoraRTC.createClient({ mode: "rtc", codec: "vp7" })`, "INVALID_PARAMS", "vp7"},
		{`AgoraRTC.createClient({ mode: "live", codec: "vp8", role: "guest" })`, "INVALID_PARAMS", "guest"},
		{`AgoraRTC.createClient({ mode: "rtc", codec: "vp8", serverUrl: "ftp://x" })`, "INVALID_PARAMS", "ftp://x"},
		{`AgoraRTC.createClient({ mode: "rtc", codec: "vp8", serverUrl: 5 })`, "INVALID_PARAMS", "5"},
		{`AgoraRTC.createClient("rtc")`, "INVALID_PARAMS", "rtc"},
		{`AgoraRTC.createClient(null)`, "INVALID_PARAMS", "null"},
		{`AgoraRTC.createClient({})`, "INVALID_PARAMS", "undefined"},

		{`AgoraRTC.createCustomVideoTrack()`, "INVALID_PARAMS", "undefined"},
		{`AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: 5 })`, "INVALID_PARAMS", "5"},
		{`AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: h.sound })`, "INVALID_PARAMS", "of video"},
		{`AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: h.picture, bitrateMax: -3 })`, "INVALID_PARAMS", "-3"},
		{`AgoraRTC.createCustomAudioTrack()`, "INVALID_PARAMS", "undefined"},
		{`AgoraRTC.createCustomAudioTrack({ mediaStreamTrack: h.picture })`, "INVALID_PARAMS", "of audio"},
		{`AgoraRTC.setLogLevel(7)`, "INVALID_PARAMS", "7"},
		{`AgoraRTC.setLogLevel("1")`, "INVALID_PARAMS", "1"},
		{`AgoraRTC.setLogLevel(NaN)`, "INVALID_PARAMS", "NaN"},
		{`AgoraRTC.setParameter("SERVER_URL", 5)`, "INVALID_PARAMS", "5"},

		{`c.setLowStreamParameter()`, "INVALID_PARAMS", "undefined"},
		{`c.setLowStreamParameter(null)`, "INVALID_PARAMS", "null"},
		{`c.setLowStreamParameter(160)`, "INVALID_PARAMS", "160"},
		{`c.setLowStreamParameter({ width: 0 })`, "INVALID_PARAMS", "0"},
		{`c.setLowStreamParameter({ width: 10001 })`, "INVALID_PARAMS", "10001"},
		{`c.setLowStreamParameter({ height: 1.5 })`, "INVALID_PARAMS", "1.5"},
		{`c.setLowStreamParameter({ height: "120" })`, "INVALID_PARAMS", "120"},
		{`c.setLowStreamParameter({ framerate: NaN })`, "INVALID_PARAMS", "NaN"},
		{`c.setLowStreamParameter({ framerate: Infinity })`, "INVALID_PARAMS", "Infinity"},
		{`c.setLowStreamParameter({ bitrate: -50 })`, "INVALID_PARAMS", "-50"},
		{`c.setLowStreamParameter({ width: { ideal: 0 } })`, "INVALID_PARAMS", "0"},
		{`c.setLowStreamParameter({ bitrate: 50, width: 160, height: null })`, "INVALID_PARAMS", "null"},

		{`h.custom.play()`, "INVALID_PARAMS", "undefined"},
		{`h.custom.play(5)`, "INVALID_PARAMS", "5"},
		{`h.custom.play("player", { fit: "stretch" })`, "INVALID_PARAMS", "stretch"},
	} {
		p.refuses(r.code, []string{r.says}, `() => {
			const c = h.client;
			`+r.call+`;
			throw new Error("it did not throw");
		}`)
	}
	// What was refused has changed nothing.
	p.do(`() => { h.client.setLowStreamParameter({ width: 160, height: 120, framerate: { ideal: 15 }, bitrate: 50 }); }`)
}

func TestArgumentsOfTracks(t *testing.T) {
	t.Parallel()
	p := open(t, "/script.html")
	for _, r := range []refusal{
		{`AgoraRTC.createCameraVideoTrack(5)`, "INVALID_PARAMS", "5"},
		{`AgoraRTC.createCameraVideoTrack({ encoderConfig: "9000p" })`, "INVALID_PARAMS", "9000p"},
		{`AgoraRTC.createCameraVideoTrack({ encoderConfig: { width: "wide" } })`, "INVALID_PARAMS", "wide"},
		{`AgoraRTC.createCameraVideoTrack({ facingMode: "up" })`, "INVALID_PARAMS", "up"},
		{`AgoraRTC.createCameraVideoTrack({ optimizationMode: "speed" })`, "INVALID_PARAMS", "speed"},
		{`AgoraRTC.createCameraVideoTrack({ cameraId: 3 })`, "INVALID_PARAMS", "3"},
		{`AgoraRTC.createMicrophoneAudioTrack({ encoderConfig: "loud" })`, "INVALID_PARAMS", "loud"},
		{`AgoraRTC.createMicrophoneAudioTrack({ AEC: "yes" })`, "INVALID_PARAMS", "yes"},
		{`AgoraRTC.createMicrophoneAndCameraTracks({}, { encoderConfig: "9000p" })`, "INVALID_PARAMS", "9000p"},
		{`AgoraRTC.createScreenVideoTrack({ encoderConfig: "360p" })`, "INVALID_PARAMS", "360p"},
		{`AgoraRTC.createScreenVideoTrack({}, "maybe")`, "INVALID_PARAMS", "maybe"},
		{`AgoraRTC.createCameraVideoTrack({ cameraId: "nothing has this id" })`, "MEDIA_OPTION_INVALID", ""},
	} {
		p.refuses(r.code, []string{r.says}, `async () => { await `+r.call+`; }`)
	}
}

func TestArgumentsBeforeJoining(t *testing.T) {
	t.Parallel()
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	long := `"x".repeat(65)`
	for _, r := range []refusal{
		{`c.join()`, "INVALID_PARAMS", "undefined"},
		{`c.join(5, "room", null)`, "INVALID_PARAMS", "5"},
		{`c.join(s, "", null)`, "INVALID_PARAMS", "channel"},
		{`c.join(s, "a/b", null)`, "INVALID_PARAMS", "a/b"},
		{`c.join(s, ` + long + `, null)`, "INVALID_PARAMS", "xxxx"},
		{`c.join(s, 5, null)`, "INVALID_PARAMS", "5"},
		{`c.join(s, "room")`, "INVALID_PARAMS", "undefined"},
		{`c.join(s, "room", 5)`, "INVALID_PARAMS", "5"},
		{`c.join(s, "room", null, -1)`, "INVALID_PARAMS", "-1"},
		{`c.join(s, "room", null, 1.5)`, "INVALID_PARAMS", "1.5"},
		{`c.join(s, "room", null, NaN)`, "INVALID_PARAMS", "NaN"},
		{`c.join(s, "room", null, 2 ** 32)`, "INVALID_PARAMS", "4294967296"},
		{`c.join(s, "room", null, "")`, "INVALID_PARAMS", ""},
		{`c.join(s, "room", null, "é")`, "INVALID_PARAMS", "é"},
		{`c.join(s, "room", null, "x".repeat(256))`, "INVALID_PARAMS", "xxxx"},
		{`c.join(s, "room", null, {})`, "INVALID_PARAMS", "uid"},
		{`c.join(s, "room", null, true)`, "INVALID_PARAMS", "true"},

		{`c.publish(track)`, "INVALID_OPERATION", ""},
		{`c.subscribe(1, "video")`, "INVALID_OPERATION", ""},
		{`c.setRemoteVideoStreamType(1, 1)`, "WS_ABORT", ""},
		{`c.setRemoteVideoStreamType(1, 2)`, "INVALID_PARAMS", "2"},
		{`c.setClientRole("king")`, "INVALID_PARAMS", "king"},
		{`c.setClientRole("audience")`, "INVALID_OPERATION", "rtc"},
	} {
		p.refuses(r.code, []string{r.says}, `async (s) => {
			const c = h.client;
			const track = await AgoraRTC.createCameraVideoTrack();
			try {
				await `+r.call+`;
			} finally {
				track.close();
			}
		}`, p.w.server)
	}
	if state := get[string](p, `() => h.client.connectionState`); state != "DISCONNECTED" {
		t.Errorf("the client is %s", state)
	}
}

func TestArgumentsWhileJoined(t *testing.T) {
	t.Parallel()
	publisher, viewer := pair(t, true)
	for _, r := range []refusal{
		{`c.subscribe(c.remoteUsers[0], "smell")`, "INVALID_PARAMS", "smell"},
		{`c.subscribe(c.remoteUsers[0])`, "INVALID_PARAMS", "undefined"},
		{`c.subscribe(c.remoteUsers[0], "audio")`, "REMOTE_USER_IS_NOT_PUBLISHED", "1"},
		{`c.subscribe({ uid: 1, hasVideo: true }, "video")`, "INVALID_REMOTE_USER", "1"},
		{`c.subscribe(999, "video")`, "INVALID_REMOTE_USER", "999"},
		{`c.subscribe(undefined, "video")`, "INVALID_REMOTE_USER", "undefined"},
		{`c.subscribe(NaN, "video")`, "INVALID_REMOTE_USER", "NaN"},
		{`c.unsubscribe(c.remoteUsers[0], "smell")`, "INVALID_PARAMS", "smell"},
		{`c.unsubscribe(999)`, "INVALID_REMOTE_USER", "999"},
		{`c.setRemoteVideoStreamType(1, 2)`, "INVALID_PARAMS", "2"},
		{`c.setRemoteVideoStreamType(1, "0")`, "INVALID_PARAMS", "0"},
		{`c.setRemoteVideoStreamType(1)`, "INVALID_PARAMS", "undefined"},
		{`c.setRemoteVideoStreamType(1, true)`, "INVALID_PARAMS", "true"},
		{`c.setRemoteVideoStreamType(undefined, 1)`, "INVALID_PARAMS", "undefined"},
		{`c.setRemoteVideoStreamType(null, 1)`, "INVALID_PARAMS", "null"},
		{`c.setRemoteVideoStreamType({}, 1)`, "INVALID_PARAMS", ""},
		{`c.setRemoteVideoStreamType(NaN, 1)`, "INVALID_PARAMS", "NaN"},
		{`c.setRemoteVideoStreamType(-1, 1)`, "INVALID_PARAMS", "-1"},
		{`c.setRemoteVideoStreamType(1.5, 1)`, "INVALID_PARAMS", "1.5"},
		{`c.setRemoteVideoStreamType("", 1)`, "INVALID_PARAMS", ""},
		{`c.setRemoteVideoStreamType({ getId: () => NaN }, 1)`, "INVALID_PARAMS", "NaN"},
	} {
		viewer.refuses(r.code, []string{r.says}, `async () => { const c = h.client; await `+r.call+`; }`)
	}
	for _, r := range []refusal{
		{`c.publish()`, "INVALID_PARAMS", "undefined"},
		{`c.publish([])`, "INVALID_PARAMS", ""},
		{`c.publish({})`, "INVALID_PARAMS", ""},
		{`c.publish([h.video, null])`, "INVALID_PARAMS", "null"},
		{`c.publish(await AgoraRTC.createCameraVideoTrack())`, "CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS", ""},
		{`c.publish(await AgoraRTC.createMicrophoneAudioTrack().then((t) => (t.close(), t)))`, "INVALID_LOCAL_TRACK", ""},
		{`c.publish(await AgoraRTC.createMicrophoneAudioTrack().then(async (t) => (await t.setEnabled(false), t)))`, "TRACK_IS_DISABLED", ""},
		{`c.unpublish({})`, "INVALID_PARAMS", ""},
		{`h.video.setEnabled("yes")`, "INVALID_PARAMS", "yes"},
	} {
		publisher.refuses(r.code, []string{r.says}, `async () => { const c = h.client; await `+r.call+`; }`)
	}
	// The call goes on as before.
	publisher.do(`() => h.client.publish(h.video)`)
	viewer.do(`() => h.client.setRemoteVideoStreamType(12345, 1)`)
	viewer.shows(640, 360, switchTime)
}
