package e2e

import (
	"testing"
	"time"
)

// Devices that end while they are published, one after the other. The page
// decides what to do about it.
func TestDevicesEnd(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		p := c.camera(1, true)
		viewer := c.openPage()
		viewer.view(c.room, 2, 1)
		viewer.shows(high[0], high[1], 10*time.Second)
		p.do(`() => {
			h.ended = [];
			for (const track of [h.video, h.audio]) track.on("track-ended", () => h.ended.push(track.trackMediaType));
		}`)
		for i, device := range []struct{ name, kind string }{{"camera", "video"}, {"microphone", "audio"}} {
			if err := p.Deny(device.name); err != nil {
				t.Fatal(err)
			}
			p.do(`(count) => h.until("track-ended", 5000, () => h.ended.length === count)`, i+1)
			if got := get[string](p, `() => h.ended.at(-1)`); got != device.kind {
				t.Errorf("the track that ended is the %s, want the %s", got, device.kind)
			}
			p.do(`(kind) => h.client.unpublish(h[kind]).then(() => h[kind].close())`, device.kind)
			viewer.do(`(kind) => h.until(kind + " to be unpublished", 5000, () =>
				h.told("user-unpublished").some(([user, of]) => user.uid === 1 && of === kind))`, device.kind)
		}
	})
}

// Two cameras, as with a virtual one: each can be chosen, and one that vanishes
// is told.
func TestTwoCameras(t *testing.T) {
	p := openWithCameras(t, ofBots, 2)
	p.do(`async () => {
		h.cameras = await AgoraRTC.getCameras();
		if (h.cameras.length !== 2) throw new Error(h.cameras.length + " cameras");
		for (const { deviceId, label } of h.cameras) {
			const track = await AgoraRTC.createCameraVideoTrack({ cameraId: deviceId });
			if (!label || track.getTrackLabel() !== label) throw new Error("asked for " + label + ", got " + track.getTrackLabel());
			track.close();
		}
	}`)
	// The browser has no way to unplug a fake device: what it lists is changed.
	p.do(`async () => {
		const told = [];
		AgoraRTC.onCameraChanged = (change) => told.push(change);
		const [gone] = h.cameras;
		const original = navigator.mediaDevices.enumerateDevices;
		for (const [state, listed] of [["INACTIVE", false], ["ACTIVE", true]]) {
			navigator.mediaDevices.enumerateDevices = async () =>
				(await original.call(navigator.mediaDevices)).filter(({ deviceId }) => listed || deviceId !== gone.deviceId);
			navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
			await h.until(state, 3000, () => told.at(-1)?.state === state);
			const { device, initAt, updateAt } = told.at(-1);
			if (device.deviceId !== gone.deviceId || !(updateAt >= initAt)) throw new Error(JSON.stringify(told.at(-1)));
		}
		await h.sleep(500);
		if (told.length !== 2) throw new Error("told " + JSON.stringify(told));
	}`)
}
