//go:build js && wasm

package peer

// The events of an RTCPeerConnection that are listened to.
var eventNames = [...]string{candidateEvent, trackEvent, channelEvent, "connectionstatechange", "iceconnectionstatechange"}

const candidateEvent, trackEvent, channelEvent = "icecandidate", "track", "datachannel"

// messageEvent is of a data channel.
const messageEvent = "message"

// listen has all events of the RTCPeerConnection told, until Close.
func (c *connection) listen() error {
	c.id = expect(c.happened)
	// c.pc itself may not fail, or it could not be closed.
	pc := &value{js: c.pc.js}
	for _, name := range eventNames {
		pc.set("on"+name, caller(c.id, name))
	}
	return pc.err
}

// happened handles an event.
func (c *connection) happened(name string, event *value) {
	// What a handler panics with would end the Go program.
	defer func() {
		if p := recover(); p != nil && c.host.Panicked != nil {
			c.host.Panicked(p)
		}
	}()
	switch name {
	case candidateEvent:
		candidate := event.get("candidate")
		// null, and an empty candidate, say that there are no more.
		if candidate.text("candidate") == "" || c.events.Candidate == nil {
			return
		}
		if init := global("JSON").call("stringify", candidate).string(); init != "" {
			c.events.Candidate(init)
		}
	case trackEvent:
		if track := event.get("track"); track.err == nil && c.events.Track != nil {
			c.events.Track(newRemoteTrack(track, event))
		}
	case channelEvent:
		if channel := event.get("channel"); channel.text("label") == c.label {
			channel.set("binaryType", "arraybuffer")
			channel.set("onmessage", caller(c.id, messageEvent))
		}
	case messageEvent:
		// The browser's own time of the event is nearer to the arrival than the time
		// at which this is run.
		atMs, _ := event.get("timeStamp").js.Float()
		// A text, which none of ours is, comes as no bytes.
		if data, err := create("Uint8Array", event.get("data")).bytes(); err == nil && c.events.Message != nil {
			c.events.Message(data, atMs)
		}
	default:
		state := c.currentState()
		// Two events may tell the same.
		if state == c.state {
			return
		}
		c.state = state
		if c.events.State != nil {
			c.events.State(state)
		}
	}
}

// currentState is the connection's state, in browsers without connectionState
// that of ICE.
func (c *connection) currentState() State {
	if state := c.pc.text("connectionState"); state != "" {
		return State(state)
	}
	switch ice := c.pc.text("iceConnectionState"); ice {
	case "checking":
		return StateConnecting
	case "completed":
		return StateConnected
	default:
		return State(ice)
	}
}
