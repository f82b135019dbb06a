package e2e

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// openWithCameras opens a page in a browser of its own, with so many cameras that
// can do more sizes than the film of the others.
func openWithCameras(t *testing.T, cost, count int) *page {
	t.Helper()
	w := beside(t, cost)
	b, err := browser.Start(context.Background(), browser.Options{
		Flags: map[string]string{"use-fake-device-for-media-stream": fmt.Sprintf("fps=30,device-count=%d", count)},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return openIn(t, b, w.site.URL+"/script.html")
}

// publishCamera publishes a camera of 640x480 with dual stream on, and has a
// viewer watch it.
func publishCamera(t *testing.T) (publisher, viewer *page) {
	t.Helper()
	name := channel(t)
	publisher, viewer = openWithCameras(t, ofCamera, 3), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.do(`async () => {
		await h.client.enableDualStream();
		h.video = await AgoraRTC.createCameraVideoTrack({ encoderConfig: "480p_1" });
		await h.client.publish(h.video);
	}`)
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})
	viewer.view(name, 2, 1)
	viewer.shows(640, 480, 5*time.Second)
	return publisher, viewer
}

// bounds are the bitrates that are set of what is sent, by rid, in kbps.
func (p *page) bounds() map[string]float64 {
	p.t.Helper()
	return get[map[string]float64](p, `() => {
		const found = {};
		for (const pc of h.connections) {
			for (const sender of pc.getSenders()) {
				if (sender.track?.kind !== "video") continue;
				for (const e of sender.getParameters().encodings) if (e.active) found[e.rid ?? ""] = e.maxBitrate / 1000;
			}
		}
		return found;
	}`)
}

// switches asks for a stream of user 1, and waits until it is seen and told.
func (p *page) switches(stream int, size [2]int) {
	p.t.Helper()
	p.steady(size)
	before := len(p.told("stream-type-changed"))
	p.do(`(stream) => h.client.setRemoteVideoStreamType(1, stream)`, stream)
	p.shows(size[0], size[1], 5*time.Second)
	p.do(`(stream, before) => h.until("stream-type-changed", 5000, () =>
		h.told("stream-type-changed").slice(before).some(([, type, reason]) => type === stream && reason.cause === "request"))`, stream, before)
}

// unseen checks that a viewer saw no more of a change than other pictures, and was
// told of no stream but those that were asked for, and those that the server chose
// and the viewer was shown: while the publisher's browser has no uplink for both
// there is the low one alone.
func (p *page) unseen(asked int) {
	p.t.Helper()
	if gone := p.told("user-unpublished"); len(gone) != 0 {
		p.t.Errorf("user-unpublished: %v", gone)
	}
	counts := get[struct{ Asked, Untrue int }](p, `() => {
		const told = h.events.filter(({ name }) => name === "stream-type-changed");
		const asked = told.filter(({ args: [, , reason] }) => reason.cause === "request");
		const shown = ({ at, args: [, , reason] }) =>
			h.frames.some((frame) => frame.at > at - 3000 && frame.at < at && frame.width === reason.width && frame.height === reason.height);
		return { asked: asked.length, untrue: told.filter((event) => !asked.includes(event) && !shown(event)).length };
	}`)
	if counts.Asked != asked || counts.Untrue != 0 {
		p.t.Errorf("%d stream-type-changed were told of what was asked for, want %d, and %d of what was not shown: %v",
			counts.Asked, asked, counts.Untrue, p.told("stream-type-changed"))
	}
}

func TestEncoderConfigurationWhilePublishing(t *testing.T) {
	publisher, viewer := publishCamera(t)
	for _, c := range []struct {
		preset     string
		high, low  [2]int
		kbps       float64
		seesTheLow bool
	}{
		{"720p_1", [2]int{1280, 720}, [2]int{160, 90}, 1130, true},
		{"480p_2", [2]int{640, 480}, [2]int{160, 120}, 1000, true},
		{"360p_1", [2]int{640, 360}, [2]int{160, 90}, 400, false},
	} {
		publisher.do(`(preset) => h.video.setEncoderConfiguration(preset)`, c.preset)
		publisher.sends(sizes{"q": c.low, "h": c.high})
		bounds := publisher.bounds()
		if bounds["h"] != c.kbps || bounds["q"] != 50 {
			t.Errorf("%s: the bounds are %v kbps, want %g and 50", c.preset, bounds, c.kbps)
		}
		viewer.shows(c.high[0], c.high[1], 20*time.Second) // see TestDualStreamOfACameraThatGrows
		if !c.seesTheLow {
			continue
		}
		viewer.switches(1, c.low)
		viewer.switches(0, c.high)
	}
	time.Sleep(3 * time.Second) // nothing comes after it
	viewer.unseen(4)
}

