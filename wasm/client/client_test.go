package client

import (
	"errors"
	"strings"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal"
	"dualstream/wasm/simulcast"
)

// The table of what a client does on a real media server. It runs natively on
// pion and in the browser on RTCPeerConnection.
var onServer = map[string]func(t *testing.T, room string){
	"join, leave, join again":               joinLeaveJoin,
	"a refused token":                       refusedToken,
	"calls that need a channel":             needChannel,
	"users come and go":                     usersComeAndGo,
	"publish and subscribe":                 publishAndSubscribe,
	"two layers and switching":              twoLayers,
	"a stream chosen before subscribe":      chosenBefore,
	"a publisher without dual stream":       singleStream,
	"dual stream while publishing":          dualWhilePublishing,
	"a new low stream while publishing":     newLowStream,
	"two viewers with different streams":    twoViewers,
	"unpublish and publish again":           publishAgain,
	"unsubscribe and subscribe again":       subscribeAgain,
	"replace what a track sends":            replaceTrack,
	"another size while publishing":         otherSize,
	"mute and unmute":                       muteUnmute,
	"publish a muted track":                 publishMuted,
	"one video track at a time":             oneVideo,
	"leave while joining":                   leaveWhileJoining,
	"the connection breaks":                 connectionBreaks,
	"another client with the same identity": sameIdentity,
}

func TestOnServer(t *testing.T) {
	server(t)
	for name, test := range onServer {
		t.Run(name, func(t *testing.T) { test(t, strings.ReplaceAll(t.Name(), "/", " ")) })
	}
}

func code(err error) api.Code {
	var known *api.Error
	if errors.As(err, &known) {
		return known.Code
	}
	return ""
}

func joinLeaveJoin(t *testing.T, room string) {
	m := newMember(t, "anna")
	for range 2 {
		m.join(room)
		err := m.do(func(done func(error)) { m.Join("ws://127.0.0.1", "x", func(_ Joined, err error) { done(err) }) })
		if code(err) != api.InvalidOperation {
			t.Errorf("a second join: %v", err)
		}
		m.must("leave", m.do(m.Leave))
		m.must("leave again", m.do(m.Leave))
	}
	want := "state DISCONNECTED CONNECTING |state CONNECTING CONNECTED |state CONNECTED DISCONNECTING |state DISCONNECTING DISCONNECTED LEAVE|"
	if got := strings.Join(m.all("state"), "|") + "|"; got != want+want {
		t.Errorf("states: %s", got)
	}
}

func refusedToken(t *testing.T, room string) {
	m := newMember(t, "anna")
	url, token := access(t, room, m.identity)
	for range 2 {
		err := m.do(func(done func(error)) {
			m.Join(url, token[:len(token)-3]+"xxx", func(_ Joined, err error) { done(err) })
		})
		if code(err) != api.CannotGetGateway {
			t.Errorf("a forged token: %v", err)
		}
	}
	m.wait("state CONNECTING DISCONNECTED NETWORK_ERROR", 2)
	m.join(room)
}

func needChannel(t *testing.T, _ string) {
	m := newMember(t, "anna")
	for name, c := range map[string]struct {
		call func(done func(error))
		want api.Code
	}{
		"publish":                  {func(done func(error)) { m.Publish(nil, done) }, api.InvalidOperation},
		"subscribe":                {func(done func(error)) { m.Subscribe("ben", api.Video, done) }, api.InvalidOperation},
		"unsubscribe":              {func(done func(error)) { m.Unsubscribe("ben", api.Video, done) }, api.InvalidOperation},
		"setRemoteVideoStreamType": {func(done func(error)) { m.SetRemoteVideoStreamType("ben", 1, done) }, api.WSAbort},
		"setClientRole":            {func(done func(error)) { m.SetClientRole(api.Host, done) }, api.InvalidOperation},
		"unpublish":                {func(done func(error)) { m.Unpublish(nil, done) }, ""},
		"disableDualStream":        {func(done func(error)) { m.SetDualStream(false, done) }, ""},
	} {
		if err := m.do(c.call); code(err) != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	m.dualStream(true)
	if err := m.do(func(done func(error)) { m.SetDualStream(true, done) }); code(err) != api.InvalidOperation {
		t.Errorf("a second enableDualStream: %v", err)
	}
}

func usersComeAndGo(t *testing.T, room string) {
	anna := joined(t, room, "anna")
	ben := joined(t, room, "ben")
	anna.wait("joined ben", 1)
	ben.wait("joined anna", 1)
	if err := anna.do(func(done func(error)) { anna.Subscribe("ben", api.Audio, done) }); code(err) != api.RemoteUserNotPublished {
		t.Errorf("subscribe to nothing: %v", err)
	}
	if err := anna.do(func(done func(error)) { anna.Subscribe("carl", api.Audio, done) }); code(err) != api.InvalidRemoteUser {
		t.Errorf("subscribe to nobody: %v", err)
	}
	ben.must("leave", ben.do(ben.Leave))
	anna.wait("left ben Quit", 1)
}

func publishAndSubscribe(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(microphone(t), camera(t))
	ben.subscribe(anna, api.Audio)
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	anna.must("leave", anna.do(anna.Leave))
	ben.wait("left anna Quit", 1)
	got := ben.all("")
	tail := strings.Join(got[len(got)-5:], "|")
	if tail != "track anna audio false|unpublished anna audio|track anna video false|unpublished anna video|left anna Quit" {
		t.Errorf("a publisher who leaves: %s", tail)
	}
}

func twoLayers(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.dualStream(true)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	ben.choose(anna, api.LowStream)
	ben.arriving(anna, api.LowStream)
	ben.wait("stream anna 1 request 160 90", 1)
	ben.choose(anna, api.HighStream)
	ben.arriving(anna, api.HighStream)
	ben.wait("stream anna 0 request", 1)
	if all := ben.all("stream"); len(all) != 2 {
		t.Errorf("events: %v", all)
	}
}

func chosenBefore(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.dualStream(true)
	ben.choose(anna, api.LowStream)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.LowStream)
}

