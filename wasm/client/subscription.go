package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
)

// subscription is what this client receives, or has asked to receive, of one
// kind of a remote user's media.
type subscription struct {
	client *Client
	kind   api.MediaKind
	sid    string
	track  peer.RemoteTrack
	// waiting are the calls that are answered when the track arrives.
	waiting []*pending
	timer   *time.Timer
	// watch tells which stream arrives; it is of video only.
	watch *streamWatch
	// chosen is what the server was asked to send of a video, and fallen is
	// whether the application was told that it is audio alone, warned that it is
	// near.
	chosen         api.Level
	fallen, warned bool
	insistence     insistence
	// askedForLow is when the user was last asked to send the low stream.
	askedForLow time.Time
}

// Subscribe asks for a remote user's audio or video. It succeeds after the
// listener was told the track.
//
// Errors: INVALID_OPERATION if not joined; INVALID_REMOTE_USER if no such user
// is in the channel; REMOTE_USER_IS_NOT_PUBLISHED; TIMEOUT after 10 s.
func (c *Client) Subscribe(identity string, kind api.MediaKind, done func(error)) {
	c.submit(&pending{op: opSubscribe, method: "subscribe", identity: identity, kind: kind, done: done})
}

func (c *Client) subscribe(p *pending) {
	s := c.connected(p, api.InvalidOperation)
	if s == nil {
		return
	}
	u := c.users.find(p.identity)
	if u == nil {
		c.finish(p, noUser(p))
		return
	}
	sid := u.published[p.kind]
	if sid == "" {
		c.finish(p, api.NewError(api.RemoteUserNotPublished, "subscribe: user ", p.identity, " publishes no ", string(p.kind)))
		return
	}
	sub := u.subscriptions[p.kind]
	if sub != nil && sub.sid != sid {
		c.dropSubscription(u, p.kind)
		sub = nil
	}
	if sub != nil && sub.track != nil {
		c.listener.Track(p.identity, p.kind, sub.track)
		c.finish(p, nil)
		return
	}
	if sub == nil {
		sub = &subscription{client: c, kind: p.kind, sid: sid}
		if p.kind == api.Video {
			sub.watch = newStreamWatch(c.downlink.wish(p.identity))
		}
		u.subscriptions[p.kind] = sub
		s.ask(u, sub)
		// A server that was asked again before it had ended an earlier
		// subscription goes on with it and offers nothing.
		s.receiving.match()
	}
	if sub.track != nil {
		c.finish(p, nil)
		return
	}
	sub.wait(u, p)
}

func noUser(p *pending) *api.Error {
	return api.NewError(api.InvalidRemoteUser, p.method, ": no user ", p.identity, " is in the channel")
}

// ask tells the server what is wanted of a user's track.
func (s *session) ask(u *remote, sub *subscription) {
	s.send(&wire.SignalRequest{Subscription: &wire.UpdateSubscription{TrackSIDs: []string{sub.sid}, Subscribe: true}})
	if sub.kind == api.Video {
		sub.chosen = api.LevelHigh
		s.choose(sub, s.client.downlink.level(u.identity))
	}
}

// choose tells the server which stream of a video to send, if it is another
// than before.
func (s *session) choose(sub *subscription, level api.Level) {
	if sub.chosen == level {
		return
	}
	sub.chosen = level
	sub.insistence.asked(time.Now())
	settings := &wire.UpdateTrackSettings{TrackSIDs: []string{sub.sid}, Quality: wire.QualityLow}
	switch level {
	case api.LevelHigh:
		settings.Quality = wire.QualityHigh
	case api.LevelAudio:
		settings.Disabled = true
	}
	s.send(&wire.SignalRequest{TrackSetting: settings})
}

// wait keeps a call until the track arrives, at most callBound.
func (sub *subscription) wait(u *remote, p *pending) {
	sub.waiting = append(sub.waiting, p)
	if sub.timer != nil {
		return
	}
	sub.timer = time.AfterFunc(callBound, func() {
		sub.client.loop.post(func() {
			if len(sub.waiting) == 0 {
				return
			}
			sub.fail(api.NewError(api.Timeout, "subscribe took too long: waited for the ", string(sub.kind), " of user ", u.identity))
			if u.subscriptions[sub.kind] == sub {
				sub.client.release(u, sub.kind)
			}
		})
	})
}

