package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/simulcast"
)

// What goes out of a video that is sent as two streams is held against its plan
// once a second (simulcast.Check). What is wrong is corrected by setting the
// encodings again. Where that does not help the low stream is off until the
// application changes something about it: the viewers are told so, as of one that
// was switched off, and the application by an exception and a warning.

// settle begins the check of a video that was just negotiated.
func (c *Client) settle(list []*publication) {
	for _, p := range list {
		if !p.plan.Simulcast() {
			continue
		}
		c.check, c.fault = simulcast.Check{}, ""
		if len(p.sender.RIDs()) == 0 {
			// The browser took one encoding, which stays so.
			p.plan.Encodings, c.fault = nil, simulcast.RefusedWarning
		}
	}
}

// checkSent takes the newest statistics.
func (c *Client) checkSent() {
	call := &c.statistics.call
	one, other := c.statistics.meter.SentVideo()
	for _, p := range c.publications {
		t := p.track
		if t.kind() != api.Video {
			continue
		}
		switch c.check.Step(&p.plan, one, other, call.DurationSec, call.OutgoingKbps) {
		case simulcast.Wait:
			return
		case simulcast.Refit:
			t.Width, t.Height = int(one.SourceWidth), int(one.SourceHeight)
			c.fault = ""
		case simulcast.GiveUp:
			c.fault = c.check.Fault
		}
		c.reshapeUnasked("setting the two streams")
	}
}

// reshapeUnasked applies the present settings to what is published, of the
// client's own accord.
func (c *Client) reshapeUnasked(method string) {
	c.submit(&pending{op: opReshape, method: method, done: func(err error) {
		if err != nil {
			c.listener.Log(LogWarning, err.Error())
		}
	}})
}
