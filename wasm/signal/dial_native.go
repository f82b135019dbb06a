//go:build !js

package signal

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"github.com/coder/websocket"

	"dualstream/wasm/api"
)

// readLimit bounds a frame of the server in bytes: the list of a room's
// participants and their tracks is far below it.
const readLimit = 4 << 20

// Dial is the Dialer of native builds. It refuses with
// CAN_NOT_GET_GATEWAY_SERVER.
func Dial(ctx context.Context, address string) (Conn, error) {
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
	return nativeConn{ws}, nil
}

type nativeConn struct{ ws *websocket.Conn }

func (c nativeConn) Read(ctx context.Context) ([]byte, error) {
	_, frame, err := c.ws.Read(ctx)
	return frame, closeError(err)
}

func (c nativeConn) Write(ctx context.Context, frame []byte) error {
	return closeError(c.ws.Write(ctx, websocket.MessageBinary, frame))
}

// Close waits for the other side's close frame: 5 s, or until the context of a
// Read that is waiting is done.
func (c nativeConn) Close(code int, reason string) {
	// It fails if the connection has ended already, which is what is wanted.
	_ = c.ws.Close(websocket.StatusCode(code), reason)
}

func closeError(err error) error {
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		return &CloseError{Code: int(closed.Code), Reason: closed.Reason}
	}
	return err
}
