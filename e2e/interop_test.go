package e2e

import (
	"context"
	_ "embed"
	"slices"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

//go:embed testdata/livekit.js
var livekitHelpers string

// The streams of a camera that livekit-client publishes, the lowest first. It
// makes three of one that is at least 960 wide.
var threeLayers = [][2]int{{240, 135}, {480, 270}, {960, 540}}

// livekitPage opens the page of a user of livekit-client.
func (c *call) livekitPage(b *browser.Browser) *page {
	c.t.Helper()
	p := openIn(c.t, b, c.w.site.URL+"/livekit.html")
	p.w = c.w
	p.do(`() => {` + livekitHelpers + `}`)
	return p
}

// livekitPublisher is a user of livekit-client, in a browser of its own whose
// camera is large enough, who publishes sound and three streams.
func (c *call) livekitPublisher(identity string) *page {
	c.t.Helper()
	b, err := browser.Start(context.Background(), browser.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(b.Close)
	p := c.livekitPage(b)
	p.do(`(server, room, identity) => h.livekit.join(server, room, identity)`, c.w.server, c.room, identity)
	p.do(`(sizes) => h.livekit.publish(sizes)`, threeLayers)
	p.sends(sizes{"q": threeLayers[0], "h": threeLayers[1], "f": threeLayers[2]})
	return p
}

// following subscribes to what is published, at once and again and again, as
// pages do in their listener.
const following = `() => {
	h.client.on("user-published", async (user, mediaType) => {
		const track = await h.client.subscribe(user, mediaType);
		if (mediaType === "audio") {
			h.audio = track;
			track.play();
		} else {
			h.track = track;
			h.play();
		}
	});
}`

// isWide waits until frames are shown of a width in these bounds.
func (p *page) isWide(from, to int, within time.Duration) {
	p.t.Helper()
	p.do(`async (from, to, ms) => {
		const last = () => h.frames.at(-1);
		try {
			await h.until("", ms, () => last() && last().at > performance.now() - 500 && last().width >= from && last().width <= to);
		} catch {
			throw new Error("no frame " + from + " to " + to + " wide within " + ms + " ms, the last is " + last()?.width);
		}
	}`, from, to, within.Milliseconds())
}

// A user of livekit-client as this SDK sees it: the top and the lowest of three
// streams are the high and the low one, mutes are unpublishing.
func TestLivekitClientIsReceived(t *testing.T) {
	onStockServer(t, 2*ofCamera, func(c *call) {
		viewer := c.openPage()
		viewer.do(`() => { h.make(); }`)
		viewer.do(following)
		viewer.do(`(server, room) => h.client.join(server, room, null, 2)`, c.w.server, c.room)
		publisher := c.livekitPublisher("1")

		// What is scaled down for the moment is still wider than the middle stream.
		const aboveMiddle = 500
		viewer.do(`() => h.hears()`)
		viewer.isWide(aboveMiddle, 960, 20*time.Second)
		viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
		viewer.isWide(100, 240, switchTime)
		viewer.toldTypes(1)
		viewer.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
		viewer.isWide(aboveMiddle, 960, switchTime)
		viewer.toldTypes(2)

		has := `(kind, has) => h.until(kind + " " + has, 5000, () => h.client.remoteUsers[0][kind === "audio" ? "hasAudio" : "hasVideo"] === has)`
		for _, kind := range []string{"audio", "video"} {
			publisher.do(`(kind) => h.livekit.published[kind].mute()`, kind)
			viewer.do(has, kind, false)
			viewer.do(`() => { h.frames.length = 0; }`)
			publisher.do(`(kind) => h.livekit.published[kind].unmute()`, kind)
			viewer.do(has, kind, true)
			viewer.do(`() => h.hears()`)
			viewer.isWide(100, 960, 10*time.Second)
		}

		publisher.do(`() => h.livekit.room.localParticipant.unpublishTrack(h.livekit.published.video.track)`)
		viewer.do(`() => h.until("no video", 5000, () => !h.client.remoteUsers[0].hasVideo)`)
		publisher.do(`() => h.livekit.room.disconnect()`)
		viewer.do(`() => h.until("the user to leave", 5000, () => h.told("user-left").length === 1)`)

		var types []typeChange
		for _, change := range get[[]typeChange](viewer, `() => h.told("stream-type-changed").map(([uid, type, reason]) => ({ uid, type, ...reason }))`) {
			// A camera that is switched on again begins small.
			if change.Cause != "delivery" {
				types = append(types, change)
			}
		}
		if want := []typeChange{{1, 1, "request", "high", "low"}, {1, 0, "request", "low", "high"}}; !slices.Equal(types, want) {
			t.Errorf("stream-type-changed: %+v, want %+v", types, want)
		}
		for event, want := range map[string][]string{
			"user-joined":      {`[{"uid":1}]`},
			"user-left":        {`[{"uid":1},"Quit"]`},
			"user-published":   {`[{"uid":1},"audio"]`, `[{"uid":1},"video"]`, `[{"uid":1},"audio"]`, `[{"uid":1},"video"]`},
			"user-unpublished": {`[{"uid":1},"audio"]`, `[{"uid":1},"video"]`, `[{"uid":1},"video"]`, `[{"uid":1},"audio"]`},
		} {
			got := viewer.told(event)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", event, got, want)
			}
		}
	})
}

// This SDK's user as livekit-client sees it: two streams of a camera that its
// own call chooses from, and a microphone.
func TestLivekitClientReceives(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		publisher := c.camera(1, true)
		viewer := c.livekitPage(c.w.chromium)
		viewer.do(`(server, room) => h.livekit.join(server, room, "2")`, c.w.server, c.room)
		viewer.do(`() => h.hears()`)
		viewer.shows(high[0], high[1], 10*time.Second)
		for _, choice := range []struct {
			quality string
			size    [2]int
		}{{"LOW", low}, {"HIGH", high}, {"LOW", low}, {"MEDIUM", high}} {
			viewer.do(`(quality) => h.livekit.choose("1", quality)`, choice.quality)
			viewer.shows(choice.size[0], choice.size[1], switchTime)
		}

		told := `(name, source, count) => h.livekit.told(name, "1", source, count)`
		muted := 0
		for _, mute := range []struct{ off, on string }{
			{`() => Promise.all([h.audio.setEnabled(false), h.video.setEnabled(false)])`, `() => Promise.all([h.audio.setEnabled(true), h.video.setEnabled(true)])`},
			{`() => Promise.all([h.audio.setMuted(true), h.video.setMuted(true)])`, `() => Promise.all([h.audio.setMuted(false), h.video.setMuted(false)])`},
		} {
			muted++
			publisher.do(mute.off)
			viewer.do(told, "TrackMuted", "camera", muted)
			viewer.do(told, "TrackMuted", "microphone", muted)
			viewer.do(`() => { h.frames.length = 0; }`)
			publisher.do(mute.on)
			viewer.do(told, "TrackUnmuted", "camera", muted)
			viewer.do(told, "TrackUnmuted", "microphone", muted)
			viewer.shows(high[0], high[1], 10*time.Second)
			viewer.do(`() => h.hears()`)
		}

		publisher.do(`() => h.client.unpublish(h.video)`)
		viewer.do(told, "TrackUnpublished", "camera", 1)
		publisher.do(`() => h.client.leave()`)
		viewer.do(told, "ParticipantDisconnected", "", 1)
	})
}

