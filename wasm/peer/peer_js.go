//go:build js && wasm

package peer

import (
	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/stats"
)

// Host is what the page's script gives to the connections. Members that are
// not set are not called, but for ReadStats, without which Stats fails.
type Host struct {
	// Opened and Closed tell of each RTCPeerConnection that is made and closed,
	// so that the script can close what is left if the Go program ends.
	Opened, Closed func(pc safejs.Value)
	// ReadStats is the function readStats(pc) → Promise<Float64Array>, in the
	// layout of wasm/stats.
	ReadStats safejs.Value
	// RTC is what the page wants of each connection: an object with the members
	// iceServers and iceTransportPolicy of an RTCConfiguration, read when one is
	// made. Where it is not set there is nothing.
	RTC safejs.Value
	// Panicked tells what an event's handler panicked with.
	Panicked func(value any)
}

// connection is an RTCPeerConnection. It has no lock, see callbacks.
type connection struct {
	host       *Host
	events     *Events
	videoCodec string
	// label is of the data channel, which is made with the first offer.
	label   string
	channel *value

	// pc has failed with errClosed once the connection is closed.
	pc *value
	// id is the number of the events' callback.
	id      uint32
	senders []*sender
	state   State
	// life ends with Close.
	life lifetime.Context
	end  func(cause error)

	// offer is the newest remote offer, and unrepaired are the media sections
	// whose lost packets are not asked for again.
	offer      string
	unrepaired []string

	// early are candidates that came before the remote description.
	remote bool
	early  []string
}

// NewFactory makes connections over the browser's RTCPeerConnection. Nothing
// else is created on the page.
func NewFactory(host Host) Factory {
	return func(config Config, events Events) (Connection, error) {
		servers, policy := create("Array"), any("all")
		if host.RTC.Type() == safejs.TypeObject {
			rtc := &value{js: host.RTC}
			servers, policy = rtc.get("iceServers").call("slice"), rtc.get("iceTransportPolicy")
		}
		for i := range config.ICEServers {
			servers.call("push", iceServer(&config.ICEServers[i]))
		}
		c := &connection{
			host: &host, events: &events, videoCodec: config.VideoCodec, label: config.Channel,
			pc:    create("RTCPeerConnection", object("iceServers", servers, "iceTransportPolicy", policy)),
			state: StateNew,
		}
		c.life, c.end = lifetime.New(lifetime.Background())
		err := c.pc.err
		if err == nil {
			err = c.open()
		}
		if err != nil {
			return nil, failed(api.NotSupported, err, "cannot make an RTCPeerConnection")
		}
		return c, nil
	}
}

func (c *connection) open() error {
	if c.host.Opened != nil {
		c.host.Opened(c.pc.js)
	}
	err := c.listen()
	if err != nil {
		c.Close()
	}
	return err
}

func iceServer(s *ICEServer) *value {
	urls := create("Array")
	for _, u := range s.URLs {
		urls.call("push", u)
	}
	server := object("urls", urls)
	if s.Username != "" {
		server.set("username", s.Username)
		server.set("credential", s.Credential)
	}
	return server
}

// wait calls a method that gives a promise, of the connection or of what
// belongs to it, and waits for what the promise comes to.
func (c *connection) wait(ctx lifetime.Context, object *value, method string, args ...any) *value {
	if c.pc.err != nil {
		return c.pc
	}
	if err := ctx.Err(); err != nil {
		return failure(err)
	}
	return await(ctx, c.life, object.call(method, args...))
}

// describe makes an offer or answer and sets it as the local description.
func (c *connection) describe(ctx lifetime.Context, method string) (*value, error) {
	description := c.wait(ctx, c.pc, method)
	return description, c.wait(ctx, c.pc, "setLocalDescription", description).err
}

// setRemote sets the remote description and adds the candidates that waited
// for it.
func (c *connection) setRemote(ctx lifetime.Context, kind, sdp string) error {
	description := object("type", kind, "sdp", sdp)
	if err := c.wait(ctx, c.pc, "setRemoteDescription", description).err; err != nil {
		return err
	}
	early := c.early
	c.remote, c.early = true, nil
	for _, init := range early {
		// A candidate that is refused is one path less, not a failed answer.
		_ = c.AddICECandidate(ctx, init)
	}
	return nil
}

