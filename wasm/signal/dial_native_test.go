//go:build !js

package signal

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// serve starts a server of WebSockets and returns its ws:// address.
func serve(t *testing.T, handle func(ctx context.Context, ws *websocket.Conn)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := websocket.Accept(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer ws.CloseNow()
		ws.SetReadLimit(-1)
		handle(r.Context(), ws)
	}))
	t.Cleanup(server.Close)
	return "ws" + strings.TrimPrefix(server.URL, "http")
}

func TestNativeFrames(t *testing.T) {
	address := serve(t, func(ctx context.Context, ws *websocket.Conn) {
		for {
			kind, frame, err := ws.Read(ctx)
			if err != nil {
				return
			}
			if kind != websocket.MessageBinary {
				t.Errorf("got a frame of kind %v", kind)
			}
			if ws.Write(ctx, kind, frame) != nil {
				return
			}
		}
	})
	told := newTold()
	c, err := Dial(t.Context(), address, told.events())
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 40_000, 1 << 20} {
		frame := bytes.Repeat([]byte{7}, size)
		c.Send(frame)
		if got := <-told.frames; !bytes.Equal(got, frame) {
			t.Fatalf("a frame of %d bytes came back with %d", size, len(got))
		}
	}
	c.Close(normalClosure, "")
	c.Close(3000, "again")
	if err := <-told.closed; err != errLocalClose {
		t.Errorf("closed with %v", err)
	}
	c.Send([]byte{1})
}

func TestNativeCloseCode(t *testing.T) {
	address := serve(t, func(ctx context.Context, ws *websocket.Conn) {
		_ = ws.Write(ctx, websocket.MessageBinary, []byte{1})
		_ = ws.Close(4001, "enough")
	})
	told := newTold()
	c, err := Dial(t.Context(), address, told.events())
	if err != nil {
		t.Fatal(err)
	}
	err = <-told.closed
	c.Close(normalClosure, "")
	var end *CloseError
	if !errors.As(err, &end) || *end != (CloseError{Code: 4001, Reason: "enough"}) {
		t.Fatalf("got %v", err)
	}
	if len(told.frames) != 1 || len(told.closed) != 0 {
		t.Errorf("%d frames came, closed was told %d times more", len(told.frames), len(told.closed))
	}
}

// Nobody reads from the socket while a frame is taken in, so what ends a read
// does not end the wait for the server's goodbye.
func TestNativeCloseWhileAFrameIsTakenIn(t *testing.T) {
	over := make(chan struct{})
	address := serve(t, func(ctx context.Context, ws *websocket.Conn) {
		_ = ws.Write(ctx, websocket.MessageBinary, []byte{1})
		<-over
	})
	defer close(over)
	arrived, release, closed := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	c, err := Dial(t.Context(), address, ConnEvents{
		Frame: func(Conn, []byte) {
			close(arrived)
			<-release
		},
		Closed: func(err error) { closed <- err },
	})
	if err != nil {
		t.Fatal(err)
	}
	<-arrived
	start := time.Now()
	c.Close(normalClosure, "")
	time.Sleep(closeGrace / 10)
	close(release)
	if err := <-closed; err != errLocalClose {
		t.Errorf("closed with %v", err)
	}
	if took := time.Since(start); took > 2*closeGrace {
		t.Errorf("it was closed after %v", took)
	}
}

// A server that does not read any more must hold up nobody.
func TestNativeSendNeverBlocks(t *testing.T) {
	over := make(chan struct{})
	address := serve(t, func(context.Context, *websocket.Conn) { <-over })
	defer close(over)
	told := newTold()
	c, err := Dial(t.Context(), address, told.events())
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for range 1000 {
		c.Send(make([]byte, 64<<10))
	}
	c.Close(normalClosure, "")
	if took := time.Since(start); took > closeGrace/2 {
		t.Errorf("sending and closing took %v", took)
	}
	if err := <-told.closed; err != errLocalClose {
		t.Errorf("closed with %v", err)
	}
	if took := time.Since(start); took < closeGrace || took > 2*closeGrace {
		t.Errorf("it was closed after %v", took)
	}
}

