//go:build js && wasm

package peer

import "dualstream/wasm/lifetime"

// await blocks until the promise is settled, the context ends or the lifetime
// of the connection does. Go's select between these would be a larger part of
// the download.
func await(ctx, connection lifetime.Context, promise *value) *value {
	const fulfilled, rejected = "fulfilled", "rejected"
	first := make(chan *value, 1)
	settle := func(outcome *value) {
		select {
		case first <- outcome:
		default: // It is settled already.
		}
	}
	id := expect(func(how string, outcome *value) {
		if how == rejected {
			outcome = failure(rejection(outcome))
		}
		settle(outcome)
	})
	outcome := promise.call("then", caller(id, fulfilled), caller(id, rejected))
	if outcome.err == nil {
		leave := lifetime.OnEnd(connection, func() { settle(failure(errClosed)) })
		// The context's error cannot be asked for in there.
		stop := lifetime.OnEnd(ctx, func() { settle(nil) })
		outcome = <-first
		stop()
		leave()
		if outcome == nil {
			outcome = failure(ctx.Err())
		}
	}
	forget(id)
	return outcome
}
