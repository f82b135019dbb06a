package weaknet

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/demo/sfu/token"
)

// tokenFor is a token that no server accepts, of a participant.
func tokenFor(t *testing.T, room, identity string) string {
	t.Helper()
	signed, err := token.NewKeys().Issue(token.Request{Room: room, Identity: identity})
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// proxied is a proxy before a media server whose WebSockets serve handles.
func proxied(t *testing.T, serve func(*websocket.Conn, *http.Request)) (n *Net, address string) {
	t.Helper()
	media := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
		if err != nil {
			return
		}
		defer conn.CloseNow()
		conn.SetReadLimit(longestMessage)
		serve(conn, r)
	}))
	t.Cleanup(media.Close)
	return proxyTo(t, media.URL)
}

func proxyTo(t *testing.T, server string) (n *Net, address string) {
	t.Helper()
	udp, _ := echo(t)
	signal, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	n = New(Config{Media: udp, Signal: signal})
	front := httptest.NewServer(n.Signalling(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "passed on", http.StatusTeapot)
	})))
	t.Cleanup(func() {
		n.Close()
		front.Close()
	})
	return n, "ws" + strings.TrimPrefix(front.URL, "http")
}

// dial opens a session of the participant ann in the room.
func dial(t *testing.T, address string) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), address+"/rtc?access_token="+tokenFor(t, "room", "ann"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	return conn
}

// soon bounds what a test waits for.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestProxyCarriesMessagesBothWays(t *testing.T) {
	_, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
		if r.URL.Path != "/rtc/v1" || r.URL.Query().Get("x") != "1" || r.Header.Get("User-Agent") != "test" || r.Header.Get("Authorization") == "" {
			conn.Close(4000, "the request was changed")
			return
		}
		for {
			kind, data, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			_ = conn.Write(r.Context(), kind, data)
		}
	})
	header := http.Header{"User-Agent": {"test"}, "Authorization": {"Bearer " + tokenFor(t, "room", "ann")}, "Origin": {"http://127.0.0.1:5173"}}
	conn, _, err := websocket.Dial(soon(t), address+"/rtc/v1?x=1", &websocket.DialOptions{HTTPHeader: header})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	conn.SetReadLimit(longestMessage)
	for kind, data := range map[websocket.MessageType]string{
		websocket.MessageText:   `{"pong":"1"}`,
		websocket.MessageBinary: "\xff" + strings.Repeat("x", 3<<20),
	} {
		if err := conn.Write(soon(t), kind, []byte(data)); err != nil {
			t.Fatal(err)
		}
		gotKind, got, err := conn.Read(soon(t))
		if err != nil || gotKind != kind || string(got) != data {
			t.Errorf("%v came back as %v, %d bytes, %v", kind, gotKind, len(got), err)
		}
	}
}

func TestProxyPutsTheRelayIntoCandidates(t *testing.T) {
	n, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
		for _, candidate := range []string{tcpCandidate, udpCandidate} {
			data, _ := proto.Marshal(trickle(candidate, false))
			_ = conn.Write(r.Context(), websocket.MessageBinary, data)
		}
		_, _, _ = conn.Read(r.Context())
	})
	conn := dial(t, address)
	_, data, err := conn.Read(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	var response livekit.SignalResponse
	if err := proto.Unmarshal(data, &response); err != nil {
		t.Fatal(err)
	}
	n.mu.Lock()
	relay := n.participants[key{"room", "ann"}].relay.addr()
	n.mu.Unlock()
	want := trickle(strings.Replace(udpCandidate, "192.0.2.9 7882", strings.ReplaceAll(relay.String(), ":", " "), 1), false)
	if !proto.Equal(canonical(t, &response), canonical(t, want)) {
		t.Errorf("got %v, want %v", &response, want)
	}
}

