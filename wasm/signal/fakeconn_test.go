package signal

import (
	"slices"
	"sync"
	"testing"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// fakeConn is a connection whose other side is the test. As in the browser,
// Closed comes from within Close.
type fakeConn struct {
	events ConnEvents
	sent   chan []byte

	mu     sync.Mutex
	closes []int
	over   bool
}

func newFakeConn() *fakeConn { return &fakeConn{sent: make(chan []byte, 1000)} }

func (c *fakeConn) Send(frame []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.over {
		c.sent <- frame
	}
}

func (c *fakeConn) Close(code int, _ string) {
	c.mu.Lock()
	c.closes = append(c.closes, code)
	c.mu.Unlock()
	c.end(errLocalClose)
}

// end ends the connection.
func (c *fakeConn) end(err error) {
	c.mu.Lock()
	first := !c.over
	c.over = true
	c.mu.Unlock()
	if first {
		c.events.Closed(err)
	}
}

// say sends a message of the server.
func (c *fakeConn) say(m *livekit.SignalResponse) { c.sayFrame(frame(m)) }

func (c *fakeConn) sayFrame(frame []byte) { c.events.Frame(c, frame) }

// frame returns the encoding of a message of the server.
func frame(m *livekit.SignalResponse) []byte {
	bytes, err := proto.Marshal(m)
	if err != nil {
		panic(err)
	}
	return bytes
}

// heard returns the next message to the server.
func (c *fakeConn) heard(t *testing.T) *livekit.SignalRequest {
	t.Helper()
	m := new(livekit.SignalRequest)
	if err := proto.Unmarshal(<-c.sent, m); err != nil {
		t.Fatal(err)
	}
	return m
}

// record collects what a session tells.
type record struct {
	mu          sync.Mutex
	messages    []*wire.SignalResponse
	undecodable []error
	closed      []error
}

func (r *record) events() Events {
	return Events{
		Message: func(m *wire.SignalResponse) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.messages = append(r.messages, m)
		},
		Undecodable: func(err error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.undecodable = append(r.undecodable, err)
		},
		Closed: func(err error) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.closed = append(r.closed, err)
		},
	}
}

// closedWith returns what Closed was told so far.
func (r *record) closedWith() []error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.closed)
}

// open opens a session over c with these changes to the configuration.
func open(t *testing.T, c *fakeConn, config Config) *Session {
	t.Helper()
	config.Dial = c.dial
	s, err := Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (c *fakeConn) dial(_ lifetime.Context, _ string, events ConnEvents) (Conn, error) {
	c.events = events
	return c, nil
}

// told has the events of a connection.
type told struct {
	frames chan []byte
	closed chan error
}

func newTold() *told { return &told{frames: make(chan []byte, 10), closed: make(chan error, 10)} }

func (t *told) events() ConnEvents {
	return ConnEvents{
		Frame:  func(_ Conn, frame []byte) { t.frames <- frame },
		Closed: func(err error) { t.closed <- err },
	}
}