// Offer is of Connection.
func (c *connection) Offer(ctx lifetime.Context) (string, error) {
	if c.label != "" && c.channel == nil {
		// A browser that makes none has one that is not open.
		c.channel = c.pc.call("createDataChannel", c.label, object("ordered", false, "maxRetransmits", 0))
	}
	description, err := c.describe(ctx, "createOffer")
	if err != nil {
		return "", failed(api.CreateOfferFailed, err, "cannot make an offer")
	}
	ids := map[string]string{}
	for _, s := range c.senders {
		ids[s.transceiver.text("mid")] = s.id
	}
	return nameTracks(description.text("sdp"), ids), nil
}

// SetAnswer is of Connection.
func (c *connection) SetAnswer(ctx lifetime.Context, sdp string) error {
	err := failed(api.SetAnswerFailed, c.setRemote(ctx, "answer", sdp), "cannot set the answer")
	for _, s := range c.senders {
		// What an answer leaves of the encodings differs. Chromium switches on each
		// layer that the answer takes without the mark of a pause (seen in 156 with
		// LiveKit's answers), Safari to 14 makes all layers equally large
		// (twilio-video.js#1560), and who ignored them with the track takes the
		// bounds of a single stream now.
		if err == nil && s.kind == api.Video && s.asked != nil {
			err = s.SetEncodings(ctx, s.asked)
		}
	}
	return err
}

// Answer is of Connection.
func (c *connection) Answer(ctx lifetime.Context, offer string) (string, error) {
	if err := c.setRemote(ctx, "offer", offer); err != nil {
		return "", failed(api.UnexpectedResponse, err, "cannot set the remote offer")
	}
	c.offer = offer
	sdp, err := c.acceptOffer(ctx)
	return sdp, failed(api.UnexpectedResponse, err, "cannot answer the remote offer")
}

// acceptOffer sets an answer to the newest offer, and returns what the other side
// is told of it: that is always with repairs.
func (c *connection) acceptOffer(ctx lifetime.Context) (string, error) {
	description := c.wait(ctx, c.pc, "createAnswer")
	made := description.text("sdp")
	if local := setNack(made, c.offer, c.unrepaired); local != made {
		description = object("type", "answer", "sdp", local)
	}
	err := c.wait(ctx, c.pc, "setLocalDescription", description).err
	return setNack(made, c.offer, nil), err
}

// SetUnrepaired is of Repairer.
func (c *connection) SetUnrepaired(ctx lifetime.Context, mids []string) error {
	c.unrepaired = mids
	if c.offer == "" {
		return nil
	}
	err := c.setRemote(ctx, "offer", c.offer)
	if err == nil {
		_, err = c.acceptOffer(ctx)
	}
	if err != nil {
		// The browser takes no answer but its own: it gets that, to be ready for
		// the next offer.
		c.unrepaired = nil
		_, _ = c.acceptOffer(ctx)
	}
	return failed(api.UnexpectedError, err, "cannot change which packets are asked for again")
}

// AddICECandidate is of Connection.
func (c *connection) AddICECandidate(ctx lifetime.Context, init string) error {
	if c.pc.err == nil && !c.remote {
		c.early = append(c.early, init)
		return nil
	}
	err := c.wait(ctx, c.pc, "addIceCandidate", global("JSON").call("parse", init)).err
	return failed(api.UnexpectedResponse, err, "cannot add the candidate ", init)
}

// Stats is of Connection.
func (c *connection) Stats(ctx lifetime.Context) (report stats.Report, err error) {
	array := c.wait(ctx, &value{js: c.host.ReadStats}, "call", nil, c.pc)
	// It may be a part of a larger buffer.
	data, err := create("Uint8Array", array.get("buffer"), array.get("byteOffset"), array.get("byteLength")).bytes()
	if err == nil {
		report, err = stats.DecodeBytes(data)
	}
	return report, failed(api.UnexpectedError, err, "cannot read the statistics")
}

// Send is of Connection.
func (c *connection) Send(message []byte) bool {
	if c.channel == nil || c.channel.text("readyState") != "open" {
		return false
	}
	array := create("Uint8Array", len(message))
	_, _ = safejs.CopyBytesToJS(array.js, message) // fails where there is no array
	return message == nil || c.channel.call("send", array).err == nil
}

// Close is of Connection.
func (c *connection) Close() {
	pc := c.pc
	if pc.err != nil {
		return
	}
	c.pc = failure(errClosed)
	c.channel = nil
	c.end(errClosed)
	forget(c.id)
	pc.call("close")
	if c.host.Closed != nil {
		c.host.Closed(pc.js)
	}
}