// A uid that is a number is a decimal identity, and back; all else is text.
func TestLivekitClientNames(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		other := c.livekitPage(c.w.chromium)
		other.do(`async (server, room) => {
			await h.livekit.join(server, room, "somebody else");
			for (const identity of ["4294967295", "042", "7.5", "-1"]) await h.livekit.visit(server, room, identity);
		}`, c.w.server, c.room)
		number, text := c.openPage(), c.openPage()
		number.join(c.room, 7)
		text.join(c.room, "seven of nine")
		other.do(`async () => {
			await h.livekit.told("ParticipantConnected", "7", "", 1);
			await h.livekit.told("ParticipantConnected", "seven of nine", "", 1);
		}`)
		seen := `async (count) => {
			await h.until(count + " users", 5000, () => h.client.remoteUsers.length === count);
			return h.client.remoteUsers.map((user) => JSON.stringify(user.uid)).sort();
		}`
		for p, want := range map[*page][]string{
			number: {`"-1"`, `"042"`, `"7.5"`, `"seven of nine"`, `"somebody else"`, `4294967295`},
			text:   {`"-1"`, `"042"`, `"4294967295"`, `"7"`, `"7.5"`, `"somebody else"`},
		} {
			if got := get[[]string](p, seen, len(want)); !slices.Equal(got, want) {
				t.Errorf("the users are %v, want %v", got, want)
			}
		}
	})
}
