package e2e

import (
	"strings"
	"testing"
	"time"
)

func TestConnectionStates(t *testing.T) {
	p := open(t, "/script.html")
	name := channel(t)
	p.do(`() => { h.make(); }`)
	if state := get[string](p, `() => h.client.connectionState`); state != "DISCONNECTED" {
		t.Errorf("a new client is %s", state)
	}
	p.do(`() => h.client.leave()`) // not joined: resolves
	for range 2 {
		uid := get[int](p, `(server, channel) => h.client.join(server, channel, null, 7)`, p.w.server, name)
		if uid != 7 {
			t.Errorf("join resolved to %d", uid)
		}
		here := get[[]any](p, `() => [h.client.connectionState, h.client.uid, h.client.channelName]`)
		if here[0] != "CONNECTED" || here[1] != 7.0 || here[2] != name {
			t.Errorf("joined: %v", here)
		}
		p.do(`() => h.client.leave()`)
		gone := get[[]any](p, `() => [h.client.connectionState, h.client.uid, h.client.remoteUsers.length]`)
		if gone[0] != "DISCONNECTED" || gone[1] != nil || gone[2] != 0.0 {
			t.Errorf("left: %v", gone)
		}
	}
	round := `["CONNECTING","DISCONNECTED"] ["CONNECTED","CONNECTING"] ` +
		`["DISCONNECTING","CONNECTED"] ["DISCONNECTED","DISCONNECTING","LEAVE"]`
	if got := strings.Join(p.told("connection-state-change"), " "); got != round+" "+round {
		t.Errorf("connection-state-change: %s", got)
	}
}

func TestJoinWithoutUID(t *testing.T) {
	p := open(t, "/script.html")
	uid := get[any](p, `(server, channel) => h.make().join(server, channel, null)`, p.w.server, channel(t))
	if n, ok := uid.(float64); !ok || n < 1 {
		t.Errorf("join resolved to %v, want a number", uid)
	}
}

func TestLeaveDuringJoin(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	p.refuses("OPERATION_ABORTED", nil, `async (server, channel) => {
		const joining = h.client.join(server, channel, null, 1);
		joining.catch(() => {});
		await h.client.leave();
		await joining;
	}`, p.w.server, channel(t))
	p.do(`(server, channel) => h.client.join(server, channel, null, 1)`, p.w.server, channel(t))
}

func TestSameUserJoinsTwice(t *testing.T) {
	p := open(t, "/script.html")
	name := channel(t)
	p.join(name, 1)
	p.refuses("INVALID_OPERATION", nil, `(server, channel) => h.client.join(server, channel, null, 1)`, p.w.server, name)
	p.refuses("UID_CONFLICT", []string{"1"}, `(server, channel) =>
		AgoraRTC.createClient({ mode: "rtc", codec: "vp8" }).join(server, channel, null, 1)`, p.w.server, name)
}

func TestUsersComeAndGo(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	viewer, publisher := open(t, "/script.html"), open(t, "/script.html")
	viewer.join(name, 2)
	publisher.publish(name, 1, false, 640, 360)
	viewer.do(`() => h.view(1)`)
	viewer.shows(640, 360, 5*time.Second)

	publisher.do(`() => h.video.setEnabled(false)`)
	viewer.do(`() => h.until("unpublished", 5000, () => h.told("user-unpublished").length === 1)`)
	if got := get[[]any](viewer, `() => [h.client.remoteUsers[0].hasVideo, h.client.remoteUsers[0].videoTrack ?? null]`); got[0] != false || got[1] != nil {
		t.Errorf("disabled: hasVideo and videoTrack are %v", got)
	}
	publisher.do(`() => h.video.setEnabled(true)`)
	viewer.do(`() => h.until("published", 5000, () => h.told("user-published").length === 2)`)
	viewer.do(`async () => {
		const before = h.track;
		await h.view(1);
		if (h.track !== before) throw new Error("the RemoteVideoTrack is another object");
	}`)
	viewer.shows(640, 360, 5*time.Second)

	viewer.do(`() => h.client.unsubscribe(h.client.remoteUsers[0], "video")`)
	viewer.do(`() => h.view(1)`)
	viewer.shows(640, 360, 5*time.Second)

	publisher.do(`() => h.client.unpublish()`)
	viewer.do(`() => h.until("unpublished", 5000, () => h.told("user-unpublished").length === 2)`)
	publisher.do(`() => h.client.leave()`)
	viewer.do(`() => h.until("left", 5000, () => h.told("user-left").length === 1)`)

	got := get[[]string](viewer, `() => h.events
		.filter((e) => e.name.startsWith("user-"))
		.map((e) => [e.name, e.args[0].uid, e.args[1]].filter((x) => x !== undefined).join(" "))`)
	want := "user-joined 1, user-published 1 video, user-unpublished 1 video, user-published 1 video, " +
		"user-unpublished 1 video, user-left 1 Quit"
	if strings.Join(got, ", ") != want {
		t.Errorf("events: %s\nwant:   %s", strings.Join(got, ", "), want)
	}
	if users := get[int](viewer, `() => h.client.remoteUsers.length`); users != 0 {
		t.Errorf("%d users are left", users)
	}
}