// arrived takes the subscription's media.
func (sub *subscription) arrived(u *remote, t peer.RemoteTrack) {
	sub.track = t
	sub.stopTimer()
	sub.client.listener.Track(u.identity, sub.kind, t)
	sub.client.downlink.arrived(u, sub)
	waiting := sub.waiting
	sub.waiting = nil
	for _, p := range waiting {
		sub.client.finish(p, nil)
	}
}

// fail answers the waiting calls with an error.
func (sub *subscription) fail(err *api.Error) {
	sub.stopTimer()
	waiting := sub.waiting
	sub.waiting = nil
	for _, p := range waiting {
		sub.client.finish(p, err)
	}
}

func (sub *subscription) stopTimer() {
	if sub.timer != nil {
		sub.timer.Stop()
		sub.timer = nil
	}
}

// Unsubscribe stops receiving a remote user's audio or video. What is not
// subscribed is left alone.
//
// Errors: INVALID_OPERATION if not joined; INVALID_REMOTE_USER if no such user
// is in the channel.
func (c *Client) Unsubscribe(identity string, kind api.MediaKind, done func(error)) {
	c.submit(&pending{op: opUnsubscribe, method: "unsubscribe", identity: identity, kind: kind, done: done})
}

func (c *Client) unsubscribe(p *pending) {
	if c.connected(p, api.InvalidOperation) == nil {
		return
	}
	u := c.users.find(p.identity)
	if u == nil {
		c.finish(p, noUser(p))
		return
	}
	c.release(u, p.kind)
	c.finish(p, nil)
}

// release ends a subscription and tells the server.
func (c *Client) release(u *remote, kind api.MediaKind) {
	sub := u.subscriptions[kind]
	if sub == nil {
		return
	}
	if c.session != nil {
		c.session.send(&wire.SignalRequest{Subscription: &wire.UpdateSubscription{TrackSIDs: []string{sub.sid}}})
	}
	c.dropSubscription(u, kind)
}

// dropSubscription forgets a subscription: calls that wait for it fail, and its
// track goes.
func (c *Client) dropSubscription(u *remote, kind api.MediaKind) {
	sub := u.subscriptions[kind]
	if sub == nil {
		return
	}
	delete(u.subscriptions, kind)
	sub.fail(api.NewError(api.OperationAborted, "subscribe was given up: the ", string(kind), " of user ", u.identity, " is gone or no longer wanted"))
	c.listener.Track(u.identity, kind, nil)
}

// SetRemoteVideoStreamType chooses which stream of a remote user to receive.
// The choice may be made before the user is known or subscribed, and is
// forgotten when the user or this client leaves the channel. Of a publisher
// without dual stream the only stream goes on.
//
// Errors: WS_ABORT if not joined.
func (c *Client) SetRemoteVideoStreamType(identity string, stream api.StreamType, done func(error)) {
	c.submit(&pending{
		op: opSetRemoteVideoStreamType, method: "setRemoteVideoStreamType",
		identity: identity, stream: stream, done: done,
	})
}

func (c *Client) setRemoteVideoStreamType(p *pending) {
	if c.connected(p, api.WSAbort) == nil {
		return
	}
	c.downlink.wishes[p.identity] = p.stream
	c.downlink.wishedOf(p.identity)
	c.finish(p, nil)
}

// SetRemoteDefaultVideoStreamType chooses which stream to receive of the users for
// whom SetRemoteVideoStreamType was not called. It may be called at any time, and
// outlives leave.
func (c *Client) SetRemoteDefaultVideoStreamType(stream api.StreamType, done func(error)) {
	c.submit(&pending{
		op: opSetRemoteDefaultVideoStreamType, method: "setRemoteDefaultVideoStreamType",
		stream: stream, done: done,
	})
}

func (c *Client) setRemoteDefaultVideoStreamType(p *pending) {
	d := &c.downlink
	d.usual = p.stream
	if c.state == api.Reconnecting {
		c.waiting = append(c.waiting, p)
		return
	}
	if c.state == api.Connected {
		d.wished()
	}
	c.finish(p, nil)
}
