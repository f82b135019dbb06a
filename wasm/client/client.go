// Package client is one user in at most one channel at a time: it joins,
// publishes, subscribes, keeps the list of remote users, and reconnects. It
// wires signalling, peer connections and the pure packages together and knows
// neither the browser nor pion.
//
// All state is owned by the client's queue. Calls, messages of the server and
// media events are put on that queue and handled in their order of arrival;
// what has to wait (a negotiation, a dial) runs beside it and puts its outcome
// back on it.
package client

import (
	"runtime"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
	"dualstream/wasm/simulcast"
)

// Env is what a client needs from the platform that it runs on.
type Env struct {
	Dial    signal.Dialer
	NewPeer peer.Factory
	Profile quirks.Profile
}

// Mode is the documented mode of a client.
type Mode string

// The two modes. In mode "live" only a host may publish.
const (
	ModeRTC  Mode = "rtc"
	ModeLive Mode = "live"
)

// Config is what a client is made with.
type Config struct {
	_     [0]func() // not compared: see stats
	Mode  Mode
	Role  api.Role
	Codec string // "vp8" or "h264": what is offered first
	// Retry says when a lost connection is tried again; zero is as documented.
	Retry Retry
	// PacketTrains has users of this SDK measure the way between them and the media
	// server for each other, see docs/fallback.md.
	PacketTrains bool
}

// Client is one user. Its methods return at once; the function done that they
// take is called exactly once, on the client's queue, when the call has been
// carried out (nil) or has failed (*api.Error).
type Client struct {
	env      Env
	config   Config
	listener Listener

	// loop owns the fields below.
	loop queue
	// work carries out, one after the other, the calls that change what is
	// published: each may take a negotiation.
	work queue

	state    api.ConnectionState
	role     api.Role
	session  *session
	rejoin   *rejoin
	pending  []*pending // calls that have not been answered
	waiting  []*pending // calls that wait for the end of a reconnection
	identity string

	users        roster
	downlink     downlink
	trains       trains
	pauses       pauses
	statistics   statistics
	publications []*publication
	dual         api.DualStreamMode
	demand       demand
	low          api.LowStreamParameter
	// check is of what goes out of the video, and fault why its low stream was given
	// up; see outgoing.go.
	check simulcast.Check
	fault string
	// reentered is when the last reconnection was successful, waited how long the
	// one after it waited before it began, in ms; see firstWait.
	reentered time.Time
	waited    int
	// mediaLost: the application was told that what is published is interrupted.
	mediaLost bool
}

// New makes a client. The listener is called on the client's queue.
func New(env Env, config Config, listener Listener) *Client {
	c := &Client{
		env: env, config: config, listener: listener,
		state: api.Disconnected, role: config.Role,
	}
	if config.Mode == ModeRTC {
		c.role = api.Host
	}
	c.users.client = c
	c.downlink.init(c)
	c.trains.client = c
	c.pauses.client = c
	c.demand.client = c
	c.loop.panicked = c.Crash
	c.work.panicked = c.loop.panicked
	return c
}

// setState moves the connection's state and tells it, with the reason when the
// client became DISCONNECTED.
func (c *Client) setState(state api.ConnectionState, reason api.DisconnectReason) {
	if state == c.state {
		return
	}
	previous := c.state
	c.state = state
	c.listener.StateChanged(state, previous, reason)
}

// beside runs f on a goroutine of its own; a panic there ends like one on the
// queue.
func (c *Client) beside(f func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				c.loop.panicked(r)
			}
		}()
		f()
	}()
}

// Crash ends the call after a panic that was recovered elsewhere.
func (c *Client) Crash(recovered any) {
	stack := make([]byte, 8<<10)
	stack = stack[:runtime.Stack(stack, false)]
	c.loop.post(func() { c.crashed(recovered, string(stack)) })
}

// crashed ends the call after a panic: a state that may be half changed is not
// trusted again.
func (c *Client) crashed(recovered any, stack string) {
	text := "panic in the engine: " + panicText(recovered)
	c.listener.Log(LogError, text+"\n"+stack)
	err := api.NewError(api.UnexpectedError, text)
	for len(c.pending) > 0 {
		c.finish(c.pending[0], err)
	}
	if c.session != nil {
		c.session.sayGoodbye()
	}
	c.disconnected(api.ReasonServerError, err)
}

func panicText(recovered any) string {
	switch v := recovered.(type) {
	case error:
		return v.Error()
	case string:
		return v
	default:
		return "unknown value"
	}
}

// disconnected forgets all that belongs to the channel and becomes
// DISCONNECTED. The dual-stream setting and the low stream's parameters
// outlive a call, as documented.
func (c *Client) disconnected(reason api.DisconnectReason, err error) {
	if c.state == api.Disconnected {
		return
	}
	if c.session != nil {
		c.session.end(err)
		c.session = nil
	}
	if c.rejoin != nil {
		c.rejoin.stop()
		c.rejoin = nil
	}
	c.users.clear()
	c.publications = nil
	c.downlink.clear()
	c.trains.unable = false
	c.demand.clear()
	c.mediaLost = false
	c.identity = ""
	waiting := c.waiting
	c.waiting = nil
	c.setState(api.Disconnected, reason)
	for _, p := range waiting {
		c.handle(p)
	}
}
