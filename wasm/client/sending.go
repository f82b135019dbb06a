package client

import (
	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
)

// sending is a session's publisher side: the peer connection on which this
// client makes the offers. The connection is made at the first publish.
type sending struct {
	session *session
	conn    peer.Connection
	// answers has room for the answer to the one offer that can be open: offers
	// are made on the client's work queue only.
	answers   chan string
	connected chan struct{}
	failed    chan *api.Error
	// waiting are the tracks whose AddTrackRequest has no answer yet, by cid.
	waiting map[string]chan added
}

// added is the server's answer to an AddTrackRequest.
type added struct {
	info *wire.TrackInfo
	err  *api.Error
}

func (p *sending) init(s *session) {
	p.session = s
	p.answers = make(chan string, 1)
	p.connected = make(chan struct{})
	p.failed = make(chan *api.Error, 1)
	p.waiting = map[string]chan added{}
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
		select {
		case <-p.connected:
		default:
			close(p.connected)
		}
	case peer.StateFailed:
		select {
		case <-p.connected:
			p.session.lost("the connection that carries the published media failed", nil)
		default:
			offer(p.failed, api.NewError(api.ICEFailed, "no path was found on which media can be sent to the media server"))
		}
	}
}

func (p *sending) answered(d *wire.SessionDescription) { offer(p.answers, d.SDP) }

func (p *sending) published(r *wire.TrackPublishedResponse) {
	if ch, ok := p.waiting[r.CID]; ok {
		delete(p.waiting, r.CID)
		ch <- added{info: r.Track}
	}
}

// refused takes the server's refusal of an AddTrackRequest.
func (p *sending) refused(r *wire.RequestResponse, text string) {
	if r.AddTrack == nil {
		return
	}
	if ch, ok := p.waiting[r.AddTrack.CID]; ok {
		delete(p.waiting, r.AddTrack.CID)
		code := api.UnexpectedResponse
		if r.Reason == wire.RequestNotAllowed {
			code = api.InvalidOperation
		}
		ch <- added{err: api.NewError(code, text)}
	}
}

// add asks the server to take a track, and waits for its word.
func (p *sending) add(ctx lifetime.Context, request *wire.AddTrackRequest) (*wire.TrackInfo, error) {
	ch := make(chan added, 1)
	loop := &p.session.client.loop
	loop.call(func() {
		p.waiting[request.CID] = ch
		p.session.send(&wire.SignalRequest{AddTrack: request})
	})
	answer, err := await(ctx, ch, "the media server to accept the "+request.Name+" track")
	if err != nil {
		loop.post(func() { delete(p.waiting, request.CID) })
		return nil, err
	}
	if answer.err != nil {
		return nil, answer.err
	}
	return answer.info, nil
}

// negotiate makes an offer of what is to be sent now, and sets the answer. It
// runs on the client's work queue.
func (p *sending) negotiate(ctx lifetime.Context, conn peer.Connection) error {
	select {
	case <-p.answers: // of an offer that was given up
	default:
	}
	sdp, err := conn.Offer(ctx)
	if err != nil {
		return err
	}
	p.session.client.loop.call(func() {
		p.session.send(&wire.SignalRequest{Offer: &wire.SessionDescription{Type: "offer", SDP: sdp}})
	})
	answer, err := await(ctx, p.answers, "the media server's answer to the offer")
	if err != nil {
		return err
	}
	return conn.SetAnswer(ctx, answer)
}

// flowing waits until the connection is up.
func (p *sending) flowing(ctx lifetime.Context) error {
	select {
	case <-p.connected:
		return nil
	case err := <-p.failed:
		return err
	case <-ctx.Done():
		return &waitError{what: "the connection that carries the published media", cause: lifetime.Cause(ctx)}
	}
}

func (p *sending) close() {
	if p.conn != nil {
		conn := p.conn
		p.conn = nil
		p.session.client.beside(conn.Close)
	}
}
