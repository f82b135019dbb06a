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
	// dialBound is how long its socket may take to open. The rest is for
	// asking the server why it did not.
	dialBound = 12 * time.Second
	// callBound is how long any other call may take while connected.
	callBound = 10 * time.Second
)

// seconds is a bound in words. Duration.String would say the same at a price.
func seconds(bound time.Duration) string { return strconv.Itoa(int(bound/time.Second)) + " s" }

// operation says what a call does.
type operation int

const (
	opJoin operation = iota
	opLeave
	opSetClientRole
	opSetDualStream
	opSetDualStreamMode
	opSetLowStreamParameter
	opSetRemoteVideoStreamType
	opSetStreamFallbackOption
	opSetRemoteUserPriority
	opSetRemoteDefaultVideoStreamType
	opRenewToken
	opSubscribe
	opUnsubscribe
	opPublish
	opUnpublish
	opMute
	opReplace
	// opReshape is what setDualStream and setLowStreamParameter become, and what the
	// viewers' demand causes; opPublishAgain is the client's own, after a
	// reconnection.
	opReshape
	opPublishAgain
)

// pending is a call that has not been answered yet: a value that can wait for a
// connection and be carried out again after another. (A closure for each step
// of each call would be a fifth of this package in the page's download.)
type pending struct {
	op     operation
	method string
	done   func(error)

	// The arguments, those that op has.
	server, token string
	identity      string
	kind          api.MediaKind
	stream        api.StreamType
	option        api.FallbackOption
	priority      api.UserPriority
	tracks        []*Track
	ids           []string
	on            bool
	mode          api.DualStreamMode
	low           api.LowStreamParameter
	role          api.Role
	reason        api.DisconnectReason
	// joined is what join resolves to.
	joined Joined
}

// submit puts a call on the client's queue.
func (c *Client) submit(p *pending) {
	c.loop.post(func() {
		c.pending = append(c.pending, p)
		c.handle(p)
	})
}

// finish answers a call; only the first answer counts.
func (c *Client) finish(p *pending, err error) {
	if !c.forget(p) {
		return
	}
	if p.op == opReshape {
		err = c.reshaped(p, err)
	}
	p.done(err)
}

// forget takes a call off the list, and reports whether it was there.
func (c *Client) forget(p *pending) bool {
	for i, q := range c.pending {
		if q == p {
			c.pending = append(c.pending[:i], c.pending[i+1:]...)
			return true
		}
	}
	return false
}

// handle carries a call out, or lets it wait.
func (c *Client) handle(p *pending) {
	switch p.op {
	case opJoin:
		c.join(p)
	case opLeave:
		c.leave(p)
	case opSetClientRole:
		c.setClientRole(p)
	case opSetDualStream, opSetDualStreamMode:
		c.setDualStream(p)
	case opSetLowStreamParameter:
		c.low = merge(c.low, p.low)
		c.reshapeSoon(p)
	case opSetRemoteVideoStreamType:
		c.setRemoteVideoStreamType(p)
	case opSetStreamFallbackOption:
		c.setStreamFallbackOption(p)
	case opSetRemoteUserPriority:
		c.setRemoteUserPriority(p)
	case opSetRemoteDefaultVideoStreamType:
		c.setRemoteDefaultVideoStreamType(p)
	case opRenewToken:
		c.renewToken(p)
	case opSubscribe:
		c.subscribe(p)
	case opUnsubscribe:
		c.unsubscribe(p)
	case opPublish:
		if s := c.connected(p, api.InvalidOperation); s != nil && c.mayPublish(p) {
			c.operate(p, s)
		}
	default:
		// They change what is published, which is nothing out of a channel.
		if c.state != api.Connected && c.state != api.Reconnecting {
			c.finish(p, nil)
		} else if s := c.connected(p, api.InvalidOperation); s != nil {
			c.operate(p, s)
		}
	}
}

// connected returns the session if the client is connected. Else it returns nil
// and keeps the call while the client reconnects, or fails it with code.
func (c *Client) connected(p *pending, code api.Code) *session {
	switch c.state {
	case api.Connected:
		return c.session
	case api.Reconnecting:
		c.waiting = append(c.waiting, p)
	default:
		c.finish(p, api.NewError(code, p.method, ": the client is ", string(c.state), "; join a channel first"))
	}
	return nil
}

// operate carries a call out on the work queue, bounded by callBound.
func (c *Client) operate(p *pending, s *session) {
	c.work.post(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		err := lifetime.Cause(s.ctx)
		if err == nil {
			err = c.carryOut(ctx, s, p)
		}
		c.loop.call(func() { c.operated(p, s, err) })
	})
}

// carryOut is one call's part on the work queue.
func (c *Client) carryOut(ctx lifetime.Context, s *session, p *pending) error {
	switch p.op {
	case opPublish:
		return c.publish(ctx, s, p.tracks)
	case opUnpublish:
		return c.unpublish(ctx, s, p.ids)
	case opMute:
		c.mute(s, p.ids[0], p.on)
		return nil
	case opReplace:
		return c.replace(ctx, s, p.tracks[0])
	case opPublishAgain:
		return c.transmitAgain(ctx, s)
	default:
		return c.reshape(ctx, s)
	}
}

// operated takes the outcome. A call whose session was lost under it is carried
// out again after the reconnection.
func (c *Client) operated(p *pending, s *session, err error) {
	switch ended := lifetime.Cause(s.ctx); {
	case err == nil:
		c.finish(p, nil)
	case api.Is(ended, errSessionLost):
		c.handle(p)
	case ended != nil:
		c.finish(p, api.NewError(api.OperationAborted, p.method, " was given up: the client left the channel"))
	default:
		c.finish(p, asError(p.method, err))
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
