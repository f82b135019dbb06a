//go:build !js

package peer

import "dualstream/wasm/lifetime"

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
