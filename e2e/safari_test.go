package e2e

import (
	"embed"
	"slices"
	"strings"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// The likenesses of Safari, which are scripts for Chromium: no Safari runs here.
//
//go:embed safari/traits.js safari/profiles/*.js
var safariScripts embed.FS

// The profiles.
const (
	macOS11        = "macos-11"
	macOS13        = "macos-13"
	macOS17        = "macos-17"
	iOS17          = "ios-17"
	oneStream      = "one-stream"
	bareStatistics = "bare-statistics"
)

// likeness is the script of a profile, with further lines behind it.
func likeness(t *testing.T, profile string, further ...string) string {
	t.Helper()
	parts := []string{"{"}
	for _, name := range []string{"traits", "profiles/" + profile} {
		text, err := safariScripts.ReadFile("safari/" + name + ".js")
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(text))
	}
	return strings.Join(append(append(parts, further...), "}"), "\n")
}

// openSafari opens a page that looks like a Safari to the SDK.
func openSafari(t *testing.T, profile string, further ...string) *page {
	t.Helper()
	w := theWorld(t)
	return openSafariIn(t, w.chromium, profile, further...)
}

func openSafariIn(t *testing.T, b *browser.Browser, profile string, further ...string) *page {
	t.Helper()
	return openAs(t, b, theWorld(t).site.URL+"/script.html", likeness(t, profile, further...))
}

// publishBoth publishes a camera of 640x360 with dual stream on, and a
// microphone of a given bitrate.
const publishBoth = `async (server, channel, codec) => {
	const client = h.make({ mode: "rtc", codec });
	await client.enableDualStream();
	await client.join(server, channel, null, 1);
	h.audio = await AgoraRTC.createMicrophoneAudioTrack({ encoderConfig: "speech_standard" });
	await client.publish(h.audio);
	await h.camera(640, 360);
}`

// codecSent is the MIME type of the video that is sent.
func codecSent(p *page) string {
	p.t.Helper()
	return get[string](p, `async () => {
		const [video] = await h.reports("outbound-rtp", "video");
		for (const pc of h.connections) {
			const codec = (await (window.unreduced?.getStats ?? pc.getStats).call(pc)).get(video.codecId);
			if (codec) return codec.mimeType;
		}
	}`)
}

// switchesBothWays has a viewer ask for the low stream of a publisher of both, and for
// the high one again.
func (p *page) switchesBothWays() {
	p.t.Helper()
	p.shows(640, 360, 10*time.Second)
	for i, to := range []struct {
		stream int
		size   [2]int
	}{{1, low}, {0, high}} {
		p.steady(to.size)
		p.do(`(stream) => h.client.setRemoteVideoStreamType(1, stream)`, to.stream)
		p.shows(to.size[0], to.size[1], 2*switchTime)
		p.do(`(count) => h.until(count + " streams told that were asked for", 5000, () =>
			h.told("stream-type-changed").filter(([, , reason]) => reason.cause === "request").length === count)`, i+1)
	}
	// A busy publisher leaves one of them out for a while, which is told too.
	asked := slices.DeleteFunc(typeChanges(p), func(c typeChange) bool { return c.Cause != "request" })
	want := []typeChange{{1, 1, "request", "high", "low"}, {1, 0, "request", "low", "high"}}
	if !slices.Equal(asked, want) {
		p.t.Errorf("stream-type-changed: %+v, want %+v", asked, want)
	}
	p.unseen(len(want))
}

// staysSingle has a viewer ask for the low stream of a publisher of one: the call
// resolves, the picture goes on as it is, and nothing is told.
func (p *page) staysSingle() {
	p.t.Helper()
	p.shows(640, 360, 10*time.Second)
	p.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	time.Sleep(7 * time.Second) // longer than a low stream that does not come is waited for
	p.shows(640, 360, switchTime)
	p.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	time.Sleep(time.Second)
	p.shows(640, 360, switchTime)
	if told := p.told("stream-type-changed"); len(told) != 0 {
		p.t.Errorf("stream-type-changed: %v", told)
	}
}

// Safari before 12.1 sends one stream: enableDualStream says so, and its viewers
// are told nothing wrong.
func TestSafariWithoutSimulcast(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := openSafari(t, macOS11), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.refuses("NOT_SUPPORTED", []string{"enableDualStream", "sendEncodings"}, `() => h.client.enableDualStream()`)
	publisher.do(`async () => {
		await h.client.disableDualStream();
		await h.camera(640, 360);
	}`)
	publisher.sends(sizes{"": {640, 360}})
	if codec := codecSent(publisher); codec != "video/H264" {
		t.Errorf("the video is %s", codec)
	}
	viewer.view(name, 2, 1)
	viewer.staysSingle()
	// It watches others as any browser does.
	watcher := openSafari(t, macOS11)
	watcher.view(name, 3, 1)
	watcher.shows(640, 360, 10*time.Second)
}

