package e2e

import (
	"context"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// sharedTitle is that of testdata/shared.html.
const sharedTitle = "Shared window"

// green waits until the played video shows a green picture.
const green = `() => {
	const brush = Object.assign(document.createElement("canvas"), { width: 8, height: 8 }).getContext("2d", { willReadFrequently: true });
	return h.until("a green picture", 10000, () => {
		const video = document.querySelector("#player video");
		if (!video?.videoWidth) return false;
		brush.drawImage(video, 0, 0, 8, 8);
		const [red, green, blue] = brush.getImageData(4, 6, 1, 1).data;
		return green > 100 && red < 60 && blue < 60;
	});
}`

// tone waits until the played sound is one of 440 Hz.
const tone = `() => {
	const context = new AudioContext();
	const analyser = new AnalyserNode(context, { fftSize: 8192 });
	context.createMediaStreamSource(new MediaStream([h.audio.getMediaStreamTrack()])).connect(analyser);
	const volumes = new Float32Array(analyser.frequencyBinCount);
	let loudest;
	return h.until("a tone of 440 Hz", 10000, () => {
		analyser.getFloatFrequencyData(volumes);
		loudest = volumes.indexOf(Math.max(...volumes)) * context.sampleRate / analyser.fftSize;
		return Math.max(...volumes) > -60 && Math.abs(loudest - 440) < 15;
	}).catch((e) => { throw new Error(e.message + ", the loudest is " + loudest + " Hz"); }).finally(() => context.close());
}`

// watched is a viewer of a user's picture and sound, which are green and a
// tone.
func (c *call) watched(uid int) *page {
	c.t.Helper()
	p := c.openPage()
	p.do(`() => { h.make(); }`)
	p.do(following)
	p.do(`(server, room, uid) => h.client.join(server, room, null, uid)`, c.w.server, c.room, uid)
	p.do(`() => h.until("picture and sound", 15000, () => h.track && h.audio)`)
	p.do(green)
	p.do(tone)
	return p
}

// hasOneStream asks for the low stream of a user who sends none, and checks that
// the one stream goes on and nothing is told.
func (p *page) hasOneStream(uid int) {
	p.t.Helper()
	width := get[int](p, `() => h.frames.at(-1).width`)
	p.do(`(uid) => h.client.setRemoteVideoStreamType(uid, 1)`, uid)
	time.Sleep(4 * time.Second)
	p.isWide(width*3/4, width, 2*time.Second)
	if events := p.told("stream-type-changed"); len(events) != 0 {
		p.t.Errorf("stream-type-changed: %v", events)
	}
}

// A window that is really shared, with its sound, until it is closed.
func TestScreenShare(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		b, err := browser.Start(context.Background(), browser.Options{Shared: sharedTitle})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(b.Close)
		window := openIn(t, b, c.w.site.URL+"/shared.html")
		p := openIn(t, b, c.w.site.URL+"/script.html")
		p.w = c.w
		p.join(c.room, 1)
		p.do(`async () => {
			await h.client.enableDualStream();
			[h.video, h.audio] = await AgoraRTC.createScreenVideoTrack({ encoderConfig: "720p_2" }, "enable");
			const { displaySurface } = h.video.getMediaStreamTrack().getSettings();
			if (displaySurface !== "browser") throw new Error("what is shared is a " + displaySurface);
			h.ended = [];
			for (const track of [h.video, h.audio]) track.on("track-ended", () => h.ended.push(track.trackMediaType));
			await h.client.publish([h.video, h.audio]);
		}`)
		p.warns("Dual stream has no effect", "screen sharing")
		viewer := c.watched(2)
		viewer.hasOneStream(1)
		if sent := p.sent(time.Second); len(sent) != 1 || !sent[""].Sending {
			t.Errorf("what is sent is %+v, want one stream", sent)
		}

		window.Close()
		p.do(`() => h.until("both tracks to end", 5000, () => h.ended.sort().join() === "audio,video")`)
		p.do(`async () => {
			await h.client.unpublish([h.video, h.audio]);
			h.video.close();
			h.audio.close();
		}`)
		viewer.do(`() => h.until("nothing to be published", 5000, () => {
			const [user] = h.client.remoteUsers;
			return !user.hasVideo && !user.hasAudio;
		})`)
	})
}

