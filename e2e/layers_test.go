package e2e

import (
	"testing"
	"time"
)

// measured checks what is sent of the low stream.
func measured(t *testing.T, got layer, width, height int, fps, kbps float64) {
	t.Helper()
	if got.Width != width || got.Height != height {
		t.Errorf("the low stream is %dx%d, want %dx%d", got.Width, got.Height, width, height)
	}
	// Frames are dropped where a busy picture does not fit the bitrate.
	if got.FPS > fps*1.15 || got.FPS < fps*0.4 {
		t.Errorf("the low stream has %.1f frames a second, want %.0f", got.FPS, fps)
	}
	// A key frame weighs much in a few seconds of so small a stream.
	if got.Kbps > kbps*1.6 || got.Kbps < kbps*0.5 {
		t.Errorf("the low stream takes %.0f kbps, want %.0f", got.Kbps, kbps)
	}
}

func TestBothLayersLeaveThePublisher(t *testing.T) {
	p := open(t, "/script.html")
	p.publish(channel(t), 1, true, 640, 360)
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	time.Sleep(2 * time.Second) // the encoders settle
	sent := p.sent(3 * time.Second)
	t.Logf("sent: %+v", sent)
	measured(t, sent["q"], 160, 90, 15, 50)
	if sent["h"].FPS < 20 {
		t.Errorf("the high stream has %.1f frames a second, want 30", sent["h"].FPS)
	}

	p.do(`() => { h.client.setLowStreamParameter({ width: 320, height: 180, framerate: 10, bitrate: 120 }); }`)
	p.sends(sizes{"q": {320, 180}, "h": {640, 360}})
	time.Sleep(2 * time.Second)
	sent = p.sent(3 * time.Second)
	t.Logf("sent after setLowStreamParameter: %+v", sent)
	measured(t, sent["q"], 320, 180, 10, 120)
}

func TestLowStreamParameterBeforePublishing(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.do(`async (server, channel) => {
		const client = h.make();
		client.setLowStreamParameter({ width: 320, height: 320, framerate: 10 });
		await client.enableDualStream();
		await client.join(server, channel, null, 1);
		client.setLowStreamParameter({ width: { ideal: 200 } });
		await h.camera(640, 480);
	}`, p.w.server, channel(t))
	// The width is kept, the height re-fitted to 4:3; the frame rate that was
	// given first stays.
	p.sends(sizes{"q": {200, 150}, "h": {640, 480}})
	time.Sleep(2 * time.Second)
	measured(t, p.sent(3 * time.Second)["q"], 200, 150, 10, 50)
}

func TestLowStreamLargerThanTheSource(t *testing.T) {
	beside(t, ofCamera)
	p := open(t, "/script.html")
	p.publish(channel(t), 1, true, 640, 360)
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	p.do(`() => { h.client.setLowStreamParameter({ width: 1280, height: 720 }); }`)
	p.warns("Dual stream has no effect", "as large as the high one (640x360)")
	p.sends(sizes{"h": {640, 360}})
	p.do(`() => { h.client.setLowStreamParameter({ width: 160, height: 90 }); }`)
	p.sends(sizes{"q": {160, 90}, "h": {640, 360}})
}