// A camera that becomes so small that no low stream is sent of it goes on, and
// sends one again when it is large.
func TestEncoderConfigurationOfASmallCamera(t *testing.T) {
	publisher, viewer := publishCamera(t)
	publisher.do(`() => h.video.setEncoderConfiguration("180p_1")`)
	publisher.sends(sizes{"h": {320, 180}})
	publisher.warns("Dual stream has no effect", "320x180")
	viewer.shows(320, 180, 5*time.Second)
	publisher.do(`() => h.video.setEncoderConfiguration("360p_1")`)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	time.Sleep(3 * time.Second)
	viewer.shows(640, 360, time.Second)
	viewer.unseen(0)
}

// A camera that is small when it is published gets its low stream when it is large.
func TestDualStreamOfACameraThatGrows(t *testing.T) {
	name := channel(t)
	publisher, viewer := openWithCameras(t, ofCamera, 3), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.do(`async () => {
		await h.client.enableDualStream();
		h.video = await AgoraRTC.createCameraVideoTrack({ encoderConfig: "240p_1" });
		await h.client.publish(h.video);
	}`)
	publisher.sends(sizes{"h": {320, 240}})
	viewer.view(name, 2, 1)
	viewer.shows(320, 240, 5*time.Second)
	publisher.do(`() => h.video.setEncoderConfiguration("480p_1")`)
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})
	// The browser sends the high stream now and then only, until its estimate of
	// the uplink has grown to what that needs.
	viewer.shows(640, 480, 20*time.Second)
	viewer.switches(1, [2]int{160, 120})
}

func TestEncoderConfigurationRefused(t *testing.T) {
	p := openWithCameras(t, ofCamera, 3)
	p.do(`async () => { h.video = await AgoraRTC.createCameraVideoTrack(); }`)
	p.refuses("MEDIA_OPTION_INVALID", []string{"width"}, `() =>
		h.video.setEncoderConfiguration({ width: { exact: 12345 } })`)
	p.refuses("INVALID_PARAMS", []string{"721p"}, `() => h.video.setEncoderConfiguration("721p")`)
	p.do(`() => h.video.setEnabled(false)`)
	p.refuses("TRACK_IS_DISABLED", []string{"setEnabled"}, `() => h.video.setEncoderConfiguration("720p")`)
}

func TestSetDevice(t *testing.T) {
	publisher, viewer := publishCamera(t)
	publisher.do(`async () => {
		h.cameras = await AgoraRTC.getCameras();
		if (h.cameras.length !== 3) throw new Error(h.cameras.length + " cameras");
		h.before = h.video.getMediaStreamTrack();
	}`)
	viewer.do(`() => { h.first = h.track; }`)
	now := get[float64](viewer, `() => performance.now()`)
	publisher.do(`() => h.video.setDevice(h.cameras[2].deviceId)`)
	used := get[[]string](publisher, `() => [h.video.getTrackLabel(), h.cameras[2].label, h.before.readyState]`)
	if used[0] != used[1] || used[2] != "ended" {
		t.Errorf("after setDevice: %v", used)
	}
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})
	viewer.shows(640, 480, 5*time.Second)
	t.Logf("the longest gap between frames was %.0f ms", gap(viewer, now))
	viewer.switches(1, [2]int{160, 120})
	viewer.unseen(1)
	if !get[bool](viewer, `() => h.client.remoteUsers[0].videoTrack === h.first`) {
		t.Error("the RemoteVideoTrack is another object")
	}

	// A camera that is not there changes nothing.
	publisher.refuses("MEDIA_OPTION_INVALID", []string{"deviceId"}, `() => h.video.setDevice("none")`)
	if label := get[string](publisher, `() => h.video.getTrackLabel()`); label != used[1] {
		t.Errorf("after a refused setDevice the camera is %s", label)
	}
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})

	// While it is disabled, the camera is opened by the next setEnabled.
	back := get[[]string](publisher, `async () => {
		await h.video.setEnabled(false);
		await h.video.setDevice(h.cameras[0].deviceId);
		await h.video.setEnabled(true);
		return [h.video.getTrackLabel(), h.cameras[0].label];
	}`)
	if back[0] != back[1] {
		t.Errorf("enabled again: %v", back)
	}
	publisher.sends(sizes{"q": {160, 120}, "h": {640, 480}})
}

