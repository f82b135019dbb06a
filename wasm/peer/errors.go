package peer

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
)

// errClosed is what every call comes to on a connection that is closed, or is
// closed while the call waits.
var errClosed = api.NewError(api.OperationAborted, "the peer connection is closed")

// failed tells why a call failed, with the documented code of that call. A
// closed connection keeps its own code: it is no failure of the call.
func failed(code api.Code, cause error, parts ...string) error {
	if api.Is(cause, errClosed) {
		return errClosed
	}
	return api.WrapError(code, cause, parts...)
}

// ready fails if a call should not begin: its context or the connection has
// ended.
func ready(ctx lifetime.Context, closed <-chan struct{}) error {
	select {
	case <-closed:
		return errClosed
	default:
		return ctx.Err()
	}
}
