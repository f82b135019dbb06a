package sfu

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/demo/sfu/token"
)

// start runs a server for the length of a test.
func start(t *testing.T) *Server {
	t.Helper()
	server, err := Start(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// signal joins a room and returns a function that reads the next message.
func signal(t *testing.T, server *Server) func() *livekit.SignalResponse {
	t.Helper()
	signed, err := server.Token(token.Request{Room: "room", Identity: "1"})
	if err != nil {
		t.Fatal(err)
	}
	query := url.Values{"access_token": {signed}, "protocol": {"16"}, "auto_subscribe": {"1"}}
	address := "ws" + strings.TrimPrefix(server.URL(), "http") + "/rtc?" + query.Encode()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	conn, _, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	conn.SetReadLimit(1 << 20)
	return func() *livekit.SignalResponse {
		t.Helper()
		_, data, err := conn.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		response := &livekit.SignalResponse{}
		if err := proto.Unmarshal(data, response); err != nil {
			t.Fatal(err)
		}
		return response
	}
}

func TestJoinStaysOnLoopback(t *testing.T) {
	server := start(t)
	next := signal(t, server)

	var candidate string
	for candidate == "" {
		response := next()
		if join := response.GetJoin(); join != nil {
			for _, ice := range join.IceServers {
				for _, address := range ice.Urls {
					if !strings.Contains(address, "127.0.0.1") {
						t.Errorf("clients are sent to %s", address)
					}
				}
			}
			if got := join.Participant.GetPermission(); !got.GetCanUpdateMetadata() || !got.GetCanPublish() {
				t.Errorf("permission: %v", got)
			}
		}
		if trickle := response.GetTrickle(); trickle != nil {
			candidate = trickle.CandidateInit
		}
	}
	media := server.MediaAddr()
	want := media.Addr().String() + " " + strconv.Itoa(int(media.Port())) + " typ host"
	if !strings.Contains(candidate, want) || !strings.Contains(candidate, "udp") {
		t.Errorf("candidate %s, want one at %s", candidate, want)
	}
}

func TestWrongTokenIsRefused(t *testing.T) {
	server := start(t)
	signed, err := token.NewKeys().Issue(token.Request{Room: "room", Identity: "1"})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(server.URL() + "/rtc/validate?access_token=" + signed)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d for a token of other keys", response.StatusCode)
	}
}

func TestStopEndsACallInProgress(t *testing.T) {
	server, err := Start(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	signal(t, server)()

	before := time.Now()
	if err := server.Stop(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(before); took > 5*time.Second {
		t.Errorf("Stop took %v", took)
	}
	select {
	case <-server.Done():
	default:
		t.Error("Done is open after Stop")
	}
	if err := server.Stop(); err != nil {
		t.Errorf("second Stop: %v", err)
	}
	// Both ports must be free again, or a restart in one process would leak them.
	for _, network := range []string{"tcp", "udp"} {
		address := strings.TrimPrefix(server.URL(), "http://")
		if network == "udp" {
			address = server.MediaAddr().String()
		}
		if !free(network, address) {
			t.Errorf("%s %s is still taken", network, address)
		}
	}
}

func free(network, address string) bool {
	if network == "udp" {
		conn, err := net.ListenPacket(network, address)
		if err != nil {
			return false
		}
		conn.Close()
		return true
	}
	listener, err := net.Listen(network, address)
	if err != nil {
		return false
	}
	listener.Close()
	return true
}

func TestTwoServersSideBySide(t *testing.T) {
	first, second := start(t), start(t)
	if first.URL() == second.URL() || first.conf.Keys == second.conf.Keys {
		t.Fatal("two servers share an address or keys")
	}
}

func TestStartRefuses(t *testing.T) {
	lan := netip.MustParseAddr("192.0.2.1") // documentation address: on no machine
	for _, tt := range []struct {
		name string
		conf Config
		want string
	}{
		{"open to the network without keys", Config{NodeIP: lan}, "owner's keys"},
		{"signalling open without keys", Config{BindAddr: lan}, "owner's keys"},
		{"short secret", Config{Keys: token.Keys{Key: "k", Secret: "short"}}, "at least 32"},
		{"no address for clients", Config{Keys: token.NewKeys(), NodeIP: netip.IPv4Unspecified()}, "not 0.0.0.0"},
		{"an address of another machine", Config{Keys: token.NewKeys(), NodeIP: lan}, "no free UDP port on 192.0.2.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := Start(t.Context(), tt.conf)
			if err == nil {
				server.Stop()
				t.Fatal("it started")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want one with %q", err, tt.want)
			}
		})
	}
}

func TestCongestionControl(t *testing.T) {
	for _, tt := range []struct {
		choice            CongestionControl
		enabled, sendSide bool
	}{
		{StockCongestionControl, true, false},
		{NoCongestionControl, false, false},
		{SendSideCongestionControl, true, true},
	} {
		conf, err := Config{CongestionControl: tt.choice}.complete()
		if err != nil {
			t.Fatal(err)
		}
		server, err := conf.serverConfig(1, 2)
		if err != nil {
			t.Fatal(err)
		}
		got := server.RTC.CongestionControl
		if got.Enabled != tt.enabled || got.UseSendSideBWE != tt.sendSide {
			t.Errorf("%q: %+v", tt.choice, got)
		}
	}
}

func TestParseCongestionControl(t *testing.T) {
	for text, want := range map[string]CongestionControl{
		"default": StockCongestionControl, "off": NoCongestionControl, "sendside": SendSideCongestionControl,
	} {
		if got, err := ParseCongestionControl(text); got != want || err != nil {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "OFF", "remb"} {
		if got, err := ParseCongestionControl(text); err == nil {
			t.Errorf("%q was read as %q", text, got)
		}
	}
}
