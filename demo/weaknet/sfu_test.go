package weaknet_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/livekit/protocol/livekit"
	"github.com/pion/webrtc/v3"
	"google.golang.org/protobuf/proto"

	"dualstream/demo/sfu"
	"dualstream/demo/sfu/token"
	"dualstream/demo/weaknet"
)

// TestMediaGoesThroughTheRelay joins a real media server: all candidates that
// the client gets are the relay's, the connection is made through it, and the
// counters show it.
func TestMediaGoesThroughTheRelay(t *testing.T) {
	server, err := sfu.Start(t.Context(), sfu.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	signal, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	networks := weaknet.New(weaknet.Config{Media: server.MediaAddr(), Signal: signal})
	defer networks.Close()
	front := httptest.NewServer(networks.Signalling(http.NotFoundHandler()))
	defer front.Close()
	signed, err := server.Token(token.Request{Room: "room", Identity: "ann"})
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(front.URL, "http")+"/rtc?protocol=16&auto_subscribe=1&access_token="+signed, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	conn.SetReadLimit(1 << 20)

	var engine webrtc.SettingEngine
	engine.SetIncludeLoopbackCandidate(true)
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(engine)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	defer pc.Close()
	connected := make(chan struct{})
	var once sync.Once
	pc.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		if state == webrtc.PeerConnectionStateConnected {
			once.Do(func() { close(connected) })
		}
	})
	media := server.MediaAddr()
	ended := make(chan error, 1)
	go func() { ended <- follow(t, conn, pc, " "+strconv.Itoa(int(media.Port()))+" ") }()
	select {
	case <-connected:
	case err := <-ended:
		t.Fatal(err)
	case <-time.After(20 * time.Second):
		t.Fatal("no connection through the relay")
	}

	recorder := httptest.NewRecorder()
	networks.Control().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/weaknet/room/ann", nil))
	var got struct {
		Connected bool
		Counters  struct{ Down, Up weaknet.Counters }
	}
	if err := json.Unmarshal(recorder.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if down, up := got.Counters.Down, got.Counters.Up; !got.Connected || down.BytesOut < 1000 || up.BytesOut < 1000 || down.PacketsIn != down.PacketsOut {
		t.Errorf("%s", recorder.Body)
	}
}

// follow answers the server's offers until the session ends. No message may
// name the media server's port.
func follow(t *testing.T, conn *websocket.Conn, pc *webrtc.PeerConnection, port string) error {
	var early []webrtc.ICECandidateInit
	for {
		_, data, err := conn.Read(t.Context())
		if err != nil {
			return err
		}
		var response livekit.SignalResponse
		if err := proto.Unmarshal(data, &response); err != nil {
			return err
		}
		if text := response.GetTrickle().GetCandidateInit() + response.GetOffer().GetSdp(); strings.Contains(text, port) || strings.Contains(text, " tcp ") {
			t.Errorf("a candidate of the media server came through: %s", text)
		}
		if trickle := response.GetTrickle(); trickle != nil && trickle.Target == livekit.SignalTarget_SUBSCRIBER {
			var init webrtc.ICECandidateInit
			if err := json.Unmarshal([]byte(trickle.CandidateInit), &init); err != nil {
				return err
			}
			early = append(early, init)
		}
		if offer := response.GetOffer(); offer != nil {
			if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer.Sdp}); err != nil {
				return err
			}
			answer, err := pc.CreateAnswer(nil)
			if err != nil {
				return err
			}
			if err := pc.SetLocalDescription(answer); err != nil {
				return err
			}
			request, err := proto.Marshal(&livekit.SignalRequest{Message: &livekit.SignalRequest_Answer{Answer: &livekit.SessionDescription{Type: "answer", Sdp: answer.SDP, Id: offer.Id}}})
			if err != nil {
				return err
			}
			if err := conn.Write(t.Context(), websocket.MessageBinary, request); err != nil {
				return err
			}
		}
		if pc.RemoteDescription() != nil {
			for _, init := range early {
				if err := pc.AddICECandidate(init); err != nil {
					return err
				}
			}
			early = nil
		}
	}
}
