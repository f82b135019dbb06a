package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/quality"
	"dualstream/wasm/signal/wire"
)

// remote is a remote user.
type remote struct {
	identity string
	sid      string
	tracks   []*wire.TrackInfo
	// attributes are the participant's own, see announcement.go.
	attributes map[string]string
	permission *wire.ParticipantPermission
	// shown is whether the application was told that the user is here.
	shown bool
	// quality is the documented one of the user's connection, as the server judges
	// it; quality.Unknown where it has not.
	quality int
	// watch finds what is exceptional about what is received of the user.
	watch quality.Watch
	// trainMs is when this client sent the user a packet train last.
	trainMs float64
	// published is the track of each kind that is announced as published: the
	// first that is not muted, a camera before a screen.
	published map[api.MediaKind]string
	// subscriptions are what this client asked for, by kind.
	subscriptions map[api.MediaKind]*subscription
}

// roster keeps the remote users in the order in which they came, and tells the
// listener what changes.
type roster struct {
	client *Client
	users  []*remote
}

// find returns the user of an identity, or nil.
func (r *roster) find(identity string) *remote {
	for _, u := range r.users {
		if u.identity == identity {
			return u
		}
	}
	return nil
}

// replace takes the full list of a join response: users who are no longer in
// it have left.
func (r *roster) replace(list []*wire.ParticipantInfo) {
	// leave does not change the list that is walked here: it makes another.
	for _, u := range r.users {
		still := false
		for _, p := range list {
			still = still || p.Identity == u.identity
		}
		if !still {
			// The server says nothing about those who left meanwhile.
			r.leave(u, api.LeaveQuit)
		}
	}
	r.update(list)
}

// update takes a change of some participants.
func (r *roster) update(list []*wire.ParticipantInfo) {
	for _, p := range list {
		if p.Identity == "" || p.Identity == r.client.identity {
			continue
		}
		u := r.find(p.Identity)
		if p.State == wire.ParticipantDisconnected {
			// A late word of an earlier connection of the same identity is not
			// of this one.
			if u != nil && u.sid == p.SID {
				r.leave(u, leaveReason(p.DisconnectReason))
			}
			continue
		}
		if u == nil {
			u = &remote{
				identity: p.Identity, sid: p.SID,
				published:     map[api.MediaKind]string{},
				subscriptions: map[api.MediaKind]*subscription{},
			}
			r.users = append(r.users, u)
		}
		r.tellMuted(u, p.Tracks)
		u.sid = p.SID
		u.tracks = p.Tracks
		u.attributes = p.Attributes
		u.permission = p.Permission
		r.show(u)
		r.announce(u)
	}
}

// tellMuted tells which of a user's tracks are muted or unmuted by an update.
func (r *roster) tellMuted(u *remote, tracks []*wire.TrackInfo) {
	for _, now := range tracks {
		before, kind := u.track(now.SID), kindOf(now.Type)
		if before == nil || kind == "" || before.Muted == now.Muted {
			continue
		}
		r.client.listener.UserMuted(u.identity, kind, now.Muted)
	}
}

// announce tells what a user publishes now, where that has changed.
func (r *roster) announce(u *remote) {
	for _, kind := range []api.MediaKind{api.Audio, api.Video} {
		before, now := u.published[kind], u.primary(kind)
		if before == now {
			continue
		}
		if sub := u.subscriptions[kind]; sub != nil && u.track(sub.sid) == nil {
			r.client.dropSubscription(u, kind)
		}
		if before != "" {
			delete(u.published, kind)
			r.client.listener.UserUnpublished(u.identity, kind)
		}
		if now != "" {
			u.published[kind] = now
			r.client.listener.UserPublished(u.identity, kind)
		}
	}
}

// leave takes a user off the list.
func (r *roster) leave(u *remote, reason api.LeaveReason) {
	u.tracks = nil
	r.announce(u)
	var others []*remote
	for _, other := range r.users {
		if other != u {
			others = append(others, other)
		}
	}
	r.users = others
	r.hide(u, reason)
}

// clear forgets everybody and tells nothing: the client itself has left.
func (r *roster) clear() {
	for _, u := range r.users {
		for kind := range u.subscriptions {
			r.client.dropSubscription(u, kind)
		}
	}
	r.users = nil
}

// track returns the user's track of a sid, or nil.
func (u *remote) track(sid string) *wire.TrackInfo {
	for _, t := range u.tracks {
		if t.SID == sid {
			return t
		}
	}
	return nil
}

// primary returns the sid of the track of a kind that stands for the user: not
// muted, a camera or microphone before anything else. It is "" if there is
// none.
func (u *remote) primary(kind api.MediaKind) string {
	found := ""
	for _, t := range u.tracks {
		if t.Muted || kindOf(t.Type) != kind {
			continue
		}
		if t.Source == wire.SourceCamera || t.Source == wire.SourceMicrophone {
			return t.SID
		}
		if found == "" {
			found = t.SID
		}
	}
	return found
}

func kindOf(t wire.TrackType) api.MediaKind {
	switch t {
	case wire.TrackAudio:
		return api.Audio
	case wire.TrackVideo:
		return api.Video
	default:
		return ""
	}
}