func TestNativeCloseSendsWhatIsQueued(t *testing.T) {
	const n = 500
	got := make(chan int, 1)
	address := serve(t, func(ctx context.Context, ws *websocket.Conn) {
		count := 0
		for {
			if _, _, err := ws.Read(ctx); err != nil {
				break
			}
			count++
		}
		got <- count
	})
	told := newTold()
	c, err := Dial(t.Context(), address, told.events())
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		c.Send(make([]byte, 1000))
	}
	c.Close(normalClosure, "")
	if count := <-got; count != n {
		t.Errorf("%d frames of %d went out", count, n)
	}
	<-told.closed
}

func TestNativeRefusalDoesNotTellTheToken(t *testing.T) {
	refusing := httptest.NewServer(http.NotFoundHandler())
	defer refusing.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for _, server := range []string{refusing.URL, gone.URL} {
		address, err := URL(server, "secret")
		if err != nil {
			t.Fatal(err)
		}
		_, err = Dial(t.Context(), address, ConnEvents{})
		if code(err) != api.CannotGetGateway {
			t.Errorf("got %v", err)
		}
		for e := err; e != nil; e = errors.Unwrap(e) {
			if strings.Contains(e.Error(), "secret") {
				t.Errorf("the token is told by %v", e)
			}
		}
	}
}

func TestNativeDialStopsWithItsContext(t *testing.T) {
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer silent.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := Dial(ctx, "ws"+strings.TrimPrefix(silent.URL, "http"), ConnEvents{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
}

func TestSessionOverANativeConnection(t *testing.T) {
	for _, c := range []struct {
		what string
		// polite is whether the server answers the close frame.
		polite bool
	}{{"polite server", true}, {"server that does not answer", false}} {
		t.Run(c.what, func(t *testing.T) {
			left := make(chan bool, 1)
			closed := make(chan struct{})
			address := serve(t, func(ctx context.Context, ws *websocket.Conn) {
				_ = ws.Write(ctx, websocket.MessageBinary, frame(joinWithPings(1, 3)))
				for {
					_, frame, err := ws.Read(ctx)
					if err != nil {
						return
					}
					var m livekit.SignalRequest
					if err := proto.Unmarshal(frame, &m); err != nil {
						t.Error(err)
					}
					if m.GetLeave() != nil {
						left <- true
						if !c.polite {
							<-closed
							return
						}
					}
				}
			})
			before := runtime.NumGoroutine()
			joined := make(chan struct{}, 1)
			ended := make(chan error, 2)
			events := Events{Closed: func(err error) { ended <- err }}
			events.Message = func(*wire.SignalResponse) { joined <- struct{}{} }
			s, err := Open(t.Context(), Config{Dial: Dial, URL: address, Events: events})
			if err != nil {
				t.Fatal(err)
			}
			<-joined
			if err := s.Send(&wire.SignalRequest{Leave: &wire.LeaveRequest{}}); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			s.Close()
			if took := time.Since(start); took > closeGrace/2 {
				t.Errorf("closing took %v", took)
			}
			if err := <-ended; err != nil {
				t.Errorf("told closed: %v", err)
			}
			if took := time.Since(start); took > closeGrace+time.Second {
				t.Errorf("it was closed after %v", took)
			}
			close(closed)
			select {
			case <-left:
			case <-time.After(time.Second):
				t.Error("the leave request was lost")
			}
			// The server's goroutines end by themselves, a moment later.
			for deadline := time.Now().Add(2 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(deadline); {
				time.Sleep(10 * time.Millisecond)
			}
			if after := runtime.NumGoroutine(); after > before {
				t.Errorf("%d goroutines before, %d after", before, after)
			}
			if len(ended) != 0 {
				t.Errorf("told closed again: %v", <-ended)
			}
		})
	}
}
