//go:build js && wasm

package peer

import (
	"sync"

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
	// Panicked tells what an event's handler panicked with.
	Panicked func(value any)
}

// handler is one event handler that is set.
type handler struct {
	member   string
	callback safejs.Func
}

// connection is an RTCPeerConnection.
type connection struct {
	host   Host
	config Config
	events Events
	pc     safejs.Value
	json   safejs.Value

	handlers []handler
	senders  []*sender
	state    State
	closed   chan struct{}
	closing  sync.Once

	// early are candidates that came before the remote description.
	mu     sync.Mutex
	remote bool
	early  []string
}

// NewFactory makes connections over the browser's RTCPeerConnection. Nothing
// else is created on the page.
func NewFactory(host Host) Factory {
	return func(config Config, events Events) (Connection, error) {
		c := &connection{
			host: host, config: config, events: events,
			state: StateNew, closed: make(chan struct{}),
		}
		if err := c.open(); err != nil {
			return nil, failed(api.NotSupported, thrown(err), "cannot make an RTCPeerConnection")
		}
		return c, nil
	}
}

func (c *connection) open() (err error) {
	if c.json, err = safejs.Global().Get("JSON"); err != nil {
		return err
	}
	constructor, err := safejs.Global().Get("RTCPeerConnection")
	if err != nil {
		return err
	}
	var servers []any
	for _, s := range c.config.ICEServers {
		servers = append(servers, iceServer(s))
	}
	c.pc, err = constructor.New(map[string]any{"iceServers": servers})
	if err != nil {
		return err
	}
	if c.host.Opened != nil {
		c.host.Opened(c.pc)
	}
	if err = c.listenTo(); err != nil {
		c.Close()
	}
	return err
}

func iceServer(s ICEServer) map[string]any {
	var urls []any
	for _, u := range s.URLs {
		urls = append(urls, u)
	}
	server := map[string]any{"urls": urls}
	if s.Username != "" {
		server["username"] = s.Username
		server["credential"] = s.Credential
	}
	return server
}

// call calls a method that gives a promise and waits for it.
func (c *connection) call(ctx lifetime.Context, method string, args ...any) (safejs.Value, error) {
	if err := ready(ctx, c.closed); err != nil {
		return safejs.Undefined(), err
	}
	promise, err := c.pc.Call(method, args...)
	if err != nil {
		return safejs.Undefined(), thrown(err)
	}
	return await(ctx, c.closed, promise)
}

// describe makes an offer or answer and sets it as the local description.
func (c *connection) describe(ctx lifetime.Context, method string) (sdp string, err error) {
	description, err := c.call(ctx, method)
	if err != nil {
		return "", err
	}
	if _, err := c.call(ctx, "setLocalDescription", description); err != nil {
		return "", err
	}
	return text(description, "sdp"), nil
}

// setRemote sets the remote description and adds the candidates that waited
// for it.
func (c *connection) setRemote(ctx lifetime.Context, kind, sdp string) error {
	if _, err := c.call(ctx, "setRemoteDescription", map[string]any{"type": kind, "sdp": sdp}); err != nil {
		return err
	}
	c.mu.Lock()
	early := c.early
	c.remote, c.early = true, nil
	c.mu.Unlock()
	for _, init := range early {
		// A candidate that is refused is one path less, not a failed answer.
		_ = c.addCandidate(ctx, init)
	}
	return nil
}

// Offer is of Connection.
func (c *connection) Offer(ctx lifetime.Context) (string, error) {
	sdp, err := c.describe(ctx, "createOffer")
	if err != nil {
		return "", failed(api.CreateOfferFailed, err, "cannot make an offer")
	}
	ids := map[string]string{}
	for _, s := range c.senders {
		ids[text(s.transceiver, "mid")] = s.id
	}
	return nameTracks(sdp, ids), nil
}

