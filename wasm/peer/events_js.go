//go:build js && wasm

package peer

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/lifetime"
)

// listenTo has all events of the RTCPeerConnection told.
func (c *connection) listenTo() error {
	if err := c.on("icecandidate", c.candidateFound); err != nil {
		return err
	}
	if err := c.on("track", c.trackAdded); err != nil {
		return err
	}
	state, err := c.pc.Get("connectionState")
	if err != nil {
		return thrown(err)
	}
	if state.IsUndefined() {
		return c.on("iceconnectionstatechange", c.iceStateChanged)
	}
	return c.on("connectionstatechange", c.stateChanged)
}

// on sets the handler of an event. It goes with Close.
func (c *connection) on(event string, handle func(event safejs.Value)) error {
	callback, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		// What a handler panics with would end the Go program.
		defer func() {
			if p := recover(); p != nil && c.host.Panicked != nil {
				c.host.Panicked(p)
			}
		}()
		if ready(lifetime.Background(), c.closed) == nil {
			handle(args[0])
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.handlers = append(c.handlers, handler{"on" + event, callback})
	return c.pc.Set("on"+event, callback)
}

func (c *connection) candidateFound(event safejs.Value) {
	candidate, err := event.Get("candidate")
	// null, and an empty candidate, say that there are no more.
	if err != nil || candidate.Type() != safejs.TypeObject || text(candidate, "candidate") == "" {
		return
	}
	init, err := c.json.Call("stringify", candidate)
	if err != nil || c.events.Candidate == nil {
		return
	}
	if s, err := init.String(); err == nil {
		c.events.Candidate(s)
	}
}

func (c *connection) trackAdded(event safejs.Value) {
	track, err := newRemoteTrack(event)
	if err == nil && c.events.Track != nil {
		c.events.Track(track)
	}
}

func (c *connection) stateChanged(safejs.Value) {
	c.tell(State(text(c.pc, "connectionState")))
}

// iceStateChanged stands in for stateChanged in browsers without
// connectionState.
func (c *connection) iceStateChanged(safejs.Value) {
	switch ice := text(c.pc, "iceConnectionState"); ice {
	case "checking":
		c.tell(StateConnecting)
	case "completed":
		c.tell(StateConnected)
	default:
		c.tell(State(ice))
	}
}

// tell tells a state that is another than the last.
func (c *connection) tell(state State) {
	if state == c.state {
		return
	}
	c.state = state
	if c.events.State != nil {
		c.events.State(state)
	}
}
