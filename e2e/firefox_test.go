package e2e

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// The tests of this file are run by `make e2e-firefox`: Firefox sends no media
// to a loopback address, so this process has to be in a network of its own (see
// ownnet), which its browsers and the media server are then in as well.
const (
	// ownNetwork is the variable with this machine's address in it.
	ownNetwork = "DUALSTREAM_OWN_NETWORK"
	// noNetwork is the variable that says why there is none.
	noNetwork = "DUALSTREAM_NO_NETWORK"
	// requireFirefox is the variable that makes the tests fail, with "1", where
	// they could not be run and would be skipped.
	requireFirefox = "DUALSTREAM_REQUIRE_FIREFOX"
)

// theFirefox returns the browser that the tests of this file share, which ends
// with their world.
var theFirefox = sync.OnceValues(func() (b *browser.Firefox, err error) {
	b, err = browser.StartFirefox(context.Background())
	shared.firefox = b
	return b, err
})

// inFirefox begins a test in Firefox: a room of its own, or a skip where there
// is no Firefox or no network of its own.
func inFirefox(t *testing.T) *call {
	t.Helper()
	_, missing := browser.FindFirefox()
	switch reason := os.Getenv(noNetwork); {
	case reason != "":
		withoutFirefox(t, "no network of its own, which Firefox needs: "+reason)
	case os.Getenv(ownNetwork) == "":
		t.Skip("Firefox needs a network of its own: `make e2e-firefox` runs this")
	case missing != nil:
		withoutFirefox(t, missing.Error())
	}
	return &call{t: t, w: theWorld(t), room: channel(t)}
}

