package client

import "dualstream/wasm/api"

// roleAttribute is the participant attribute in which a client of mode "live"
// tells its role, where its token permits attributes: to a LiveKit server all
// are participants.
const roleAttribute = "dualstream.role"

// SetClientRole changes the role in mode "live".
//
// Errors: INVALID_OPERATION in mode "rtc", or for "audience" while publishing.
func (c *Client) SetClientRole(role api.Role, done func(error)) {
	c.submit(&pending{op: opSetClientRole, method: "setClientRole", role: role, done: done})
}

func (c *Client) setClientRole(p *pending) {
	switch {
	case c.config.Mode != ModeLive:
		c.finish(p, api.NewError(api.InvalidOperation, `setClientRole: roles exist in mode "live" only; this client has mode "`, string(c.config.Mode), `"`))
	case p.role == api.Audience && len(c.publications) > 0:
		c.finish(p, api.NewError(api.InvalidOperation, `setClientRole: the client is publishing; call unpublish() before it becomes "audience"`))
	default:
		c.role = p.role
		if c.session != nil {
			c.session.announceRole()
		}
		c.finish(p, nil)
	}
}

// announceRole tells the own role in mode "live". Who tells none is taken for an
// audience until it publishes.
func (s *session) announceRole() {
	role := s.client.role
	if s.client.config.Mode == ModeLive && role != s.role && (role == api.Host || s.role != "") {
		s.role = role
		s.setAttribute(roleAttribute, string(role))
	}
}

// shows reports whether a user counts as being in the channel: in mode "live"
// hosts do. That is who publishes, or did, or says so, until the user tells to be
// an audience or may not publish any more.
func (r *roster) shows(u *remote) bool {
	role := api.Role(u.attributes[roleAttribute])
	switch {
	case r.client.config.Mode != ModeLive || len(u.tracks) > 0:
		return true
	case u.permission != nil && !u.permission.CanPublish:
		return false
	default:
		return role == api.Host || u.shown && role != api.Audience
	}
}

// show tells that a user is in the channel now, or is an audience from now on.
func (r *roster) show(u *remote) {
	switch shows := r.shows(u); {
	case shows && !u.shown:
		u.shown = true
		r.client.listener.UserJoined(u.identity)
	case !shows && u.shown:
		r.announce(u)
		r.hide(u, api.LeaveBecomeAudience)
	}
}

// hide forgets what was asked for about a user who is not in the channel any more,
// and tells that they are gone if it was told that they are here.
func (r *roster) hide(u *remote, reason api.LeaveReason) {
	r.client.downlink.forget(u.identity)
	if u.shown {
		u.shown = false
		r.client.listener.UserLeft(u.identity, reason)
	}
}