// What comes of each wish for sound, with a browser that shares it and one that
// does not.
func TestScreenShareSound(t *testing.T) {
	t.Parallel()
	p := open(t, "/script.html")
	p.do(`async () => {
		for (const [wish, kinds] of [["enable", "video,audio"], ["auto", "video,audio"], ["disable", "video"]]) {
			const tracks = await AgoraRTC.createScreenVideoTrack({}, wish);
			if (Array.isArray(tracks) !== (kinds !== "video")) throw new Error(wish + " gives " + tracks);
			const got = [tracks].flat().map((track) => track.trackMediaType).join();
			if (got !== kinds) throw new Error(wish + " gives " + got);
			for (const track of [tracks].flat()) track.close();
		}
		// A user who shares without sound.
		const original = navigator.mediaDevices.getDisplayMedia;
		navigator.mediaDevices.getDisplayMedia = async (options) =>
			(h.stream = await original.call(navigator.mediaDevices, { ...options, audio: false }));
		const track = await AgoraRTC.createScreenVideoTrack({}, "auto");
		if (track.trackMediaType !== "video") throw new Error("auto gives " + track);
		track.close();
	}`)
	p.refuses("SHARE_AUDIO_NOT_ALLOWED", nil, `() => AgoraRTC.createScreenVideoTrack({}, "enable")`)
	if state := get[string](p, `() => h.stream.getVideoTracks()[0].readyState`); state != "ended" {
		t.Errorf("the screen goes on being captured: the track is %s", state)
	}
}

// A camera by one client and the screen by another of the same page, as one
// client publishes one video.
func TestScreenBesideCamera(t *testing.T) {
	onStockServer(t, 2*ofCamera, func(c *call) {
		p := c.camera(1, true)
		p.do(`async (server, room) => {
			h.screen = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
			await h.screen.join(server, room, null, 1001);
			await h.screen.publish(await AgoraRTC.createScreenVideoTrack({ encoderConfig: "720p_1" }));
		}`, c.w.server, c.room)
		p.refuses("CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS", nil, `async () => h.client.publish(await AgoraRTC.createScreenVideoTrack({}))`)
		viewer := c.openPage()
		viewer.do(`async (server, room) => {
			const client = h.make();
			await client.join(server, room, null, 2);
			for (const uid of [1, 1001]) {
				const box = document.body.appendChild(Object.assign(document.createElement("div"), { id: "of-" + uid }));
				Object.assign(box.style, { width: "320px", height: "180px" });
				(await client.subscribe(await h.user(uid), "video")).play(box);
			}
		}`, c.w.server, c.room)
		for _, box := range []string{"#of-1", "#of-1001"} {
			viewer.do(`(box) => h.until("pictures in " + box, 10000, () => document.querySelector(box + " video")?.currentTime > 0.5)`, box)
		}
		p.do(`() => h.screen.leave()`)
		viewer.do(`() => h.until("the screen to leave", 5000, () => h.client.remoteUsers.map((user) => user.uid).join() === "1")`)
		viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
		viewer.do(`() => h.until("the low stream of the camera", 5000, () => document.querySelector("#of-1 video").videoWidth === 160)`)
	})
}

// A picture and a sound that the page makes itself.
func TestCustomTracks(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		p := open(t, "/shared.html")
		p.w = c.w
		p.join(c.room, 1)
		p.do(`async () => {
			await h.client.enableDualStream();
			await h.client.publish([
				AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: shared.picture(), bitrateMax: 500, optimizationMode: "detail" }),
				AgoraRTC.createCustomAudioTrack({ mediaStreamTrack: shared.tone(), encoderConfig: "high_quality" }),
			]);
		}`)
		p.warns("Dual stream has no effect", "custom video")
		p.sends(sizes{"": high})
		c.watched(2).hasOneStream(1)
	})
}
