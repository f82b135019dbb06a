package signal

import (
	"strconv"

	"dualstream/wasm/lifetime"
)

// Conn is a connection that carries frames in order, both ways.
type Conn interface {
	// Read returns the next frame, which is the caller's. It blocks until there
	// is one, ctx is done or the connection has ended; if the other side ended
	// it the error is a *CloseError. A Read that was cut short by ctx may leave
	// the connection unusable.
	Read(ctx lifetime.Context) ([]byte, error)
	// Write sends a frame, and does not keep it.
	Write(ctx lifetime.Context, frame []byte) error
	// Close ends the connection with a code, which is 1000 or 3000 to 4999, and
	// a reason of at most 123 bytes (RFC 6455). Read and Write return then.
	// Further calls do nothing.
	Close(code int, reason string)
}

// Dialer opens a connection to a WebSocket address. Its error is an *api.Error
// and does not tell the address: that holds the token.
type Dialer func(ctx lifetime.Context, url string) (Conn, error)

// normalClosure is the code of a close that both sides expect (RFC 6455).
const normalClosure = 1000

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