func singleStream(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.choose(anna, api.LowStream)
	ben.arriving(anna, api.HighStream)
	ben.choose(anna, api.HighStream)
	ben.choose(anna, api.LowStream)
	ben.arriving(anna, api.HighStream)
	if all := ben.all("stream"); len(all) != 0 {
		t.Errorf("events: %v", all)
	}
}

func dualWhilePublishing(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	track := ben.track("anna", api.Video)
	ben.choose(anna, api.LowStream)
	anna.dualStream(true)
	ben.wait("stream anna 1 request", 1)
	anna.dualStream(false)
	ben.wait("stream anna 0 delivery", 1)
	anna.dualStream(true)
	ben.wait("stream anna 1", 2)
	if ben.track("anna", api.Video) != track || len(ben.all("unpublished")) != 0 {
		t.Errorf("the viewer saw more than another stream: %v", ben.all(""))
	}
}

func newLowStream(t *testing.T, room string) {
	anna := joined(t, room, "anna")
	anna.dualStream(true)
	anna.publish(camera(t))
	anna.must("setLowStreamParameter", anna.do(func(done func(error)) {
		anna.SetLowStreamParameter(api.LowStreamParameter{Width: 320, Bitrate: 120}, done)
	}))
	anna.must("setLowStreamParameter", anna.do(func(done func(error)) {
		anna.SetLowStreamParameter(api.LowStreamParameter{Framerate: 10}, done)
	}))
	anna.loop.call(func() {
		low := anna.publications[0].plan.Encodings[0]
		if low.ScaleDown != 2 || low.MaxBitrate != 120_000 || low.MaxFramerate != 10 || !low.Active {
			t.Errorf("the low stream: %+v", low)
		}
	})
}

func twoViewers(t *testing.T, room string) {
	anna, ben, carla := joined(t, room, "anna"), joined(t, room, "ben"), joined(t, room, "carla")
	anna.dualStream(true)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	carla.subscribe(anna, api.Video)
	ben.choose(anna, api.LowStream)
	ben.arriving(anna, api.LowStream)
	carla.arriving(anna, api.HighStream)
}

func publishAgain(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	cam := camera(t)
	anna.publish(cam)
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	anna.must("unpublish", anna.do(func(done func(error)) { anna.Unpublish([]string{cam.ID, "none"}, done) }))
	ben.wait("unpublished anna video", 1)
	anna.publish(cam)
	ben.wait("published anna video", 2)
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
}

func subscribeAgain(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(camera(t))
	for range 2 {
		ben.subscribe(anna, api.Video)
		ben.arriving(anna, api.HighStream)
		ben.must("unsubscribe", ben.do(func(done func(error)) { ben.Unsubscribe("anna", api.Video, done) }))
		if ben.track("anna", api.Video) != nil {
			t.Error("the track stayed after unsubscribe")
		}
	}
	ben.must("unsubscribe", ben.do(func(done func(error)) { ben.Unsubscribe("anna", api.Video, done) }))
}

func muteUnmute(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	mic := microphone(t)
	anna.publish(mic)
	ben.subscribe(anna, api.Audio)
	for i := range 2 {
		anna.must("mute", anna.do(func(done func(error)) { anna.SetTrackMuted(mic.ID, true, done) }))
		ben.wait("unpublished anna audio", i+1)
		anna.must("unmute", anna.do(func(done func(error)) { anna.SetTrackMuted(mic.ID, false, done) }))
		ben.wait("published anna audio", i+2)
	}
	ben.subscribe(anna, api.Audio)
}

func replaceTrack(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	track := ben.track("anna", api.Video)
	other := camera(t)
	anna.must("replaceTrack", anna.do(func(done func(error)) { anna.ReplaceTrack(other, done) }))
	anna.loop.call(func() {
		if anna.publications[0].track != other {
			t.Error("the first track is still published")
		}
	})
	ben.arriving(anna, api.HighStream)
	if ben.track("anna", api.Video) != track || len(ben.all("unpublished")) != 0 {
		t.Errorf("the viewer saw more than another picture: %v", ben.all(""))
	}
}

