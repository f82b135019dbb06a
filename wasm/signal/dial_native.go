//go:build !js

package signal

import (
	"context"
	"errors"
	"net"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/coder/websocket"

	"dualstream/wasm/api"
)

// readLimit bounds a frame of the server in bytes: the list of a room's
// participants and their tracks is far below it.
const readLimit = 4 << 20

// closeGrace is how long Close waits, beside its caller, for what was sent to
// go out and for the other side's goodbye.
const closeGrace = time.Second

// Dial is the Dialer of native builds. It refuses with
// CAN_NOT_GET_GATEWAY_SERVER.
func Dial(ctx context.Context, address string, events ConnEvents) (Conn, error) {
	var socket net.Conn
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { socket = info.Conn },
	})
	ws, response, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		if response != nil {
			return nil, api.NewError(api.CannotGetGateway, "the media server refused the WebSocket with HTTP status ", strconv.Itoa(response.StatusCode))
		}
		// This error's text has the address, and so the token.
		var request *url.Error
		if errors.As(err, &request) {
			err = request.Err
		}
		return nil, api.WrapError(api.CannotGetGateway, err, "the media server cannot be reached")
	}
	ws.SetReadLimit(readLimit)
	c := &nativeConn{ws: ws, socket: socket, events: events, out: newQueue(), written: make(chan struct{})}
	c.ctx, c.cancel = context.WithCancelCause(context.Background())
	go c.read()
	go c.write()
	return c, nil
}

// nativeConn is a WebSocket with a goroutine for each direction.
type nativeConn struct {
	ws *websocket.Conn
	// socket carries ws. Closing it ends what ctx does not: ws waits five seconds
	// for the other side's goodbye.
	socket net.Conn
	events ConnEvents
	out    *queue
	// ctx is done when the socket is not to be used any more; the cause is why.
	ctx    context.Context
	cancel context.CancelCauseFunc
	// written is closed when the goroutine that writes has ended.
	written chan struct{}

	closing sync.Once
	// code and reason are those of Close, set before the queue is closed.
	code   int
	reason string
}

// Send queues a frame.
func (c *nativeConn) Send(frame []byte) { c.out.push(frame) }

// Close ends the connection beside the caller, a second later at most.
func (c *nativeConn) Close(code int, reason string) {
	c.closing.Do(func() {
		c.code, c.reason = code, reason
		c.out.close(errLocalClose)
		time.AfterFunc(closeGrace, func() {
			c.cancel(errLocalClose)
			// It fails if the connection has ended, as it mostly has by now.
			_ = c.socket.Close()
		})
	})
}

// read tells what arrives, and the end of the connection.
func (c *nativeConn) read() {
	for {
		_, frame, err := c.ws.Read(c.ctx)
		if err != nil {
			c.out.close(err)
			// The queue's end tells a close from here, before the answer of the
			// other side.
			c.cancel(closeError(c.out.closed()))
			break
		}
		c.events.Frame(c, frame)
	}
	<-c.written
	// It fails if the socket is closed already.
	_ = c.ws.CloseNow()
	c.events.Closed(context.Cause(c.ctx))
}

// write sends what is queued until the connection breaks, or is closed and all
// is sent.
func (c *nativeConn) write() {
	defer close(c.written)
	for {
		frame, err := c.out.pop(c.ctx)
		if err == errLocalClose && c.ctx.Err() == nil {
			// It waits for the other side's close frame, or until ctx is done. It
			// fails if the connection has ended already, which is what is wanted.
			_ = c.ws.Close(websocket.StatusCode(c.code), c.reason)
		}
		if err == nil {
			err = c.ws.Write(c.ctx, websocket.MessageBinary, frame)
		}
		if err != nil {
			c.cancel(closeError(err))
			return
		}
	}
}

func closeError(err error) error {
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		return &CloseError{Code: int(closed.Code), Reason: closed.Reason}
	}
	return err
}
