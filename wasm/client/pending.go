package client

import (
	"context"
	"strconv"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
)

const (
	// joinBound is how long join may take.
	joinBound = 15 * time.Second
	// callBound is how long any other call may take while connected.
	callBound = 10 * time.Second
)

// seconds is a bound in words. Duration.String would say the same at a price.
func seconds(bound time.Duration) string { return strconv.Itoa(int(bound/time.Second)) + " s" }

// pending is a call that has not been answered yet.
type pending struct {
	client *Client
	method string
	done   func(error)
}

// begin registers a call. All of pending is used on the client's queue.
func (c *Client) begin(method string, done func(error)) *pending {
	p := &pending{client: c, method: method, done: done}
	c.pending[p] = struct{}{}
	return p
}

// finish answers the call; only the first answer counts.
func (p *pending) finish(err error) {
	if _, open := p.client.pending[p]; !open {
		return
	}
	delete(p.client.pending, p)
	p.done(err)
}

// call registers a call and hands it to f on the queue.
func (c *Client) call(method string, done func(error), f func(p *pending)) {
	c.loop.post(func() { f(c.begin(method, done)) })
}

// whileConnected runs f with the session if the client is connected, keeps the
// call while it reconnects, and fails it with code otherwise.
func (c *Client) whileConnected(p *pending, code api.Code, f func(s *session)) {
	switch c.state {
	case api.Connected:
		f(c.session)
	case api.Reconnecting:
		c.waiting = append(c.waiting, func() { c.whileConnected(p, code, f) })
	default:
		p.finish(api.NewError(code, p.method, ": the client is ", string(c.state), "; join a channel first"))
	}
}

// operate carries f out on the work queue, bounded by callBound. A call whose
// session was lost under it is carried out again after the reconnection.
func (c *Client) operate(p *pending, s *session, f func(ctx lifetime.Context, s *session) error) {
	c.work.post(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		err := lifetime.Cause(s.ctx)
		if err == nil {
			err = f(ctx, s)
		}
		c.loop.post(func() { c.operated(p, s, f, err) })
	})
}

func (c *Client) operated(p *pending, s *session, f func(ctx lifetime.Context, s *session) error, err error) {
	switch ended := lifetime.Cause(s.ctx); {
	case err == nil:
		p.finish(nil)
	case api.Is(ended, errSessionLost):
		c.whileConnected(p, api.OperationAborted, func(next *session) { c.operate(p, next, f) })
	case ended != nil:
		p.finish(api.NewError(api.OperationAborted, p.method, " was given up: the client left the channel"))
	default:
		p.finish(asError(p.method, err))
	}
}

// waitError is what a wait that came to nothing returns.
type waitError struct {
	what  string
	cause error
}

func (e *waitError) Error() string { return "waited for " + e.what + ": " + e.cause.Error() }
func (e *waitError) Unwrap() error { return e.cause }

// await receives from ch until ctx ends; what names the thing waited for.
func await[T any](ctx lifetime.Context, ch <-chan T, what string) (T, error) {
	select {
	case v := <-ch:
		return v, nil
	case <-ctx.Done():
		var none T
		return none, &waitError{what: what, cause: lifetime.Cause(ctx)}
	}
}

// asError gives an error the documented code that fits it.
func asError(method string, err error) *api.Error {
	if known := api.AsError(err); known != nil {
		return known
	}
	if api.Is(err, context.DeadlineExceeded) {
		if wait, ok := err.(*waitError); ok {
			return api.NewError(api.Timeout, method, " took too long: waited for ", wait.what)
		}
		return api.NewError(api.Timeout, method, " took too long")
	}
	return api.WrapError(api.UnexpectedError, err, method, " failed")
}