func otherSize(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.dualStream(true)
	cam := camera(t)
	anna.publish(cam)
	ben.subscribe(anna, api.Video)
	for _, c := range []struct {
		width, height int
		scale         float64
		on            bool
		low           int // the announced height
	}{
		{1280, 720, 8, true, 90},
		{640, 480, 4, true, 120},
		{160, 120, 1, false, 120},
		{640, 360, 4, true, 90},
	} {
		other := *cam
		other.Width, other.Height, other.BitrateMax = c.width, c.height, c.width
		anna.must("replaceTrack", anna.do(func(done func(error)) { anna.ReplaceTrack(&other, done) }))
		anna.loop.call(func() {
			q, h := anna.publications[0].plan.Encodings[0], anna.publications[0].plan.Encodings[1]
			if q.ScaleDown != c.scale || q.Active != c.on || h.ScaleDown != 1 || h.MaxBitrate != c.width*1000 {
				t.Errorf("%dx%d is sent as %+v and %+v", c.width, c.height, q, h)
			}
		})
		var layers []simulcast.Layer
		for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			ben.loop.call(func() {
				u := ben.users.find("anna")
				layers = layersOf(u, u.track(u.published[api.Video]))
			})
			if len(layers) == 2 && layers[1].Height == c.height && (layers[0].Height == c.low || !c.on) {
				break
			}
		}
		if len(layers) != 2 || layers[1].Width != c.width || layers[1].Height != c.height || layers[1].Bitrate != c.width*1000 ||
			c.on && layers[0].Height != c.low {
			t.Errorf("of %dx%d the viewer is told %+v", c.width, c.height, layers)
		}
	}
	if len(ben.all("unpublished")) != 0 || len(ben.all("stream")) != 0 {
		t.Errorf("the viewer was told more: %v", ben.all(""))
	}
}

func publishMuted(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	mic := microphone(t)
	mic.Muted = true
	anna.publish(mic)
	ben.wait("joined anna", 1)
	time.Sleep(500 * time.Millisecond)
	if all := ben.all("published"); len(all) != 0 {
		t.Errorf("a muted track was told: %v", all)
	}
	anna.must("unmute", anna.do(func(done func(error)) { anna.SetTrackMuted(mic.ID, false, done) }))
	ben.subscribe(anna, api.Audio)
}

func oneVideo(t *testing.T, room string) {
	anna := joined(t, room, "anna")
	cam := camera(t)
	anna.publish(cam)
	anna.publish(cam)
	other := camera(t)
	other.ID = "other"
	err := anna.do(func(done func(error)) { anna.Publish([]*Track{other}, done) })
	if code(err) != api.MultipleVideoTracks {
		t.Errorf("a second video track: %v", err)
	}
}

func leaveWhileJoining(t *testing.T, room string) {
	m := newMember(t, "anna")
	url, token := access(t, room, m.identity)
	outcome := make(chan error, 1)
	m.Join(url, token, func(_ Joined, err error) { outcome <- err })
	m.must("leave", m.do(m.Leave))
	if err := <-outcome; code(err) != api.OperationAborted {
		t.Errorf("join: %v", err)
	}
	m.join(room)
}

// breakable is a dialer whose connections can be broken.
type breakable struct {
	dial  signal.Dialer
	conns []signal.Conn
}

func (b *breakable) Dial(ctx lifetime.Context, url string, events signal.ConnEvents) (signal.Conn, error) {
	conn, err := b.dial(ctx, url, events)
	if err == nil {
		b.conns = append(b.conns, conn)
	}
	return conn, err
}

func connectionBreaks(t *testing.T, room string) {
	ben := newMember(t, "ben")
	dialer := &breakable{dial: ben.env.Dial}
	ben.env.Dial = dialer.Dial
	ben.join(room)
	anna := joined(t, room, "anna")
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.arriving(anna, api.HighStream)
	ben.publish(microphone(t))
	anna.subscribe(ben, api.Audio)

	dialer.conns[0].Close(3000, "broken by the test")
	ben.wait("state CONNECTED RECONNECTING", 1)
	ben.choose(anna, api.HighStream) // waits for the new connection
	ben.wait("state RECONNECTING CONNECTED", 1)
	ben.wait("track anna video true", 2)
	ben.arriving(anna, api.HighStream)
	anna.wait("published ben audio", 2)
	if all := append(ben.all("left"), ben.all("unpublished")...); len(all) != 0 {
		t.Errorf("a reconnection made users go: %v", all)
	}
}

func sameIdentity(t *testing.T, room string) {
	first := joined(t, room, "anna")
	joined(t, room, "anna")
	first.wait("state CONNECTED DISCONNECTED UID_CONFLICT", 1)
}
