package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
)

// Publish sends local tracks to the channel. Tracks that are published already
// are skipped. It succeeds when their media can flow.
//
// Errors: INVALID_OPERATION if not joined, in mode "live" as audience, or if
// the token does not permit it; CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS;
// TIMEOUT; ICE_FAILED; OPERATION_ABORTED if the client leaves meanwhile.
func (c *Client) Publish(tracks []*Track, done func(error)) {
	c.submit(&pending{op: opPublish, method: "publish", tracks: tracks, done: done})
}

// mayPublish fails a publish that the client's role does not permit.
func (c *Client) mayPublish(p *pending) bool {
	if c.config.Mode == ModeLive && c.role == api.Audience {
		c.finish(p, api.NewError(api.InvalidOperation, `publish: an audience cannot publish; call setClientRole("host") first`))
		return false
	}
	return true
}

// publish runs on the work queue.
func (c *Client) publish(ctx lifetime.Context, s *session, tracks []*Track) error {
	var fresh []*publication
	var err error
	c.loop.call(func() { fresh, err = c.prepare(tracks) })
	if err != nil || len(fresh) == 0 {
		return err
	}
	if err := c.transmit(ctx, s, fresh); err != nil {
		c.withdraw(s, fresh)
		return err
	}
	c.loop.call(func() {
		if c.session != s {
			err = lifetime.Cause(s.ctx)
			return
		}
		c.publications = append(c.publications, fresh...)
		c.warnNoEffect()
		s.announceLow()
	})
	return err
}

// prepare makes publications of the tracks that are not published yet.
func (c *Client) prepare(tracks []*Track) ([]*publication, error) {
	videos := 0
	for _, p := range c.publications {
		if p.track.kind() == api.Video {
			videos++
		}
	}
	var fresh []*publication
	for _, t := range tracks {
		if find(c.publications, t.ID) != nil || find(fresh, t.ID) != nil {
			continue
		}
		if t.kind() == api.Video {
			videos++
		}
		fresh = append(fresh, &publication{track: t, muted: t.Muted})
	}
	if videos > 1 && len(fresh) > 0 {
		return nil, api.NewError(api.MultipleVideoTracks, "publish: one video track can be published at a time; unpublish the present one first")
	}
	return fresh, nil
}

// find returns the publication of the track with that id, or nil.
func find(list []*publication, id string) *publication {
	for _, p := range list {
		if p.track.ID == id {
			return p
		}
	}
	return nil
}

// without returns another list, of all but one.
func without(list []*publication, p *publication) []*publication {
	var others []*publication
	for _, other := range list {
		if other != p {
			others = append(others, other)
		}
	}
	return others
}

// transmit makes the session carry the publications.
func (c *Client) transmit(ctx lifetime.Context, s *session, list []*publication) error {
	var conn peer.Connection
	var requests []*wire.AddTrackRequest
	var err error
	c.loop.call(func() {
		conn, err = s.sending.ready()
		for _, p := range list {
			p.plan = c.planFor(p.track)
			requests = append(requests, p.request())
		}
	})
	if err != nil {
		return err
	}
	for i, p := range list {
		if s.channel != "" {
			requests[i].Name += trainMark
		}
		info, err := s.sending.add(ctx, requests[i])
		if err != nil {
			return err
		}
		c.loop.call(func() { p.sid = info.SID })
	}
	senders := make([]peer.Sender, len(list))
	c.loop.call(func() {
		for i, p := range list {
			if p.sender, err = conn.AddTrack(p.track.Local, p.plan.Encodings); err != nil {
				return
			}
			senders[i] = p.sender
		}
	})
	if err != nil {
		return err
	}
	if err := s.sending.negotiate(ctx, conn); err != nil {
		return err
	}
	c.loop.call(func() { c.settle(list) })
	for i, p := range list {
		// Video took its bounds with the track; audio cannot.
		if p.track.kind() == api.Audio && p.track.BitrateMax > 0 {
			bound := []api.Encoding{{Active: true, MaxBitrate: p.track.BitrateMax * 1000}}
			if err := senders[i].SetEncodings(ctx, bound); err != nil {
				return err
			}
		}
	}
	return s.sending.flowing(ctx)
}

// withdraw takes back what a failed publish has left on the connection.
func (c *Client) withdraw(s *session, list []*publication) {
	if s.ctx.Err() != nil {
		return
	}
	ctx, cancel := lifetime.Bounded(s.ctx, callBound)
	defer cancel()
	if err := c.remove(ctx, s, list); err != nil {
		c.loop.post(func() { c.listener.Log(LogWarning, "a failed publish could not be taken back: "+err.Error()) })
	}
}