// TestProxyDeliversTheLastWords: whatever a side says before it ends is heard,
// also if the other one goes on talking, and the end is the same.
func TestProxyDeliversTheLastWords(t *testing.T) {
	for _, tt := range []struct {
		name string
		code websocket.StatusCode // 0: the connection breaks
	}{{"close", 4007}, {"without a code", websocket.StatusNoStatusRcvd}, {"break", 0}} {
		t.Run("server "+tt.name, func(t *testing.T) {
			_, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
				_ = conn.Write(r.Context(), websocket.MessageBinary, []byte("last words"))
				end(conn, tt.code)
			})
			conn := dial(t, address)
			talking, hush := context.WithCancel(t.Context())
			defer hush()
			go func() {
				for talking.Err() == nil && conn.Write(talking, websocket.MessageBinary, []byte("talk")) == nil {
				}
			}()
			_, data, err := conn.Read(soon(t))
			if err != nil || string(data) != "last words" {
				t.Fatalf("%q, %v", data, err)
			}
			_, _, err = conn.Read(soon(t))
			checkEnd(t, err, tt.code)
		})
		t.Run("client "+tt.name, func(t *testing.T) {
			heard, ended := make(chan string, 1), make(chan error, 1)
			_, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
				talking, hush := context.WithCancel(context.Background())
				defer hush()
				go func() {
					for talking.Err() == nil && conn.Write(talking, websocket.MessageBinary, []byte("talk")) == nil {
					}
				}()
				_, data, err := conn.Read(context.Background())
				heard <- string(data)
				if err == nil {
					_, _, err = conn.Read(context.Background())
				}
				ended <- err
			})
			conn := dial(t, address)
			go func() {
				for {
					if _, _, err := conn.Read(t.Context()); err != nil {
						return
					}
				}
			}()
			if err := conn.Write(soon(t), websocket.MessageBinary, []byte("last words")); err != nil {
				t.Fatal(err)
			}
			end(conn, tt.code)
			if got := <-heard; got != "last words" {
				t.Errorf("the server heard %q", got)
			}
			checkEnd(t, <-ended, tt.code)
		})
	}
}

func end(conn *websocket.Conn, code websocket.StatusCode) {
	switch code {
	case 0:
		_ = conn.CloseNow()
	case websocket.StatusNoStatusRcvd:
		_ = conn.Close(code, "")
	default:
		_ = conn.Close(code, "why")
	}
}

func checkEnd(t *testing.T, err error, code websocket.StatusCode) {
	t.Helper()
	var closed websocket.CloseError
	switch {
	case code == 0:
		if err == nil || errors.As(err, &closed) || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a broken connection ended with %v", err)
		}
	case !errors.As(err, &closed) || closed.Code != code || code == 4007 && closed.Reason != "why":
		t.Errorf("it ended with %v, want %d", err, code)
	}
}

func TestProxyForwardsRefusals(t *testing.T) {
	media := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		http.Error(w, "invalid token", http.StatusUnauthorized)
	}))
	defer media.Close()
	n, address := proxyTo(t, media.URL)
	_, response, err := websocket.Dial(soon(t), address+"/rtc?access_token="+tokenFor(t, "room", "ann"), nil)
	if err == nil || response == nil {
		t.Fatal(response, err)
	}
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusUnauthorized || string(body) != "invalid token\n" || response.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%d %q %v", response.StatusCode, body, response.Header)
	}
	if len(n.list()) != 0 {
		t.Error("who was refused is a participant")
	}

	media.Close()
	_, response, err = websocket.Dial(soon(t), address+"/rtc?access_token="+tokenFor(t, "room", "ann"), nil)
	if err == nil || response == nil || response.StatusCode != http.StatusBadGateway {
		t.Errorf("a server that does not answer: %v, %v", response, err)
	}
}