func TestSetMuted(t *testing.T) {
	beside(t, ofCamera)
	publisher, viewer := pair(t, true)
	publisher.do(`() => h.video.setMuted(true)`)
	viewer.do(`() => h.until("unpublished", 5000, () => h.told("user-unpublished").length === 1)`)
	state := get[[]any](publisher, `() => [h.video.muted, h.video.enabled, h.video.getMediaStreamTrack().readyState]`)
	if !slices.Equal(state, []any{true, true, "live"}) {
		t.Errorf("muted, enabled and the device: %v", state)
	}
	publisher.refuses("INVALID_OPERATION", []string{"setMuted(false)"}, `() => h.video.setEnabled(false)`)
	publisher.do(`() => h.video.setMuted(false)`)
	viewer.do(`() => h.until("published", 5000, () => h.told("user-published").length === 2)`)
	viewer.do(`() => h.view(1)`)
	viewer.shows(640, 360, 5*time.Second)
	publisher.do(`() => h.video.setEnabled(false)`)
	publisher.refuses("INVALID_OPERATION", []string{"setEnabled(true)"}, `() => h.video.setMuted(true)`)
}

// A muted track can be published; it is seen when it is unmuted.
func TestPublishMuted(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	viewer.join(name, 2)
	publisher.join(name, 1)
	publisher.do(`async () => {
		h.video = await AgoraRTC.createCameraVideoTrack({ encoderConfig: "360p_1" });
		h.audio = await AgoraRTC.createMicrophoneAudioTrack();
		await h.video.setMuted(true);
		await h.audio.setMuted(true);
		await h.client.publish([h.video, h.audio]);
	}`)
	time.Sleep(2 * time.Second)
	if told := viewer.told("user-published"); len(told) != 0 {
		t.Errorf("muted tracks were told: %v", told)
	}
	publisher.do(`() => Promise.all([h.video.setMuted(false), h.audio.setMuted(false)])`)
	viewer.do(`() => h.view(1)`)
	viewer.shows(640, 360, 10*time.Second)
	viewer.do(`async () => {
		const track = await h.client.subscribe(1, "audio");
		if (!(await AgoraRTC.checkAudioTrackIsActive(track))) throw new Error("nothing is heard");
	}`)
}

func TestTracksAreActive(t *testing.T) {
	beside(t, ofCamera)
	_, viewer := pair(t, false)
	viewer.do(`async () => {
		const is = async (what, expected, track) => {
			const check = track.trackMediaType === "video" ? "checkVideoTrackIsActive" : "checkAudioTrackIsActive";
			const active = await AgoraRTC[check](track, 2000);
			if (active !== expected) throw new Error(what + ": " + active);
		};
		await is("what is received", true, h.track);
		const [microphone, camera] = await AgoraRTC.createMicrophoneAndCameraTracks();
		await is("a camera", true, camera);
		await is("a microphone", true, microphone);
		await camera.setMuted(true);
		await microphone.setMuted(true);
		await is("a muted camera", false, camera);
		await is("a muted microphone", false, microphone);
		const canvas = document.createElement("canvas");
		canvas.getContext("2d").fillRect(0, 0, 9, 9);
		const [mediaStreamTrack] = canvas.captureStream(30).getVideoTracks();
		await is("a still picture", false, AgoraRTC.createCustomVideoTrack({ mediaStreamTrack }));
	}`)
	viewer.refuses("INVALID_TRACK", []string{"video track"}, `() => AgoraRTC.checkVideoTrackIsActive(null)`)
}

func TestCurrentFrameData(t *testing.T) {
	beside(t, ofCamera)
	publisher, viewer := pair(t, false)
	// The publisher shows the camera's picture, the viewer what arrives.
	for _, p := range []*page{publisher, viewer} {
		p.do(`async () => {
			const track = h.track ?? h.video;
			track.stop();
			const none = track.getCurrentFrameData();
			if (none.width !== 2 || none.height !== 2) throw new Error("not played: " + none.width + "x" + none.height);
			track.play("player");
			await h.until("a frame", 10000, () => {
				const { width, height } = track.getCurrentFrameData();
				if (!h.track) return width === 640 && height === 360;
				const shown = document.querySelector("#player video");
				return width === shown.videoWidth && height === shown.videoHeight && h.isOf({ width, height }, 640, 360);
			});
			const { data } = track.getCurrentFrameData();
			if (new Set(data).size < 20) throw new Error("a plain picture");
		}`)
	}
}

func TestSupportedCodecs(t *testing.T) {
	p := open(t, "/script.html")
	codecs := get[map[string][]string](p, `() => AgoraRTC.getSupportedCodec()`)
	if !slices.Contains(codecs["video"], "VP8") || !slices.Contains(codecs["video"], "H264") || !slices.Equal(codecs["audio"], []string{"OPUS"}) {
		t.Errorf("%v", codecs)
	}
}