// withoutFirefox ends a test that cannot be run here.
func withoutFirefox(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv(requireFirefox) == "1" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// firefoxPage is a page in Firefox that uses this call's server.
func (c *call) firefoxPage() *page {
	c.t.Helper()
	b, err := theFirefox()
	if err != nil {
		c.t.Fatal(err)
	}
	opened, err := b.Open(c.w.site.URL + "/script.html")
	if err != nil {
		c.t.Fatal(err)
	}
	p := use(c.t, opened)
	p.w = c.w
	p.do(`() => {` + viewerHelpers + `}`)
	return p
}

// Both streams leave Firefox as they were asked for, and arrive in another one:
// high, low and high again, with the events; then without a low stream.
func TestFirefoxSendsAndReceivesBothStreams(t *testing.T) {
	c := inFirefox(t)
	publisher, viewer, chromium := c.firefoxPage(), c.firefoxPage(), c.openPage()
	publisher.publish(c.room, 1, true, 640, 360)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.view(c.room, 2, 1)
	chromium.view(c.room, 3, 1)
	viewer.shows(640, 360, 10*time.Second)
	chromium.shows(640, 360, 10*time.Second)

	// The feature page has Firefox's low stream fixed at 30 pictures a second;
	// this Firefox keeps to what is asked for.
	for _, low := range []struct {
		width, height int
		fps, kbps     float64
	}{{160, 90, 15, 50}, {320, 180, 10, 120}, {160, 90, 30, 50}, {160, 90, 15, 50}} {
		publisher.do(`(width, height, framerate, bitrate) => {
			h.client.setLowStreamParameter({ width, height, framerate, bitrate });
		}`, low.width, low.height, low.fps, low.kbps)
		publisher.sends(sizes{"q": {low.width, low.height}, "h": {640, 360}})
		time.Sleep(time.Second)
		sent := publisher.sent(3 * time.Second)
		t.Logf("low of %g fps and %g kbps: %+v", low.fps, low.kbps, sent)
		if fps := sent["q"].FPS; fps < 0.8*low.fps || fps > 1.15*low.fps {
			t.Errorf("the low stream has %.1f frames a second, want %g", fps, low.fps)
		}
		if kbps := sent["q"].Kbps; kbps > 1.4*low.kbps {
			t.Errorf("the low stream takes %.0f kbps, want %g", kbps, low.kbps)
		}
		if fps := sent["h"].FPS; fps < 24 {
			t.Errorf("the high stream has %.1f frames a second, want 30", fps)
		}
	}

	publisher.do(`async () => {
		const { sendResolutionWidth, sendFrameRate, captureFrameRate, codecType } = h.client.getLocalVideoStats();
		if (sendResolutionWidth !== 640 || !(sendFrameRate > 24) || !(captureFrameRate > 24) || codecType !== "VP8")
			throw new Error(JSON.stringify(h.client.getLocalVideoStats()));
	}`)
	viewer.do(`async () => {
		const { receiveResolutionWidth, receiveFrameRate, receiveBitrate, codecType } = h.client.getRemoteVideoStats()[1];
		if (receiveResolutionWidth !== 640 || !(receiveFrameRate > 24) || !(receiveBitrate > 50000) || codecType !== "VP8")
			throw new Error(JSON.stringify(h.client.getRemoteVideoStats()));
	}`)
	for i, to := range []struct {
		kind int
		size [2]int
	}{{1, low}, {0, high}, {1, low}} {
		viewer.do(`(kind) => h.client.setRemoteVideoStreamType(1, kind)`, to.kind)
		t.Logf("stream type %d took %s", to.kind, viewer.shows(to.size[0], to.size[1], switchTime))
		viewer.toldTypes(i + 1)
	}
	publisher.do(`() => h.client.disableDualStream()`)
	publisher.sends(sizes{"h": {640, 360}})
	viewer.shows(640, 360, 5*time.Second)
	viewer.toldTypes(4)
	publisher.do(`() => h.client.enableDualStream()`)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.shows(160, 90, 5*time.Second)
	viewer.toldTypes(5)
	chromium.shows(640, 360, time.Second)
	want := []typeChange{
		{1, 1, "request", "high", "low"},
		{1, 0, "request", "low", "high"},
		{1, 1, "request", "high", "low"},
		{1, 0, "delivery", "low", "high"},
	}
	if got := typeChanges(viewer); !slices.Equal(got[:len(want)], want) || got[4].Type != 1 {
		t.Errorf("stream-type-changed: %+v, want %+v and low again", got, want)
	}
	if gone := viewer.told("user-unpublished"); len(gone) != 0 {
		t.Errorf("user-unpublished: %v", gone)
	}
}

// A weak downlink with option 1, of a user who is no page.
func TestFirefoxFallbackToLowStream(t *testing.T) {
	c := inFirefox(t)
	t.Parallel()
	c.bots(9001, 1)
	c.viewerOn(c.firefoxPage(), 2).fallsToLow(9001)
}

// A weaker one with option 2, of a user with Chromium.
func TestFirefoxFallbackToAudio(t *testing.T) {
	c := inFirefox(t)
	t.Parallel()
	c.camera(1, true)
	c.viewerOn(c.firefoxPage(), 2).fallsToAudio(1)
}

// A source that is too small for two streams in Chromium is not in Firefox.
func TestFirefoxSendsBothStreamsOfASmallCamera(t *testing.T) {
	c := inFirefox(t)
	t.Parallel()
	p := c.firefoxPage()
	p.publish(c.room, 1, true, 320, 240)
	p.sends(sizes{"q": {160, 120}, "h": {320, 240}})
}

// A media server on loopback gets nothing from Firefox, which tells so at once or
// after 5 s, while signalling works: each next session is begun after a wait that
// has grown.
func TestFirefoxTriesAgainWithPatience(t *testing.T) {
	c := inFirefox(t)
	t.Parallel()
	loopback, err := startServer("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(loopback.Stop)
	c.w = &world{root: c.w.root, server: loopback.URL, site: c.w.site, chromium: c.w.chromium}
	c.bots(9001, 1)
	p := c.firefoxPage()
	p.mayThrow = true // the browser's own text
	p.join(c.room, 2)
	p.do(`async () => {
		const user = await h.user(9001);
		h.client.subscribe(user, "video").catch(() => {});
	}`)
	waits := get[[]float64](p, `async () => {
		const waits = [];
		await h.until("three sessions that failed", 20000, () => {
			const told = h.events.filter(({ name }) => name === "connection-state-change");
			const back = told.filter(({ args }) => args.join() === "CONNECTED,RECONNECTING");
			waits.splice(0, waits.length, ...back.map((event) => event.at - told[told.indexOf(event) - 1].at));
			return waits.length >= 3;
		});
		return waits;
	}`)
	t.Logf("waits of %.0f ms", waits)
	// At most a second of each is the signalling's.
	for i, least := range []float64{0, 500, 750} {
		if waits[i] < least || waits[i] > least+1000 {
			t.Errorf("wait %d took %.0f ms, want %.0f and what signalling takes", i+1, waits[i], least)
		}
	}
}
