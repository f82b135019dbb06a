package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/strings"
)

// receiving is a session's subscriber side: the peer connection on which the
// server makes the offers.
type receiving struct {
	session *session
	conn    peer.Connection
	// negotiations answers the server's offers one after the other.
	negotiations queue
	// sections says which track of the server a media section carries, as the
	// newest offer said; arrived is the media of each of them.
	sections map[string]string
	arrived  map[string]peer.RemoteTrack
	repairs  repairs
}

func (r *receiving) init(s *session) {
	r.session = s
	r.negotiations.panicked = s.client.loop.panicked
	r.sections = map[string]string{}
	r.arrived = map[string]peer.RemoteTrack{}
}

// start makes the connection and takes what the server has offered already.
func (r *receiving) start() error {
	conn, err := r.session.connect(wire.TargetSubscriber, r.tracked, r.stateChanged)
	if err != nil {
		return err
	}
	r.conn = conn
	return nil
}

func (r *receiving) stateChanged(state peer.State) {
	if state == peer.StateFailed {
		r.session.lost("the connection that carries the subscribed media failed", nil)
	}
}

// offered answers an offer of the server.
func (r *receiving) offered(d *wire.SessionDescription) {
	if len(d.MidToTrackID) > 0 {
		r.sections = map[string]string{}
		for mid, sid := range d.MidToTrackID {
			r.sections[mid] = sid
		}
		for mid := range r.arrived {
			if r.sections[mid] == "" {
				delete(r.arrived, mid)
			}
		}
	}
	conn, s := r.conn, r.session
	if conn == nil {
		return
	}
	r.negotiations.post(func() {
		ctx, cancel := lifetime.Bounded(s.ctx, callBound)
		defer cancel()
		sdp, err := conn.Answer(ctx, d.SDP)
		s.client.loop.post(func() {
			if s.ctx.Err() != nil {
				return
			}
			if err != nil {
				s.lost("an offer of the media server could not be answered", err)
				return
			}
			s.send(&wire.SignalRequest{Answer: &wire.SessionDescription{Type: "answer", SDP: sdp, ID: d.ID}})
			r.match()
		})
	})
}

// tracked takes a new remote track.
func (r *receiving) tracked(t peer.RemoteTrack) {
	if r.session.ctx.Err() != nil {
		return
	}
	r.arrived[t.MID()] = t
	if r.sections[t.MID()] == "" {
		r.sections[t.MID()] = trackSID(t)
	}
	r.match()
}

// trackSID is the server's id of a track as the msid line carries it, for
// servers whose offers do not tell it: in the stream's id behind a bar, or as
// the track's id. A browser that uses a media section again for another track
// keeps the first one's id.
func trackSID(t peer.RemoteTrack) string {
	if _, sid, ok := strings.Cut(t.StreamID(), "|"); ok && strings.HasPrefix(sid, "TR_") {
		return sid
	}
	if strings.HasPrefix(t.ID(), "TR_") {
		return t.ID()
	}
	return ""
}

// match gives the media that has arrived to the subscriptions that wait for
// it.
func (r *receiving) match() {
	for mid, t := range r.arrived {
		sid := r.sections[mid]
		for _, u := range r.session.client.users.users {
			for kind, sub := range u.subscriptions {
				if sub.sid == sid && sub.track != t && t.Kind() == kind {
					sub.arrived(u, t)
					if kind == api.Video {
						r.session.prepareTrains(u)
					}
				}
			}
		}
	}
}

// refused takes the server's refusal of a subscription.
func (r *receiving) refused(m *wire.SubscriptionResponse) {
	c := r.session.client
	for _, u := range c.users.users {
		for kind, sub := range u.subscriptions {
			if sub.sid == m.TrackSID {
				sub.fail(api.NewError(api.UnexpectedResponse, "subscribe: the media server refused the ", string(kind), " of user ", u.identity, ": ", subscriptionError(m.Err)))
				c.dropSubscription(u, kind)
			}
		}
	}
}

// resume asks a new session for what was subscribed in the earlier one.
func (r *receiving) resume() {
	for _, u := range r.session.client.users.users {
		for _, sub := range u.subscriptions {
			sub.track = nil
			r.session.ask(u, sub)
		}
	}
}

func (r *receiving) close() {
	if r.conn != nil {
		conn := r.conn
		r.conn = nil
		r.session.client.beside(conn.Close)
	}
}
