package signal

import (
	"errors"
	"strconv"

	"dualstream/wasm/lifetime"
)

// Conn is a connection that carries frames in order, both ways. Its methods
// return at once, may be called by anyone, and do nothing once it has ended.
type Conn interface {
	// Send queues a frame, which the caller does not touch any more.
	Send(frame []byte)
	// Close ends the connection with a code, which is 1000 or 3000 to 4999, and
	// a reason of at most 123 bytes (RFC 6455). What was sent goes out first.
	Close(code int, reason string)
}

// ConnEvents are told by a connection, one at a time and in order; the first
// may come before the Dialer has returned. Only a connection that the Dialer
// returns tells any. They must not block.
type ConnEvents struct {
	// Frame is a frame of the other side, which is the receiver's.
	Frame func(c Conn, frame []byte)
	// Closed is the last event and comes once, whoever ended the connection: in
	// the browser it comes from within Close. Its error is a *CloseError if the
	// other side did.
	Closed func(error)
}

// Dialer opens a connection to a WebSocket address. Its error is an *api.Error
// and does not tell the address: that holds the token.
type Dialer func(ctx lifetime.Context, url string, events ConnEvents) (Conn, error)

// normalClosure is the code of a close that both sides expect (RFC 6455).
const normalClosure = 1000

// errLocalClose is why a connection ends that was closed here.
var errLocalClose = errors.New("the WebSocket was closed")

// CloseError is the end of a connection as the other side, or the browser,
// tells it (RFC 6455, section 7.4).
type CloseError struct {
	// Code is 1006 if the connection broke without a close frame.
	Code   int
	Reason string
}

// Error returns the code and the reason.
func (e *CloseError) Error() string {
	text := "the WebSocket was closed with code " + strconv.Itoa(e.Code)
	if e.Reason != "" {
		text += " (" + e.Reason + ")"
	}
	return text
}
