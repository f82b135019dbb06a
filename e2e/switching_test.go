package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// switchTime is what a switch of the stream may take.
const switchTime = 3 * time.Second

// pair is a publisher with the uid 1 and a viewer with the uid 2 who plays its
// video.
func pair(t *testing.T, dual bool) (publisher, viewer *page) {
	t.Helper()
	name := channel(t)
	publisher, viewer = open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, 1, dual, 640, 360)
	sent := sizes{"h": {640, 360}}
	if dual {
		sent["q"] = [2]int{160, 90}
	}
	publisher.sends(sent)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	return publisher, viewer
}

// typeChange is an event "stream-type-changed".
type typeChange struct {
	UID, Type       int
	Cause, From, To string
}

// typeChanges returns the events so far, and checks that the size which they
// tell is one of the stream's.
func typeChanges(p *page) []typeChange {
	p.t.Helper()
	return get[[]typeChange](p, `() => h.told("stream-type-changed").map(([uid, type, reason]) => {
		const size = type === 1 ? [160, 90] : [640, 360];
		if (!h.isOf(reason, ...size)) throw new Error("the event tells of " + JSON.stringify(reason));
		return { uid, type, ...reason };
	})`)
}

// toldTypes waits until there were that many of them.
func (p *page) toldTypes(count int) {
	p.t.Helper()
	p.do(`(count) => h.until(count + " stream-type-changed", 5000, () => h.told("stream-type-changed").length >= count)`, count)
}

// steady waits until a viewer has seen other pictures than those of a size for so
// long that it was told: a publisher that is short of time sends the low stream
// alone for a while, and then a request for it changes nothing.
func (p *page) steady(but [2]int) {
	p.t.Helper()
	p.do(`(width, height) => h.until("other pictures", 20000, () => {
		const lately = h.frames.filter(({ at }) => at > performance.now() - 1800);
		return lately.length > 5 && !lately.some((frame) => h.isOf(frame, width, height));
	})`, but[0], but[1])
}

func TestSwitchToLowAndBack(t *testing.T) {
	_, viewer := pair(t, true)
	if events := viewer.told("stream-type-changed"); len(events) != 0 {
		t.Errorf("before anything was switched: %v", events)
	}

	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	t.Logf("high to low took %s", viewer.shows(160, 90, switchTime))
	viewer.toldTypes(1)

	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	t.Logf("low to high took %s", viewer.shows(640, 360, switchTime))
	viewer.toldTypes(2)

	time.Sleep(2 * time.Second) // nothing comes after it
	want := []typeChange{
		{1, 1, "request", "high", "low"},
		{1, 0, "request", "low", "high"},
	}
	if got := typeChanges(viewer); !slices.Equal(got, want) {
		t.Errorf("stream-type-changed: %+v, want %+v", got, want)
	}
	if gone := viewer.told("user-unpublished"); len(gone) != 0 {
		t.Errorf("user-unpublished: %v", gone)
	}
}

func TestSwitchByEveryFormOfAUser(t *testing.T) {
	beside(t, ofCamera)
	_, viewer := pair(t, true)
	for _, user := range []string{
		`1`,
		`"1"`,
		`h.client.remoteUsers[0]`,
		`({ getId: () => 1 })`,
		`({ getUserId: () => "1" })`,
	} {
		t.Run(user, func(t *testing.T) {
			viewer.do(`() => h.client.setRemoteVideoStreamType(` + user + `, 1)`)
			viewer.shows(160, 90, switchTime)
			viewer.do(`() => h.client.setRemoteVideoStreamType(` + user + `, 0)`)
			viewer.shows(640, 360, switchTime)
		})
	}
}

func TestSwitchBeforeSubscribing(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, 1, true, 640, 360)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	viewer.join(name, 2)
	viewer.do(`async () => {
		await h.client.setRemoteVideoStreamType(1, 1);
		await h.view(1);
	}`)
	viewer.shows(160, 90, switchTime)
	time.Sleep(switchTime)
	viewer.shows(160, 90, time.Second)
	if events := viewer.told("stream-type-changed"); len(events) != 0 {
		t.Errorf("what was asked for arrived from the start, and yet: %v", events)
	}
}

func TestSwitchBeforeTheUserIsKnown(t *testing.T) {
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	viewer.join(name, 2)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	publisher.publish(name, 1, true, 640, 360)
	viewer.do(`() => h.view(1)`)
	viewer.shows(160, 90, 5*time.Second)
	time.Sleep(switchTime)
	viewer.shows(160, 90, time.Second)
}

func TestSwitchWithStringUIDs(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, "alice", true, 640, 360)
	viewer.view(name, "bob", "alice")
	viewer.shows(640, 360, 5*time.Second)
	viewer.do(`() => h.client.setRemoteVideoStreamType("alice", 1)`)
	viewer.shows(160, 90, switchTime)
	viewer.toldTypes(1)
	if got := viewer.told("stream-type-changed")[0]; !strings.HasPrefix(got, `["alice",1,`) {
		t.Errorf("stream-type-changed: %s", got)
	}
}

func TestSwitchInH264(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.do(`async (server, channel) => {
		const client = h.make({ mode: "rtc", codec: "h264" });
		await client.enableDualStream();
		await client.join(server, channel, null, 1);
		await h.camera(640, 360);
	}`, publisher.w.server, name)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	codec := get[string](viewer, `async () => {
		const [video] = await h.reports("inbound-rtp", "video");
		for (const pc of h.connections) {
			const codec = (await pc.getStats()).get(video.codecId);
			if (codec) return codec.mimeType;
		}
	}`)
	if codec != "video/H264" {
		t.Errorf("the video is %s", codec)
	}
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	viewer.shows(160, 90, switchTime)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	viewer.shows(640, 360, switchTime)
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
}

func TestSwitchOfASingleStream(t *testing.T) {
	beside(t, ofCamera)
	_, viewer := pair(t, false)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	time.Sleep(5 * time.Second)
	viewer.shows(640, 360, switchTime)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	time.Sleep(time.Second)
	viewer.shows(640, 360, switchTime)
	if events := viewer.told("stream-type-changed"); len(events) != 0 {
		t.Errorf("stream-type-changed: %v", events)
	}
}
