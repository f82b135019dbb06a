package client

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/peer/peertest"
	"dualstream/wasm/stats"
)

// server is the address of a demo server (go run ./e2e/withserver), a process
// of its own. Tests on it are skipped where there is none.
func server(t testing.TB) string {
	t.Helper()
	address := os.Getenv("DUALSTREAM_TEST_SERVER")
	if address == "" {
		if os.Getenv("DUALSTREAM_REQUIRE_SERVER") != "" {
			t.Fatal("DUALSTREAM_TEST_SERVER is not set")
		}
		t.Skip("needs a media server: go run ./e2e/withserver -- go test ./wasm/client")
	}
	return address
}

// access asks the server's token endpoint for a token.
func access(t testing.TB, room, identity string) (url, token string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"room_name": room, "participant_identity": identity})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(server(t)+"/token", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer struct {
		ServerURL string `json:"server_url"`
		Token     string `json:"participant_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer.Token == "" {
		t.Fatalf("token endpoint: %s, %v", response.Status, err)
	}
	return answer.ServerURL, answer.Token
}

// member is a client under test and what it was told.
type member struct {
	*Client
	*recorder
	identity string
}

func newMember(t testing.TB, identity string) *member {
	m := &member{recorder: newRecorder(t, identity), identity: identity}
	env := Env{Dial: dial, NewPeer: peertest.NewFactory(t), Profile: profile}
	m.Client = New(env, Config{Mode: ModeRTC, Codec: "vp8", PacketTrains: true}, m.recorder)
	t.Cleanup(func() {
		m.must("leave", m.do(m.Leave))
		if t.Failed() {
			for _, line := range m.all("") {
				t.Log(identity + ": " + line)
			}
		}
	})
	return m
}

// joined makes a member of a room.
func joined(t testing.TB, room, identity string) *member {
	t.Helper()
	m := newMember(t, identity)
	m.join(room)
	return m
}

func (m *member) join(room string) {
	m.t.Helper()
	url, token := access(m.t, room, m.identity)
	m.must("join", m.do(func(done func(error)) {
		m.Join(url, token, func(j Joined, err error) {
			if err == nil && (j.Identity != m.identity || j.Room != room) {
				m.t.Errorf("joined as %q in %q", j.Identity, j.Room)
			}
			done(err)
		})
	}))
}

// do makes a call and waits for its outcome.
func (m *member) do(call func(done func(error))) error {
	m.t.Helper()
	outcome := make(chan error, 1)
	call(func(err error) { outcome <- err })
	select {
	case err := <-outcome:
		return err
	case <-time.After(20 * time.Second):
		m.t.Fatal("a call of " + m.identity + " was not answered within 20 s")
		return nil
	}
}

func (m *member) must(what string, err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatalf("%s: %s: %v", m.identity, what, err)
	}
}

// camera is a camera of 640x360 at 15 frames per second.
func camera(t testing.TB) *Track {
	t.Helper()
	return &Track{ID: "camera", Source: api.SourceCamera, Local: peertest.NewVideo(t), Width: 640, Height: 360, Framerate: 15, BitrateMax: 600}
}

func microphone(t testing.TB) *Track {
	t.Helper()
	return &Track{ID: "microphone", Source: api.SourceMicrophone, Local: peertest.NewAudio(t), BitrateMax: 40}
}

func (m *member) publish(tracks ...*Track) {
	m.t.Helper()
	m.must("publish", m.do(func(done func(error)) { m.Publish(tracks, done) }))
}

func (m *member) subscribe(to *member, kind api.MediaKind) {
	m.t.Helper()
	m.wait("published "+to.identity+" "+string(kind), 1)
	m.must("subscribe", m.do(func(done func(error)) { m.Subscribe(to.identity, kind, done) }))
	if m.track(to.identity, kind) == nil {
		m.t.Fatalf("%s: subscribe succeeded before the track was told", m.identity)
	}
}

func (m *member) choose(of *member, stream api.StreamType) {
	m.t.Helper()
	m.must("setRemoteVideoStreamType", m.do(func(done func(error)) { m.SetRemoteVideoStreamType(of.identity, stream, done) }))
}

func (m *member) dualStream(on bool) {
	m.t.Helper()
	m.must("dual stream", m.do(func(done func(error)) { m.SetDualStream(on, done) }))
}

// arriving waits until a stream of a user's video arrives, and goes on
// arriving. A browser that has little to encode with shrinks the high stream,
// but never near the low one's 160 pixels.
func (m *member) arriving(from *member, stream api.StreamType) {
	m.t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	var last stats.Inbound
	for seen := 0; time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		in := m.received(from)
		switch {
		case !(in.FrameWidth > 0) || (in.FrameWidth > 160) != (stream == api.HighStream):
			seen = 0
		case in.BytesReceived > last.BytesReceived:
			seen++
		}
		if last = in; seen == 3 {
			return
		}
	}
	m.t.Fatalf("%s: stream %d of %s does not arrive; last seen: %+v", m.identity, stream, from.identity, last)
}

// received is the client's own last reading of a user's video, zero if there
// is none.
func (m *member) received(from *member) (in stats.Inbound) {
	m.loop.call(func() {
		if u := m.users.find(from.identity); u != nil {
			if sub := u.subscriptions[api.Video]; sub != nil && sub.watch.previous != nil {
				in = *sub.watch.previous
			}
		}
	})
	return in
}
