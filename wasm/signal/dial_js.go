//go:build js && wasm

package signal

import (
	"errors"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/strings"
)

// NewDialer returns the Dialer over the browser's WebSocket (WHATWG
// WebSockets). opened and closed are told each socket when it is made and when
// it is closed or closing, so that the page can close those that are left if
// the Go program dies; either may be nil.
//
// It refuses with CAN_NOT_GET_GATEWAY_SERVER, whose cause is a *CloseError or
// why the context ended, and with WEB_SECURITY_RESTRICT where the page may not
// use ws://.
func NewDialer(opened, closed func(safejs.Value)) Dialer {
	return func(ctx lifetime.Context, url string, events ConnEvents) (Conn, error) {
		c := &jsConn{events: events, closed: closed}
		if err := c.dial(url); err != nil {
			return nil, err
		}
		if opened != nil {
			opened(c.ws)
		}
		c.dialling, c.settle = lifetime.New(ctx)
		// Only now: the callbacks come in turns of the event loop of their own,
		// and the page learns of the opening before the closing.
		c.listen()
		<-c.dialling.Done()
		if c.isOpen() {
			return c, nil
		}
		cause := lifetime.Cause(c.dialling)
		c.shut(cause, normalClosure, "")
		return nil, api.WrapError(api.CannotGetGateway, cause, "the media server cannot be reached or refused the connection")
	}
}

// errOpen ends the dialling of a socket that is open.
var errOpen = errors.New("the WebSocket is open")

// jsConn is a WebSocket of the browser, which buffers what is sent. There is
// one thread, and nothing here waits for another goroutine but the Dialer: no
// lock is needed.
type jsConn struct {
	ws     safejs.Value
	bytes  safejs.Value
	events ConnEvents
	// dialling ends when the socket is open, the cause is errOpen then, or when
	// it will not be.
	dialling lifetime.Context
	settle   func(cause error)
	// closed is the page's hook.
	closed   func(safejs.Value)
	callback safejs.Func
	ended    bool
}

// dial makes the socket.
func (c *jsConn) dial(url string) error {
	constructor, err := safejs.Global().Get("WebSocket")
	if err != nil || constructor.Type() != safejs.TypeFunction {
		return api.NewError(api.NotSupported, "the browser has no WebSocket")
	}
	c.bytes, err = safejs.Global().Get("Uint8Array")
	if err != nil {
		return api.WrapError(api.NotSupported, err, "the browser has no Uint8Array")
	}
	c.ws, err = constructor.New(url)
	if err != nil {
		return refused(url, pageIsSecure())
	}
	return nil
}

// refused says why the constructor threw, on a page that is secure or not. The browser's own text is left out:
// it may have the address, and so the token.
func refused(url string, secure bool) error {
	if secure && strings.HasPrefix(url, "ws:") {
		return api.NewError(api.WebSecurityRestrict, "a page that is served over https may not use a media server at ws://: serve the media server over wss://, with a certificate")
	}
	return api.NewError(api.InvalidParams, "the browser does not accept the media server's address")
}

func pageIsSecure() bool {
	location, _ := safejs.Global().Get("location")
	return text(location, "protocol") == "https:"
}

// text reads a member that is a string; "" if it is none.
func text(v safejs.Value, member string) string {
	s, err := v.Get(member)
	if err != nil || s.Type() != safejs.TypeString {
		return ""
	}
	t, _ := s.String()
	return t
}

// eventNames are the events that are listened to. An error event is always
// followed by a close event, which has a code.
var eventNames = [...]string{"open", "message", "close"}

func (c *jsConn) listen() {
	err := c.ws.Set("binaryType", "arraybuffer")
	if err == nil {
		c.callback, err = safejs.FuncOf(c.happened)
	}
	for _, name := range eventNames {
		if err == nil {
			err = c.ws.Set("on"+name, c.callback)
		}
	}
	if err != nil {
		c.shut(err, normalClosure, "")
	}
}

// happened handles an event of the socket; its trouble, even a panic, ends this
// connection only.
func (c *jsConn) happened(_ safejs.Value, args []safejs.Value) any {
	defer func() {
		if recover() != nil {
			c.shut(errors.New("a callback of the WebSocket panicked"), normalClosure, "")
		}
	}()
	event := args[0]
	switch text(event, "type") {
	case "open":
		c.settle(errOpen)
	case "close":
		end := &CloseError{Reason: text(event, "reason")}
		code, _ := event.Get("code")
		end.Code, _ = code.Int()
		c.shut(end, normalClosure, "")
	default:
		frame, err := c.read(event)
		if err != nil {
			c.shut(err, normalClosure, "")
		} else if c.isOpen() {
			c.events.Frame(c, frame)
		}
	}
	return nil
}

// isOpen tells whether the Dialer returns, or has returned, the connection.
func (c *jsConn) isOpen() bool { return lifetime.Cause(c.dialling) == errOpen }

// read returns the frame of a message event.
func (c *jsConn) read(event safejs.Value) ([]byte, error) {
	data, err := event.Get("data")
	if err != nil {
		return nil, err
	}
	if data.Type() == safejs.TypeString {
		text, err := data.String()
		return []byte(text), err
	}
	view, err := c.bytes.New(data)
	if err != nil {
		return nil, err
	}
	length, err := view.Length()
	if err != nil {
		return nil, err
	}
	frame := make([]byte, length)
	_, err = safejs.CopyBytesToGo(frame, view)
	return frame, err
}

// Send hands a frame to the browser.
func (c *jsConn) Send(frame []byte) {
	if c.ended {
		return
	}
	view, err := c.bytes.New(len(frame))
	if err == nil {
		_, err = safejs.CopyBytesToJS(view, frame)
	}
	if err == nil {
		_, err = c.ws.Call("send", view)
	}
	if err != nil {
		c.shut(err, normalClosure, "")
	}
}

// Close closes the socket. The browser sends what it has buffered first.
func (c *jsConn) Close(code int, reason string) { c.shut(errLocalClose, code, reason) }

// shut ends the connection: the callback is taken off and released, the socket
// is closed, and err is told to who dials or, if it is open, to the events.
func (c *jsConn) shut(err error, code int, reason string) {
	if c.ended {
		return
	}
	c.ended = true
	for _, name := range eventNames {
		// Nothing is left to do if the browser refuses these.
		_ = c.ws.Set("on"+name, safejs.Null())
	}
	c.callback.Release()
	_, _ = c.ws.Call("close", code, reason)
	if c.closed != nil {
		c.closed(c.ws)
	}
	c.settle(err)
	if c.isOpen() {
		c.events.Closed(err)
	}
}
