package peer

import "dualstream/wasm/api"

// errClosed is what every call comes to on a connection that is closed, or is
// closed while the call waits.
var errClosed = api.NewError(api.OperationAborted, "the peer connection is closed")

// failed tells why a call failed, with the documented code of that call; nil if
// there is no cause. A cause that has a code keeps it: a closed connection is no
// failure of the call.
func failed(code api.Code, cause error, parts ...string) error {
	if cause == nil {
		return nil
	}
	if e := api.AsError(cause); e != nil {
		return e
	}
	return api.WrapError(code, cause, parts...)
}