// A browser that takes two encodings and sends one: the console says so, and its
// viewers are told nothing wrong.
func TestSafariSendsOneOfTwo(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := openSafari(t, oneStream), open(t, "/script.html")
	publisher.do(publishBoth, publisher.w.server, name, "vp8")
	publisher.warns("Dual stream has no effect", "one stream")
	publisher.sends(sizes{"": {640, 360}})
	viewer.view(name, 2, 1)
	viewer.staysSingle()
	publisher.do(`async () => {
		await h.client.disableDualStream();
		await h.client.enableDualStream();
	}`)
	publisher.sends(sizes{"": {640, 360}})
}

// Safari 12.1 to 14 gives each layer the full size until it is told again: the low
// stream has its size all the same, from the start and when it is changed.
func TestSafariEqualLayers(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := openSafari(t, macOS13), open(t, "/script.html")
	publisher.do(publishBoth, publisher.w.server, name, "vp8")
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	begin := time.Now()
	viewer.view(name, 2, 1)
	viewer.switchesBothWays()
	// Nothing is wrong with it, though these statistics tell one size of both.
	time.Sleep(time.Until(begin.Add(14 * time.Second)))
	for _, text := range publisher.Warnings() {
		if strings.Contains(text, "size") {
			t.Errorf("a warning: %s", text)
		}
	}
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	publisher.do(`() => { h.client.setLowStreamParameter({ width: 320, height: 180, framerate: 10, bitrate: 120 }); }`)
	publisher.sends(sizes{"q": {320, 180}, "h": {640, 360}})
	publisher.do(`async () => { await h.client.disableDualStream(); }`)
	publisher.sends(sizes{"h": {640, 360}})
	publisher.do(`async () => { await h.client.enableDualStream(); }`)
	publisher.sends(sizes{"q": {320, 180}, "h": {640, 360}})
	// Another negotiation of the same connection.
	publisher.do(`async () => {
		await h.client.unpublish(h.audio);
		await h.client.publish(h.audio);
	}`)
	publisher.sends(sizes{"q": {320, 180}, "h": {640, 360}})
	viewer.do(`async () => {
		const track = await h.client.subscribe(await h.user(1, "audio"), "audio");
		track.play();
		await h.hears();
	}`)
}

// A newer Safari sends both streams in either codec, with H.264 first in its list,
// and takes no encodings of audio and no member without a value.
func TestSafariSendsBothLayers(t *testing.T) {
	beside(t, ofCamera)
	for codec, mimeType := range map[string]string{"vp8": "video/VP8", "h264": "video/H264"} {
		t.Run(codec, func(t *testing.T) {
			name := channel(t)
			publisher, viewer := openSafari(t, macOS17), openSafari(t, macOS17)
			publisher.do(publishBoth, publisher.w.server, name, codec)
			publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
			if got := codecSent(publisher); got != mimeType {
				t.Errorf("the video is %s, want %s", got, mimeType)
			}
			viewer.view(name, 2, 1)
			viewer.switchesBothWays()
		})
	}
}

// iOS sends no low stream, and says so as documented; it receives them.
func TestSafariOnIOS(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := openSafari(t, iOS17), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.refuses("NOT_SUPPORTED", []string{"enableDualStream", "iOS"}, `() => h.client.enableDualStream()`)
	publisher.refuses("NOT_SUPPORTED", []string{"screen"}, `() => AgoraRTC.createScreenVideoTrack()`)
	publisher.do(`async () => {
		await h.client.disableDualStream();
		h.client.setLowStreamParameter({ width: 160, height: 120 });
		await h.camera(640, 360);
	}`)
	publisher.sends(sizes{"": {640, 360}})
	viewer.view(name, 2, 1)
	viewer.staysSingle()
}

func TestSafariOnIOSReceivesBoth(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), openSafari(t, iOS17)
	publisher.publish(name, 1, true, 640, 360)
	viewer.view(name, 2, 1)
	viewer.switchesBothWays()
}

// What is told of codecs and requirements is what the likeness has.
func TestSafariCodecsAndRequirements(t *testing.T) {
	beside(t, ofBots)
	for profile, meets := range map[string]bool{macOS11: true, macOS13: true, macOS17: true, iOS17: true} {
		p := openSafari(t, profile)
		codecs := get[map[string][]string](p, `() => AgoraRTC.getSupportedCodec()`)
		if got := strings.Join(codecs["video"], " "); got != "VP8 H264" {
			t.Errorf("%s: the codecs of video are %s", profile, got)
		}
		if got := get[bool](p, `() => AgoraRTC.checkSystemRequirements()`); got != meets {
			t.Errorf("%s: checkSystemRequirements is %t, want %t", profile, got, meets)
		}
	}
}
