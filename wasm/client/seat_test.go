package client

import (
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
	"dualstream/wasm/signal/wire"
)

// seat is a member who sits in a channel of which no server knows: it is CONNECTED
// by a session whose messages are kept, and reaches nobody when it dials again.
type seat struct {
	*member
	sent *sink
	mu   sync.Mutex
	// dialled are the addresses that were dialled.
	dialled []string
}

func seated(t *testing.T, config Config) *seat {
	t.Helper()
	s := &seat{sent: &sink{}}
	s.member = &member{recorder: newRecorder(t, "anna"), identity: "anna"}
	env := Env{Profile: quirks.Native(), Dial: func(_ lifetime.Context, url string, _ signal.ConnEvents) (signal.Conn, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dialled = append(s.dialled, url)
		return nil, api.NewError(api.CannotGetGateway, "nobody is there")
	}}
	s.Client = New(env, config, s.recorder)
	link, err := signal.Open(lifetime.Background(), signal.Config{
		Dial: func(lifetime.Context, string, signal.ConnEvents) (signal.Conn, error) { return s.sent, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := lifetime.New(lifetime.Background())
	s.loop.call(func() {
		s.state, s.identity = api.Connected, "anna"
		s.rejoin = &rejoin{server: "ws://media.example", token: "first", cancel: func(error) {}}
		s.session = &session{
			client: s.Client, ctx: ctx, cancel: cancel, signal: link, token: "first",
			outcome: newAnswers(),
			self:    &wire.ParticipantInfo{Permission: &wire.ParticipantPermission{CanUpdateMetadata: true}},
		}
		s.downlink.log = fallback.NewLog(1 << 10)
	})
	t.Cleanup(func() { s.must("leave", s.do(s.Leave)) })
	return s
}

// attributes are the own attributes that the server was told, in order.
func (s *seat) attributes() (told []map[string]string) {
	s.t.Helper()
	s.loop.call(func() {
		for _, frame := range s.sent.frames {
			var request livekit.SignalRequest
			if err := proto.Unmarshal(frame, &request); err != nil {
				s.t.Error(err)
			}
			if update := request.GetUpdateMetadata(); update != nil {
				told = append(told, update.Attributes)
			}
		}
	})
	return told
}

// heldSender is a sender that keeps what it is asked to send.
type heldSender struct {
	peer.Sender
	mu    sync.Mutex
	asked [][]api.Encoding
}

func (h *heldSender) SetEncodings(_ lifetime.Context, encodings []api.Encoding) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked = append(h.asked, encodings)
	return nil
}

// low is whether the low stream was sent, by each change.
func (h *heldSender) low() (active []bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, encodings := range h.asked {
		active = append(active, encodings[0].RID == "q" && encodings[0].Active)
	}
	return active
}

// cameraOf puts a camera of 640x360 into what is published.
func (s *seat) cameraOf(sid string) *heldSender {
	sender := &heldSender{}
	track := &Track{ID: "camera", Source: api.SourceCamera, Local: localTrack{kind: api.Video}, Width: 640, Height: 360, Framerate: 15}
	s.loop.call(func() {
		s.publications = []*publication{{track: track, sid: sid, sender: sender, plan: s.planFor(track)}}
	})
	return sender
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("not within 5 s: " + what)
		}
	}
}