// remove stops the senders and negotiates that. It runs on the work queue.
func (c *Client) remove(ctx lifetime.Context, s *session, list []*publication) error {
	var conn peer.Connection
	var err error
	c.loop.call(func() {
		if c.session != s {
			return
		}
		for _, p := range list {
			if p.sender == nil {
				continue
			}
			conn = s.sending.conn
			if err = p.sender.Remove(); err != nil {
				return
			}
		}
	})
	if err != nil || conn == nil {
		return err
	}
	return s.sending.negotiate(ctx, conn)
}

// Unpublish stops sending the tracks of the given ids; those that are not
// published are skipped.
//
// Errors: TIMEOUT. A client that is in no channel publishes nothing: it
// succeeds.
func (c *Client) Unpublish(ids []string, done func(error)) {
	c.submit(&pending{op: opUnpublish, method: "unpublish", ids: ids, done: done})
}

func (c *Client) unpublish(ctx lifetime.Context, s *session, ids []string) error {
	var gone []*publication
	c.loop.call(func() {
		for _, id := range ids {
			if p := find(c.publications, id); p != nil {
				gone = append(gone, p)
				c.publications = without(c.publications, p)
			}
		}
		s.announceLow()
	})
	return c.remove(ctx, s, gone)
}

// publishAgain sends after a reconnection what was published before it.
func (c *Client) publishAgain() {
	if len(c.publications) == 0 {
		c.mediaBack()
		return
	}
	for _, p := range c.publications {
		p.sid, p.sender = "", nil
	}
	c.submit(&pending{op: opPublishAgain, method: "publish again", done: func(err error) {
		if err != nil {
			c.listener.Log(LogError, "what was published could not be published again after the reconnection: "+err.Error())
			return
		}
		c.mediaBack()
	}})
}

// mediaBack tells that what is published is sent again, if it was told that it is
// not.
func (c *Client) mediaBack() {
	if c.mediaLost {
		c.mediaLost = false
		c.listener.MediaReconnect(true)
	}
}

// transmitAgain makes the session carry what is published and not yet sent on
// it. Where that is nothing the connection is made for packet trains alone, once.
func (c *Client) transmitAgain(ctx lifetime.Context, s *session) error {
	var again []*publication
	made := false
	c.loop.call(func() {
		made = s.sending.conn != nil || c.trains.unable
		for _, p := range c.publications {
			if p.sender == nil {
				again = append(again, p)
			}
		}
	})
	if len(again) == 0 && made {
		return nil
	}
	if err := c.transmit(ctx, s, again); err != nil {
		return err
	}
	c.loop.call(s.announceLow)
	return nil
}

// SetTrackMuted tells the server that a published track is muted or not:
// remote users see user-unpublished or user-published. A track that is not
// published is left alone.
func (c *Client) SetTrackMuted(id string, muted bool, done func(error)) {
	c.submit(&pending{op: opMute, method: "muting", ids: []string{id}, on: muted, done: done})
}

func (c *Client) mute(s *session, id string, muted bool) {
	c.loop.call(func() {
		if p := find(c.publications, id); p != nil {
			p.muted = muted
			s.send(&wire.SignalRequest{Mute: &wire.MuteTrackRequest{SID: p.sid, Muted: muted}})
			s.announceLow()
		}
	})
}

// ReplaceTrack sends a published track of the same id as it is described now:
// other media, or the same of another size or with other bounds, to which both
// streams are fitted. A track that is not published is left alone.
//
// Errors: SENDER_REPLACE_FAILED.
func (c *Client) ReplaceTrack(track *Track, done func(error)) {
	c.submit(&pending{op: opReplace, method: "replaceTrack", tracks: []*Track{track}, done: done})
}

func (c *Client) replace(ctx lifetime.Context, s *session, track *Track) error {
	var sender peer.Sender
	c.loop.call(func() {
		if p := find(c.publications, track.ID); p != nil {
			sender = p.sender
		}
	})
	if sender == nil {
		return nil
	}
	if err := sender.Replace(ctx, track.Local); err != nil {
		return err
	}
	c.loop.call(func() {
		if p := find(c.publications, track.ID); p != nil {
			p.track, c.fault = track, ""
		}
	})
	return c.reshape(ctx, s)
}

// mutedByServer takes the server's word that it muted one of our tracks.
func (c *Client) mutedByServer(m *wire.MuteTrackRequest) {
	for _, p := range c.publications {
		if p.sid == m.SID {
			p.muted = m.Muted
		}
	}
}
