package bots

import (
	"sync"

	"dualstream/wasm/client"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

// connections counts the sockets and peer connections that a client has open.
// A client that leaves closes them beside itself, after it has said that it
// left; whoever ends the process must wait for that, or its goodbye is lost.
type connections struct {
	mu   sync.Mutex
	open int
	// none is closed when open comes down to 0.
	none chan struct{}
}

// env is what a native client runs on, with its connections counted.
func (c *connections) env() client.Env {
	return client.Env{Dial: c.dial, NewPeer: c.newPeer(peer.NewFactory()), Profile: quirks.Native()}
}

func (c *connections) dial(ctx lifetime.Context, url string, events signal.ConnEvents) (signal.Conn, error) {
	c.opened()
	closed := events.Closed
	events.Closed = func(err error) {
		closed(err)
		c.ended()
	}
	conn, err := signal.Dial(ctx, url, events)
	if err != nil {
		c.ended()
	}
	return conn, err
}

func (c *connections) newPeer(factory peer.Factory) peer.Factory {
	return func(config peer.Config, events peer.Events) (peer.Connection, error) {
		conn, err := factory(config, events)
		if err != nil {
			return nil, err
		}
		c.opened()
		return &counted{Connection: conn, ended: sync.OnceFunc(c.ended)}, nil
	}
}

// counted is a peer connection that tells its end.
type counted struct {
	peer.Connection
	ended func()
}

// Close is of peer.Connection.
func (c *counted) Close() {
	c.Connection.Close()
	c.ended()
}

func (c *connections) opened() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == 0 {
		c.none = make(chan struct{})
	}
	c.open++
}

func (c *connections) ended() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	if c.open == 0 {
		close(c.none)
	}
}

// closed is closed when no connection is open.
func (c *connections) closed() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == 0 {
		none := make(chan struct{})
		close(none)
		return none
	}
	return c.none
}
