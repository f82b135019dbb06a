package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/simulcast"
)

// SetDualStream switches the low stream on or off, before or during a call.
// The setting outlives leave.
//
// Errors: NOT_SUPPORTED where the browser can send no low stream;
// INVALID_OPERATION if it is on already.
func (c *Client) SetDualStream(on bool, done func(error)) {
	p := &pending{op: opSetDualStream, method: "disableDualStream", done: done}
	if on {
		p.method, p.mode = "enableDualStream", api.DualStreamOn
	}
	c.submit(p)
}

// SetDualStreamMode says when the low stream is sent, before or during a call.
// The setting outlives leave; SetDualStream sets the same.
//
// Errors: NOT_SUPPORTED where the browser can send no low stream.
func (c *Client) SetDualStreamMode(mode api.DualStreamMode, done func(error)) {
	c.submit(&pending{op: opSetDualStreamMode, method: "setDualStreamMode", mode: mode, done: done})
}

func (c *Client) setDualStream(p *pending) {
	switch {
	case p.mode != api.DualStreamOff && c.env.Profile.NoLowStream != "":
		c.finish(p, api.NewError(api.NotSupported, p.method, ": ", c.env.Profile.NoLowStream))
	case p.op == opSetDualStream && p.mode == api.DualStreamOn && c.dual == api.DualStreamOn:
		c.finish(p, api.NewError(api.InvalidOperation, "enableDualStream: dual stream is enabled already, also across leave(); call disableDualStream() to switch it off"))
	default:
		c.demand.begin(c.dual, p.mode)
		c.dual = p.mode
		c.reshapeSoon(p)
	}
}

// SetLowStreamParameter changes the low stream, field by field (0 = as it is),
// before or during a call.
func (c *Client) SetLowStreamParameter(low api.LowStreamParameter, done func(error)) {
	c.submit(&pending{op: opSetLowStreamParameter, method: "setLowStreamParameter", low: low, done: done})
}

// merge lays the fields that were given over what was given before.
func merge(before, given api.LowStreamParameter) api.LowStreamParameter {
	for _, f := range []struct{ to, from *int }{
		{&before.Width, &given.Width}, {&before.Height, &given.Height},
		{&before.Framerate, &given.Framerate}, {&before.Bitrate, &given.Bitrate},
	} {
		if *f.from > 0 {
			*f.to = *f.from
		}
	}
	return before
}

// reshapeSoon applies the present settings to what is published. Out of a call
// they are kept for the next publish. A low stream that was given up is tried
// again.
func (c *Client) reshapeSoon(p *pending) {
	c.fault = ""
	if c.session == nil {
		c.finish(p, nil)
		return
	}
	p.op = opReshape
	c.handle(p)
}

// reshaped gives the answer of a call that changed a setting. A setting is kept
// when the client leaves; dual stream that could not be switched on is off.
func (c *Client) reshaped(p *pending, err error) error {
	if known := api.AsError(err); known != nil && known.Code == api.OperationAborted {
		return nil
	}
	if err != nil && p.mode != api.DualStreamOff {
		c.dual = api.DualStreamOff
	}
	return err
}

// reshape sets the encodings of what is published to the present settings,
// with no renegotiation. It runs on the work queue.
func (c *Client) reshape(ctx lifetime.Context, s *session) error {
	type change struct {
		publication *publication
		sender      peer.Sender
		plan        simulcast.Plan
	}
	var changes []change
	c.loop.call(func() {
		c.warnNoEffect()
		for _, p := range c.publications {
			plan := c.planFor(p.track)
			// What was negotiated as one stream stays one.
			if p.sender != nil && p.track.kind() == api.Video && plan.Simulcast() == p.plan.Simulcast() {
				changes = append(changes, change{p, p.sender, plan})
			}
		}
	})
	for _, ch := range changes {
		if err := ch.sender.SetEncodings(ctx, ch.plan.Encodings); err != nil {
			return err
		}
	}
	c.loop.call(func() {
		for _, ch := range changes {
			ch.publication.plan = ch.plan
		}
		s.announceLow()
	})
	return nil
}

// warnNoEffect says why dual stream has no effect on what is published, as the
// documented API has it: it does not fail.
func (c *Client) warnNoEffect() {
	if c.dual == api.DualStreamOff || len(c.publications) == 0 {
		return
	}
	for _, p := range c.publications {
		if p.track.kind() != api.Video {
			continue
		}
		if warning := c.planWith(p.track, true).Warning; warning != "" {
			c.listener.Log(LogWarning, warning)
		}
		return
	}
	c.listener.Log(LogWarning, simulcast.AudioOnlyWarning)
}
