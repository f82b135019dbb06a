package e2e

import (
	"slices"
	"testing"
	"time"
)

func TestEnableDualStreamBeforeJoining(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.do(`async (server, channel) => {
		const client = h.make();
		await client.enableDualStream();
		await client.join(server, channel, null, 1);
		await h.camera(640, 360);
	}`, p.w.server, channel(t))
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
}

func TestDisableDualStreamBeforePublishing(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.do(`async (server, channel) => {
		const client = h.make();
		await client.enableDualStream();
		await client.join(server, channel, null, 1);
		await client.disableDualStream();
		await h.camera(640, 360);
	}`, p.w.server, channel(t))
	p.sends(sizes{"h": {640, 360}})
}

// The viewer asked for the low stream from the start; the publisher turns it
// on and off while it publishes.
func TestDualStreamWhilePublishing(t *testing.T) {
	publisher, viewer := pair(t, false)
	// A change is told of what has been observed, which takes two readings.
	time.Sleep(time.Second)
	viewer.do(`async () => {
		h.first = h.track;
		await h.client.setRemoteVideoStreamType(1, 1);
	}`)

	now := get[float64](viewer, `() => performance.now()`)
	publisher.do(`() => h.client.enableDualStream()`)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.shows(160, 90, 5*time.Second)
	t.Logf("enabled: the longest gap between frames was %.0f ms", gap(viewer, now))
	viewer.toldTypes(1)

	now = get[float64](viewer, `() => performance.now()`)
	publisher.do(`() => h.client.disableDualStream()`)
	publisher.sends(sizes{"h": {640, 360}})
	viewer.shows(640, 360, 5*time.Second)
	longest := gap(viewer, now)
	t.Logf("disabled: the longest gap between frames was %.0f ms", longest)
	if longest > 3000 {
		t.Errorf("the picture stood still for %.0f ms", longest)
	}
	viewer.toldTypes(2)

	if !get[bool](viewer, `() => h.client.remoteUsers[0].videoTrack === h.first`) {
		t.Error("the RemoteVideoTrack is another object")
	}
	if gone := viewer.told("user-unpublished"); len(gone) != 0 {
		t.Errorf("user-unpublished: %v", gone)
	}
	want := []typeChange{
		{1, 1, "request", "high", "low"},
		{1, 0, "delivery", "low", "high"},
	}
	if got := typeChanges(viewer); !slices.Equal(got, want) {
		t.Errorf("stream-type-changed: %+v, want %+v", got, want)
	}
}

// A camera that is switched off and on again sends both streams as before.
func TestDualStreamOfADisabledCamera(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.publish(channel(t), 1, true, 640, 360)
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	p.do(`() => h.video.setEnabled(false)`)
	p.sends(sizes{})
	p.do(`() => h.video.setEnabled(true)`)
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
}

// gap returns the longest time without a frame since a moment of the page's
// clock, in ms.
func gap(p *page, since float64) float64 {
	p.t.Helper()
	return get[float64](p, `(since) => h.gap(since)`, since)
}

func TestDualStreamStateOutlastsLeaving(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.join(channel(t), 1)
	p.do(`() => h.client.enableDualStream()`)
	p.refuses("INVALID_OPERATION", []string{"already", "disableDualStream"}, `() => h.client.enableDualStream()`)
	p.do(`() => h.client.leave()`)
	p.refuses("INVALID_OPERATION", []string{"already", "disableDualStream"}, `() => h.client.enableDualStream()`)
	p.do(`async () => {
		await h.client.disableDualStream();
		await h.client.disableDualStream();
		await h.client.enableDualStream();
	}`)
}

// Where dual stream has no effect one stream is sent, the calls resolve and
// the console says why.
func TestDualStreamHasNoEffect(t *testing.T) {
	beside(t, ofCamera)
	for name, c := range map[string]struct {
		track  string
		width  int
		height int
		reason string
		rid    string
	}{
		"custom video": {`async () => {
			const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
			const context = canvas.getContext("2d");
			setInterval(() => {
				context.fillStyle = "#" + Math.random().toString(16).slice(2, 8);
				context.fillRect(Math.random() * 600, Math.random() * 440, 40, 40);
			}, 33);
			const [mediaStreamTrack] = canvas.captureStream(30).getVideoTracks();
			return AgoraRTC.createCustomVideoTrack({ mediaStreamTrack });
		}`, 640, 480, "custom video", ""},
		"a camera as custom video": {`async () => {
			const media = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
			return AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: media.getVideoTracks()[0] });
		}`, 640, 480, "custom video", ""},
		"a small camera": {`() => AgoraRTC.createCameraVideoTrack({ encoderConfig: "240p_1" })`, 320, 240, "smaller than 480x270", "h"},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, "/script.html")
			p.join(channel(t), 1)
			p.do(`() => h.client.enableDualStream()`)
			p.do(`async () => { await h.client.publish(await (` + c.track + `)()); }`)
			p.warns("Dual stream has no effect", c.reason)
			p.sends(sizes{c.rid: {c.width, c.height}})
		})
	}
}

func TestDualStreamHasNoEffectOnScreenSharing(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.join(channel(t), 1)
	p.do(`async () => {
		await h.client.enableDualStream();
		await h.client.publish(await AgoraRTC.createScreenVideoTrack({ encoderConfig: "720p_2" }));
	}`)
	p.warns("Dual stream has no effect", "screen sharing")
	sent := p.sent(2 * time.Second)
	if len(sent) != 1 || !sent[""].Sending {
		t.Errorf("what is sent is %+v, want one stream", sent)
	}
}

func TestDualStreamHasNoEffectOnAudio(t *testing.T) {
	beside(t, ofBots)
	p := open(t, "/script.html")
	p.join(channel(t), 1)
	p.do(`async () => {
		await h.client.enableDualStream();
		await h.client.publish(await AgoraRTC.createMicrophoneAudioTrack());
	}`)
	p.warns("Dual stream has no effect", "no video")
}