// SetAnswer is of Connection.
func (c *connection) SetAnswer(ctx lifetime.Context, sdp string) error {
	if err := c.setRemote(ctx, "answer", sdp); err != nil {
		return failed(api.SetAnswerFailed, err, "cannot set the answer")
	}
	for _, s := range c.senders {
		if !s.pauses() {
			continue
		}
		// Chromium switches on each layer that the answer takes without the
		// mark of a pause (seen in 156 with LiveKit's answers).
		if err := s.SetEncodings(ctx, s.asked); err != nil {
			return err
		}
	}
	return nil
}

// Answer is of Connection.
func (c *connection) Answer(ctx lifetime.Context, offer string) (string, error) {
	if err := c.setRemote(ctx, "offer", offer); err != nil {
		return "", failed(api.UnexpectedResponse, err, "cannot set the remote offer")
	}
	sdp, err := c.describe(ctx, "createAnswer")
	if err != nil {
		return "", failed(api.UnexpectedResponse, err, "cannot answer the remote offer")
	}
	return sdp, nil
}

// AddICECandidate is of Connection.
func (c *connection) AddICECandidate(ctx lifetime.Context, init string) error {
	if err := ready(ctx, c.closed); err != nil {
		return failed(api.UnexpectedResponse, err, "cannot add the candidate ", init)
	}
	c.mu.Lock()
	if !c.remote {
		c.early = append(c.early, init)
		c.mu.Unlock()
		return nil
	}
	c.mu.Unlock()
	if err := c.addCandidate(ctx, init); err != nil {
		return failed(api.UnexpectedResponse, err, "cannot add the candidate ", init)
	}
	return nil
}

func (c *connection) addCandidate(ctx lifetime.Context, init string) error {
	candidate, err := c.json.Call("parse", init)
	if err != nil {
		return thrown(err)
	}
	_, err = c.call(ctx, "addIceCandidate", candidate)
	return err
}

// Stats is of Connection.
func (c *connection) Stats(ctx lifetime.Context) (stats.Report, error) {
	data, err := c.readStats(ctx)
	if err != nil {
		return stats.Report{}, failed(api.UnexpectedError, err, "cannot read the statistics")
	}
	report, err := stats.DecodeBytes(data)
	if err != nil {
		return stats.Report{}, failed(api.UnexpectedError, err, "cannot read the statistics")
	}
	return report, nil
}

// readStats copies the bytes of the array that the host's ReadStats gives.
func (c *connection) readStats(ctx lifetime.Context) ([]byte, error) {
	if err := ready(ctx, c.closed); err != nil {
		return nil, err
	}
	promise, err := c.host.ReadStats.Invoke(c.pc)
	if err != nil {
		return nil, thrown(err)
	}
	array, err := await(ctx, c.closed, promise)
	if err != nil {
		return nil, err
	}
	bytes, err := bytesOf(array)
	if err != nil {
		return nil, thrown(err)
	}
	n, err := bytes.Length()
	if err != nil {
		return nil, thrown(err)
	}
	data := make([]byte, n)
	_, err = safejs.CopyBytesToGo(data, bytes)
	return data, err
}

// bytesOf is the Uint8Array over the same memory as a typed array.
func bytesOf(array safejs.Value) (bytes safejs.Value, err error) {
	constructor, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return bytes, err
	}
	buffer, err := array.Get("buffer")
	if err != nil {
		return bytes, err
	}
	offset, err := array.Get("byteOffset")
	if err != nil {
		return bytes, err
	}
	length, err := array.Get("byteLength")
	if err != nil {
		return bytes, err
	}
	return constructor.New(buffer, offset, length)
}

// Close is of Connection.
func (c *connection) Close() {
	c.closing.Do(func() {
		close(c.closed)
		for _, h := range c.handlers {
			// The page may not call a function that is released.
			_ = c.pc.Set(h.member, nil)
			h.callback.Release()
		}
		_, _ = c.pc.Call("close")
		if c.host.Closed != nil {
			c.host.Closed(c.pc)
		}
	})
}
