//go:build js && wasm

package signal

import (
	"errors"
	"strings"
	"sync"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
)

// NewDialer returns the Dialer over the browser's WebSocket (WHATWG
// WebSockets). opened and closed are told each socket when it is made and when
// it is closed or closing, so that the page can close those that are left if
// the Go program dies; either may be nil.
//
// It refuses with CAN_NOT_GET_GATEWAY_SERVER, whose cause is a *CloseError or
// the context's error, and with WEB_SECURITY_RESTRICT where the page may not
// use ws://.
func NewDialer(opened, closed func(safejs.Value)) Dialer {
	return func(ctx lifetime.Context, url string) (Conn, error) {
		c := &jsConn{frames: newQueue[[]byte](), open: make(chan struct{}), closed: closed}
		if err := c.dial(url); err != nil {
			return nil, err
		}
		if opened != nil {
			opened(c.ws)
		}
		// Only now: the callbacks come in turns of the event loop of their own,
		// and the page learns of the opening before the closing.
		if err := c.listen(); err != nil {
			c.Close(normalClosure, "")
			return nil, api.WrapError(api.UnexpectedError, err, "cannot listen to the WebSocket")
		}
		select {
		case <-c.open:
			return c, nil
		case <-c.frames.ended:
			return nil, api.WrapError(api.CannotGetGateway, c.frames.closed(), "the media server cannot be reached or refused the connection")
		case <-ctx.Done():
			c.Close(normalClosure, "")
			return nil, api.WrapError(api.CannotGetGateway, ctx.Err(), "the media server did not answer")
		}
	}
}

// errLocalClose ends the frames of a connection that was closed here.
var errLocalClose = errors.New("the WebSocket was closed")

// jsConn is a WebSocket of the browser. Its callbacks only append to the queue.
type jsConn struct {
	ws     safejs.Value
	bytes  safejs.Value
	frames *queue[[]byte]
	// open is closed when the socket is open.
	open chan struct{}
	// closed is the page's hook.
	closed func(safejs.Value)

	end       sync.Once
	callbacks map[string]safejs.Func
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
		return refused(url)
	}
	return nil
}

// refused says why the constructor threw. The browser's own text is left out:
// it may have the address, and so the token.
func refused(url string) error {
	if strings.HasPrefix(url, "ws:") && pageIsSecure() {
		return api.NewError(api.WebSecurityRestrict, "a page that is served over https may not use a media server at ws://: serve the media server over wss://, with a certificate")
	}
	return api.NewError(api.InvalidParams, "the browser does not accept the media server's address")
}

func pageIsSecure() bool {
	location, err := safejs.Global().Get("location")
	if err != nil {
		return false
	}
	protocol, err := location.Get("protocol")
	if err != nil {
		return false
	}
	text, err := protocol.String()
	return err == nil && text == "https:"
}

func (c *jsConn) listen() error {
	c.callbacks = map[string]safejs.Func{}
	if err := c.ws.Set("binaryType", "arraybuffer"); err != nil {
		return err
	}
	for name, callback := range map[string]func(event safejs.Value) error{
		"onopen":    c.onOpen,
		"onmessage": c.onMessage,
		// An error event is always followed by a close event, which has a code.
		"onclose": c.onClose,
	} {
		f, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
			c.call(callback, args)
			return nil
		})
		if err != nil {
			return err
		}
		c.callbacks[name] = f
		if err := c.ws.Set(name, f); err != nil {
			return err
		}
	}
	return nil
}

// call runs a callback; its trouble, even a panic, ends this connection only.
func (c *jsConn) call(callback func(event safejs.Value) error, args []safejs.Value) {
	defer func() {
		if recover() != nil {
			c.shut(errors.New("a callback of the WebSocket panicked"), normalClosure, "")
		}
	}()
	if len(args) == 0 {
		return
	}
	if err := callback(args[0]); err != nil {
		c.shut(err, normalClosure, "")
	}
}

func (c *jsConn) onOpen(safejs.Value) error {
	close(c.open)
	return nil
}

func (c *jsConn) onMessage(event safejs.Value) error {
	data, err := event.Get("data")
	if err != nil {
		return err
	}
	if data.Type() == safejs.TypeString {
		text, err := data.String()
		if err == nil {
			c.frames.push([]byte(text))
		}
		return err
	}
	view, err := c.bytes.New(data)
	if err != nil {
		return err
	}
	length, err := view.Length()
	if err != nil {
		return err
	}
	frame := make([]byte, length)
	if _, err := safejs.CopyBytesToGo(frame, view); err != nil {
		return err
	}
	c.frames.push(frame)
	return nil
}

func (c *jsConn) onClose(event safejs.Value) error {
	end := &CloseError{}
	code, err := event.Get("code")
	if err != nil {
		return err
	}
	if end.Code, err = code.Int(); err != nil {
		return err
	}
	reason, err := event.Get("reason")
	if err != nil {
		return err
	}
	if end.Reason, err = reason.String(); err != nil {
		return err
	}
	c.shut(end, normalClosure, "")
	return nil
}

// Read returns the next frame.
func (c *jsConn) Read(ctx lifetime.Context) ([]byte, error) { return c.frames.pop(ctx) }

// Write hands a frame to the browser, which buffers it: it never blocks.
func (c *jsConn) Write(ctx lifetime.Context, frame []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	// The browser drops, without a word, what is sent to a closed socket.
	if err := c.frames.closed(); err != nil {
		return err
	}
	view, err := c.bytes.New(len(frame))
	if err != nil {
		return err
	}
	if _, err := safejs.CopyBytesToJS(view, frame); err != nil {
		return err
	}
	_, err = c.ws.Call("send", view)
	return err
}

// Close closes the socket. The browser sends what it has buffered first.
func (c *jsConn) Close(code int, reason string) { c.shut(errLocalClose, code, reason) }

// shut ends the connection for Go: err follows the frames that have come, the
// callbacks are taken off and released, the socket is closed.
func (c *jsConn) shut(err error, code int, reason string) {
	c.end.Do(func() {
		c.frames.close(err)
		for name, f := range c.callbacks {
			// Nothing is left to do if the browser refuses these.
			_ = c.ws.Set(name, safejs.Null())
			f.Release()
		}
		_, _ = c.ws.Call("close", code, reason)
		if c.closed != nil {
			c.closed(c.ws)
		}
	})
}
