package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
)

// sending is a session's publisher side: the peer connection on which this
// client makes the offers. The connection is made at the first publish, or when
// packet trains are first of use.
type sending struct {
	session *session
	conn    peer.Connection
	// up and broken tell what became of the connection, flow tells it to a
	// publish that waits.
	up     bool
	broken *api.Error
	flow   answers
	// descriptions has room for the answer to the one offer that can be open:
	// offers are made on the client's work queue only.
	descriptions answers
	// waiting are the tracks whose AddTrackRequest has no answer yet, by cid.
	waiting map[string]answers
}

func (p *sending) init(s *session) {
	p.session = s
	p.flow = newAnswers()
	p.descriptions = newAnswers()
	p.waiting = map[string]answers{}
}

// ready returns the connection, and makes it if need be.
func (p *sending) ready() (peer.Connection, error) {
	if p.conn != nil {
		return p.conn, nil
	}
	conn, err := p.session.connect(wire.TargetPublisher, func(peer.RemoteTrack) {}, p.stateChanged)
	if err != nil {
		return nil, err
	}
	p.conn = conn
	return conn, nil
}

func (p *sending) stateChanged(state peer.State) {
	switch state {
	case peer.StateConnected:
		p.up = true
		p.flow.give(answer{})
	case peer.StateFailed:
		if p.up {
			p.session.lost("the connection that carries the published media failed", nil)
			return
		}
		p.broken = api.NewError(api.ICEFailed, "no path was found on which media can be sent to the media server")
		p.flow.give(answer{err: p.broken})
	}
}

func (p *sending) answered(d *wire.SessionDescription) { p.descriptions.give(answer{sdp: d.SDP}) }

func (p *sending) published(r *wire.TrackPublishedResponse) {
	p.added(r.CID, answer{track: r.Track})
}

// added answers an AddTrackRequest that waits.
func (p *sending) added(cid string, a answer) {
	if ch, ok := p.waiting[cid]; ok {
		delete(p.waiting, cid)
		ch.give(a)
	}
}

// refused takes the server's refusal of an AddTrackRequest.
func (p *sending) refused(r *wire.RequestResponse, text string) {
	if r.AddTrack == nil {
		return
	}
	code := api.UnexpectedResponse
	if r.Reason == wire.RequestNotAllowed {
		code = api.InvalidOperation
	}
	p.added(r.AddTrack.CID, answer{err: api.NewError(code, text)})
}

// add asks the server to take a track, and waits for its word.
func (p *sending) add(ctx lifetime.Context, request *wire.AddTrackRequest) (*wire.TrackInfo, error) {
	ch := newAnswers()
	loop := &p.session.client.loop
	loop.call(func() {
		p.waiting[request.CID] = ch
		p.session.send(&wire.SignalRequest{AddTrack: request})
	})
	a := ch.await(ctx, "the media server to accept the "+request.Name+" track")
	if a.err != nil {
		loop.call(func() { delete(p.waiting, request.CID) })
	}
	return a.track, a.err
}

// negotiate makes an offer of what is to be sent now, and sets the answer. It
// runs on the client's work queue.
func (p *sending) negotiate(ctx lifetime.Context, conn peer.Connection) error {
	p.descriptions.clear() // of an offer that was given up
	sdp, err := conn.Offer(ctx)
	if err != nil {
		return err
	}
	p.session.client.loop.call(func() {
		p.session.send(&wire.SignalRequest{Offer: &wire.SessionDescription{Type: "offer", SDP: sdp}})
	})
	a := p.descriptions.await(ctx, "the media server's answer to the offer")
	if a.err != nil {
		return a.err
	}
	return conn.SetAnswer(ctx, a.sdp)
}

// flowing waits until the connection is up.
func (p *sending) flowing(ctx lifetime.Context) error {
	up := false
	var broken *api.Error
	p.session.client.loop.call(func() {
		up, broken = p.up, p.broken
		p.flow.clear()
	})
	if up {
		return nil
	}
	if broken != nil {
		return broken
	}
	return p.flow.await(ctx, "the connection that carries the published media").err
}

func (p *sending) close() {
	if p.conn != nil {
		conn := p.conn
		p.conn = nil
		// Where it was made for packet trains alone, a server that saw it fail ended
		// the session for it: that must not happen again and again.
		p.session.client.trains.unable = !p.up
		p.session.client.beside(conn.Close)
	}
}