func TestLeaveAndJoinAgain(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, 1, true, 640, 360)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	viewer.shows(160, 90, switchTime)

	// As pages do it: the tracks are closed while they are still published.
	publisher.do(`async () => {
		h.video.stop();
		h.video.close();
		await h.client.disableDualStream();
		await h.client.leave();
	}`)
	viewer.do(`() => h.client.leave()`)

	publisher.do(`async (server, channel) => {
		await h.client.enableDualStream();
		await h.client.join(server, channel, null, 1);
		await h.camera(640, 360);
	}`, publisher.w.server, name)
	viewer.do(`async (server, channel) => {
		await h.client.join(server, channel, null, 2);
		await h.view(1);
	}`, viewer.w.server, name)
	// What was chosen for a user is forgotten by leaving.
	viewer.shows(640, 360, 5*time.Second)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	viewer.shows(160, 90, switchTime)
}

func TestTwoViewersOfOnePublisher(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, low, high := open(t, "/script.html"), open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, 1, true, 640, 360)
	low.view(name, 2, 1)
	high.view(name, 3, 1)
	low.shows(640, 360, 5*time.Second)
	high.shows(640, 360, 5*time.Second)
	low.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	low.shows(160, 90, switchTime)
	time.Sleep(time.Second)
	high.shows(640, 360, time.Second)
	low.shows(160, 90, time.Second)
	if events := high.told("stream-type-changed"); len(events) != 0 {
		t.Errorf("the viewer of the high stream is told %v", events)
	}
}

func TestAudioIsHeard(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.do(`async () => {
		h.tracks = await AgoraRTC.createMicrophoneAndCameraTracks();
		await h.client.publish(h.tracks);
		if (h.client.localTracks.length !== 2) throw new Error("localTracks: " + h.client.localTracks.length);
	}`)
	viewer.join(name, 2)
	viewer.do(`async () => {
		const track = await h.client.subscribe(await h.user(1, "audio"), "audio");
		track.play();
		await h.until("sound", 10000, async () => {
			const [audio] = await h.reports("inbound-rtp", "audio");
			return audio?.totalAudioEnergy > 0;
		});
	}`)
}

func TestAudienceMayNotPublish(t *testing.T) {
	p := open(t, "/script.html")
	name := channel(t)
	p.do(`async (server, channel) => {
		await h.make({ mode: "live", codec: "vp8" }).join(server, channel, null, 1);
	}`, p.w.server, name)
	p.refuses("INVALID_OPERATION", []string{"audience"}, `() => h.camera(640, 480)`)
	p.do(`async () => {
		await h.client.setClientRole("host");
		await h.client.publish(h.video);
	}`)
	p.refuses("INVALID_OPERATION", nil, `() => h.client.setClientRole("audience")`)
	p.do(`async () => {
		await h.client.unpublish();
		await h.client.setClientRole("audience");
	}`)
}
