package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/quality"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// What goes out of a video that is sent as two streams is held against its plan
// once a second (simulcast.Check). What is wrong is corrected by setting the
// encodings again. Where that does not help the low stream is off until the
// application changes something about it: the viewers are told so, as of one that
// was switched off, and the application once, by an exception and a warning.

// settle begins the checks of what was just negotiated, and plans one stream
// where the browser took one.
func settle(list []*publication) {
	for _, p := range list {
		p.check = simulcast.Check{}
		if p.plan.Simulcast() && len(p.sender.RIDs()) == 0 {
			p.plan.Single()
		}
	}
}

// checkSent takes a reading of the sending connection, nil where there is none.
func (c *Client) checkSent(sent *stats.Report) {
	if sent == nil {
		return
	}
	for _, p := range c.publications {
		t := p.track
		if t.kind() != api.Video || p.sender == nil {
			continue
		}
		switch p.check.Step(&p.plan, sent) {
		case simulcast.Sound:
			if p.raised {
				p.raised = false
				c.listener.Exception(c.identity, quality.LowStreamNotSent+quality.Recovered)
			}
		case simulcast.Refit:
			t.Width, t.Height, t.fault = p.check.Width, p.check.Height, ""
			c.reshapeUnasked("fitting both streams to the camera")
		case simulcast.Correct:
			c.reshapeUnasked("correcting both streams")
		case simulcast.GiveUp:
			t.fault = p.check.Fault()
			c.reshapeUnasked("giving up the low stream")
			if !p.raised {
				p.raised = true
				c.listener.Exception(c.identity, quality.LowStreamNotSent)
			}
		}
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
