package signal

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// fakeConn is a connection whose other side is the test.
type fakeConn struct {
	in  *queue[[]byte]
	out *queue[[]byte]
	// stuck makes Write wait until its context is done.
	stuck bool

	mu     sync.Mutex
	closes []int
}

func newFakeConn() *fakeConn {
	return &fakeConn{in: newQueue[[]byte](), out: newQueue[[]byte]()}
}

func (c *fakeConn) Read(ctx lifetime.Context) ([]byte, error) { return c.in.pop(ctx) }

func (c *fakeConn) Write(ctx lifetime.Context, frame []byte) error {
	if c.stuck {
		<-ctx.Done()
		return ctx.Err()
	}
	if !c.out.push(frame) {
		return c.out.closed()
	}
	return nil
}

func (c *fakeConn) Close(code int, _ string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closes = append(c.closes, code)
	c.in.close(errors.New("closed here"))
	c.out.close(errors.New("closed here"))
}

// say sends a message of the server.
func (c *fakeConn) say(m *livekit.SignalResponse) { c.in.push(frame(m)) }

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
	frame, err := c.out.pop(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m := new(livekit.SignalRequest)
	if err := proto.Unmarshal(frame, m); err != nil {
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
	config.Dial = func(lifetime.Context, string) (Conn, error) { return c, nil }
	s, err := Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
