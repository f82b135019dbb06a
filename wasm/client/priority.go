package client

import "dualstream/wasm/api"

// SetRemoteUserPriority says whose video comes first where the downlink does
// not carry that of all. The priority may be set before the user is known or
// subscribed, and is forgotten when the user or this client leaves the channel.
//
// Errors: WS_ABORT if not joined.
func (c *Client) SetRemoteUserPriority(identity string, priority api.UserPriority, done func(error)) {
	c.submit(&pending{
		op: opSetRemoteUserPriority, method: "setRemoteUserPriority",
		identity: identity, priority: priority, done: done,
	})
}

func (c *Client) setRemoteUserPriority(p *pending) {
	if c.connected(p, api.WSAbort) == nil {
		return
	}
	c.downlink.priorities[p.identity] = p.priority
	c.downlink.wishedOf(p.identity)
	c.finish(p, nil)
}
