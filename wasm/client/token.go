package client

import "dualstream/wasm/api"

// RenewToken has the next connection made with this token. The present one goes
// on as it is.
//
// Errors: INVALID_OPERATION if not joined.
func (c *Client) RenewToken(token string, done func(error)) {
	c.submit(&pending{op: opRenewToken, method: "renewToken", token: token, done: done})
}

func (c *Client) renewToken(p *pending) {
	if c.state == api.Reconnecting {
		// Not after the reconnection: what is tried may be refused for its token.
		c.rejoin.token = p.token
	} else if s := c.connected(p, api.InvalidOperation); s != nil {
		s.token = p.token
	}
	c.finish(p, nil)
}
