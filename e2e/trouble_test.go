package e2e

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// joinBound is the documented bound of join, and some more for the test.
const joinBound = 17 * time.Second

// failsThenJoins checks that a join fails within its bound, leaves the client
// DISCONNECTED, and that the same client joins once it is told better.
func (p *page) failsThenJoins(code string, says []string, join string, args ...any) {
	p.t.Helper()
	start := time.Now()
	p.refuses(code, says, join, args...)
	if took := time.Since(start); took > joinBound {
		p.t.Errorf("join was refused after %s", took)
	}
	p.disconnected()
	p.do(`(server, channel) => h.client.join(server, channel, null, 1)`, p.w.server, channel(p.t))
}

func (p *page) disconnected() {
	p.t.Helper()
	if state := get[string](p, `() => h.client.connectionState`); state != "DISCONNECTED" {
		p.t.Errorf("the client is %s", state)
	}
}

func TestServerUnreachable(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	p.failsThenJoins("CAN_NOT_GET_GATEWAY_SERVER", []string{"127.0.0.1:9"},
		`(channel) => h.client.join("http://127.0.0.1:9", channel, null, 1)`, channel(t))
}

func TestServerUnreachableWithToken(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	name := channel(t)
	p.failsThenJoins("CAN_NOT_GET_GATEWAY_SERVER", []string{"127.0.0.1:9"}, `async (server, channel) => {
		const token = await h.token(server, channel, "1");
		await h.client.join("ws://127.0.0.1:9", channel, token, 1);
	}`, p.w.server, name)
}

// A server that takes the connection and says nothing.
func TestServerSilent(t *testing.T) {
	t.Parallel() // it waits for most of its time
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			if _, err := listener.Accept(); err != nil {
				return
			}
		}
	}()
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	p.failsThenJoins("CAN_NOT_GET_GATEWAY_SERVER", []string{listener.Addr().String()}, `async (server, channel, silent) => {
		const token = await h.token(server, channel, "1");
		await h.client.join(silent, channel, token, 1);
	}`, p.w.server, channel(t), "ws://"+listener.Addr().String())
}

// An address where something else answers.
func TestServerIsNone(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.WriteHeader(http.StatusTeapot)
	}))
	defer other.Close()
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	p.failsThenJoins("CAN_NOT_GET_GATEWAY_SERVER", []string{strings.TrimPrefix(other.URL, "http://")}, `async (server, channel, other) => {
		const token = await h.token(server, channel, "1");
		await h.client.join(other, channel, token, 1);
	}`, p.w.server, channel(t), other.URL)
}

func TestTokenRefused(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	// The signature is broken.
	p.failsThenJoins("CAN_NOT_GET_GATEWAY_SERVER", []string{"token"}, `async (server, channel) => {
		const token = await h.token(server, channel, "1");
		await h.client.join(server, channel, token.slice(0, -8) + "AAAAAAAA", 1);
	}`, p.w.server, channel(t))
}

func TestTokenOfSomethingElse(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	name := channel(t)
	p.refuses("INVALID_PARAMS", []string{"2", "1"}, `async (server, channel) => {
		await h.client.join(server, channel, await h.token(server, channel, "2"), 1);
	}`, p.w.server, name)
	p.refuses("INVALID_PARAMS", []string{name, "elsewhere"}, `async (server, channel) => {
		await h.client.join(server, channel, await h.token(server, "elsewhere", "1"), 1);
	}`, p.w.server, name)
	p.disconnected()
	// The identity is the token's where none is given.
	uid := get[any](p, `async (server, channel) =>
		h.client.join(server, channel, await h.token(server, channel, "5"), null)`, p.w.server, name)
	if uid != 5.0 {
		t.Errorf("join resolved to %v, want 5", uid)
	}
}

// wasmTrouble joins from a place where the wasm cannot be had, or not be run.
func wasmTrouble(t *testing.T, place, code string) *page {
	t.Helper()
	p := open(t, "/"+place+"/script.html")
	p.do(`() => { h.make(); }`)
	start := time.Now()
	p.refuses(code, nil, `(server, channel) => h.client.join(server, channel, null, 1)`, p.w.server, channel(t))
	if took := time.Since(start); took > joinBound {
		t.Errorf("join was refused after %s", took)
	}
	p.disconnected()
	return p
}

// joinsWithWasm checks that the same client joins once it is told where the
// wasm is.
func (p *page) joinsWithWasm() {
	p.t.Helper()
	p.do(`async (wasm, server, channel) => {
		AgoraRTC.setParameter("WASM_URL", wasm);
		await h.client.join(server, channel, null, 1);
	}`, p.w.site.URL+"/dualstream.wasm", p.w.server, channel(p.t))
}

func TestWasmMissing(t *testing.T) { wasmTrouble(t, "missing", "NETWORK_ERROR").joinsWithWasm() }

func TestWasmIsNone(t *testing.T) { wasmTrouble(t, "garbage", "NETWORK_ERROR").joinsWithWasm() }

func TestWasmStalled(t *testing.T) {
	t.Parallel() // it waits for most of its time
	wasmTrouble(t, "stalled", "NETWORK_TIMEOUT").joinsWithWasm()
}

// A content security policy that forbids WebAssembly, or its download.
func TestWasmForbidden(t *testing.T) {
	for _, place := range []string{"no-eval", "no-connect"} {
		t.Run(place, func(t *testing.T) { wasmTrouble(t, place, "WEB_SECURITY_RESTRICT") })
	}
}

// Places where the wasm is served in a way that works.
func TestWasmPlaces(t *testing.T) {
	for _, place := range []string{"mime", "strict"} {
		t.Run(place, func(t *testing.T) {
			p := open(t, "/"+place+"/script.html")
			p.join(channel(t), 1)
		})
	}
}

func TestDevicesRefused(t *testing.T) {
	for name, c := range map[string]struct {
		devices browser.Devices
		code    string
	}{
		"no camera":         {browser.NoCamera, "DEVICE_NOT_FOUND"},
		"permission denied": {browser.Denied, "PERMISSION_DENIED"},
	} {
		t.Run(name, func(t *testing.T) {
			w := theWorld(t)
			b, err := browser.Start(context.Background(), browser.Options{Devices: c.devices})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(b.Close)
			p := openIn(t, b, w.site.URL+"/script.html")
			p.refuses(c.code, nil, `() => AgoraRTC.createCameraVideoTrack()`)
			p.refuses(c.code, nil, `() => AgoraRTC.createMicrophoneAndCameraTracks()`)
			// One may watch without a camera.
			p.join(channel(t), 1)
		})
	}
}

// A server that goes away during a call.
func TestServerGoes(t *testing.T) {
	w := theWorld(t)
	own, err := startServer("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(own.Stop)
	p := openIn(t, w.chromium, w.site.URL+"/script.html")
	p.do(`async (server, channel) => {
		await h.make().join(server, channel, null, 1);
		await h.camera(640, 360);
	}`, own.URL, channel(t))
	own.Stop()
	p.do(`() => h.until("not connected", 10000, () => h.client.connectionState !== "CONNECTED")`)
	p.do(`() => h.client.leave()`)
	p.disconnected()
	p.do(`(server, channel) => h.client.join(server, channel, null, 1)`, w.server, channel(t))
}