func TestProxyPassesOtherRequestsOn(t *testing.T) {
	_, address := proxyTo(t, "http://127.0.0.1:1")
	signed := tokenFor(t, "room", "ann")
	for _, path := range []string{"/rtc/validate?access_token=" + signed, "/rtc?access_token=" + signed} {
		response, err := http.Get("http" + strings.TrimPrefix(address, "ws") + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusTeapot {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
	if _, response, err := websocket.Dial(soon(t), address+"/rtc", nil); err == nil || response.StatusCode != http.StatusTeapot {
		t.Errorf("a WebSocket without a token: %v", err)
	}
}

func TestProxyShapesSignalling(t *testing.T) {
	n, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
		for {
			kind, data, err := conn.Read(r.Context())
			if err != nil {
				return
			}
			_ = conn.Write(r.Context(), kind, data)
		}
	})
	set := func(shape Signalling) {
		_, err := n.change(key{"room", "ann"}, func(s Settings) (Settings, error) { s.Signalling = shape; return s, nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	set(Signalling{DelayMs: 100}) // before the participant comes
	conn := dial(t, address)
	roundTrip := func() time.Duration {
		start := time.Now()
		if err := conn.Write(soon(t), websocket.MessageText, []byte("{}")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := conn.Read(soon(t)); err != nil {
			t.Fatal(err)
		}
		return time.Since(start)
	}
	if took := roundTrip(); took < 200*time.Millisecond || took > 300*time.Millisecond {
		t.Errorf("a round trip took %v, want 200 ms", took)
	}
	set(Signalling{Hold: true})
	time.AfterFunc(300*time.Millisecond, func() { set(Signalling{}) })
	if took := roundTrip(); took < 290*time.Millisecond || took > 600*time.Millisecond {
		t.Errorf("a round trip took %v, want the 300 ms of the cut", took)
	}
	if took := roundTrip(); took > 100*time.Millisecond {
		t.Errorf("a round trip took %v afterwards", took)
	}
}

func TestSessionsLeaveNothingBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("sessions", func(t *testing.T) {
		n, address := proxied(t, func(conn *websocket.Conn, r *http.Request) {
			for {
				if _, _, err := conn.Read(r.Context()); err != nil {
					return
				}
			}
		})
		n.idle = 300 * time.Millisecond
		for range 3 {
			conn := dial(t, address)
			if seen, known := n.find(key{"room", "ann"}); !known || !seen.Connected {
				t.Errorf("%+v, %v", seen, known)
			}
			_ = conn.Close(websocket.StatusNormalClosure, "")
		}
		held := dial(t, address)
		if _, err := n.change(key{"room", "ann"}, func(s Settings) (Settings, error) { s.Signalling.Hold = true; return s, nil }); err != nil {
			t.Fatal(err)
		}
		_ = held.CloseNow()
		if _, err := n.change(key{"room", "ann"}, func(Settings) (Settings, error) { return noSettings, nil }); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(5 * time.Second); len(n.list()) > 0; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("left: %+v", n.list())
			}
		}
		dial(t, address) // open when all ends
	})
	goroutinesEnd(t, before)
}

func TestRelayOutlivesAReconnection(t *testing.T) {
	n, address := proxied(t, func(conn *websocket.Conn, r *http.Request) { _, _, _ = conn.Read(r.Context()) })
	n.idle = 500 * time.Millisecond
	k := key{"room", "ann"}
	if _, err := n.change(k, func(s Settings) (Settings, error) { s.Down.RateKbps = 100; return s, nil }); err != nil {
		t.Fatal(err)
	}
	relayOf := func() *relay {
		n.mu.Lock()
		defer n.mu.Unlock()
		return n.participants[k].relay
	}
	first := dial(t, address)
	relay := relayOf()
	_ = first.Close(websocket.StatusNormalClosure, "")
	dial(t, address)
	client, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(relay.addr()))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	time.Sleep(700 * time.Millisecond) // idle, but in use
	if relayOf() != relay {
		t.Error("the relay ended though a session is open")
	}
	sendEvery(client, 3, 72, 0)
	if got, _ := collect(client, 300*time.Millisecond); len(got) != 3 {
		t.Errorf("%d packets came back", len(got))
	}
	if seen, _ := n.find(k); seen.Settings.Down.RateKbps != 100 || seen.Counters.Down.BytesOut != 300 {
		t.Errorf("%+v", seen)
	}
}
