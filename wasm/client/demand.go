package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// In dual-stream mode "auto" the low stream is sent while a viewer wants it. Two
// things tell the publisher so:
//
//   - A viewer of this SDK who wants it asks for it, again and again, by a user
//     packet on the data channel that packet trains use too. So it is there at
//     once, also where another viewer goes on with the high stream.
//   - The server tells the best quality that anybody wants
//     (SubscribedQualityUpdate), at once where it grows and 5 s later where it
//     shrinks. That it is the low one shows the wish of viewers with other SDKs.
const (
	lowTopic = "dualstream.low"
	// askEvery is how often a viewer asks, demandHolds is how long that counts.
	askEvery    = 2 * time.Second
	demandHolds = 6 * time.Second
)

// demand is what the viewers want of the low stream.
type demand struct {
	_      [0]func() // not compared: see stats
	client *Client
	// wanted: it is to be sent.
	wanted bool
	// asked is when a viewer asked last.
	asked time.Time
	// low and better are what the server says that somebody receives.
	low, better bool
}

// clear forgets the call.
func (d *demand) clear() {
	d.wanted, d.asked = false, time.Time{}
	d.restart()
}

// restart forgets what the server of an earlier session said.
func (d *demand) restart() { d.low, d.better = false, false }

// begin takes a change of the mode. Those who receive a low stream that has been
// sent without being asked for have their time to ask.
func (d *demand) begin(before, mode api.DualStreamMode) {
	if mode == api.DualStreamAuto && before != mode {
		d.wanted = before == api.DualStreamOn
		if d.wanted {
			d.asked = time.Now()
		}
	}
}

// heard takes a viewer's question for the low stream.
func (d *demand) heard(now time.Time) {
	d.asked = now
	d.decide(now)
}

// subscribed takes what the server says of an own track.
func (d *demand) subscribed(m *wire.SubscribedQualityUpdate, now time.Time) {
	for _, p := range d.client.publications {
		if p.sid != m.TrackSID || p.track.kind() != api.Video {
			continue
		}
		d.restart()
		for _, q := range m.SubscribedQualities {
			switch {
			case !q.Enabled:
			case q.Quality == wire.QualityLow:
				d.low = true
			default:
				d.better = true
			}
		}
		d.decide(now)
	}
}

// decide switches the low stream on or off where what is wanted has changed. It is
// called at each tick too.
func (d *demand) decide(now time.Time) {
	c := d.client
	if c.dual != api.DualStreamAuto || c.session == nil {
		return
	}
	// Where somebody may not be able to ask, it is sent to whoever receives the video.
	unasked := c.session.channel == ""
	for _, u := range c.users.users {
		unasked = unasked || u.permission != nil && !u.permission.CanPublishData
	}
	wanted := now.Sub(d.asked) < demandHolds || d.low && (unasked || !d.better)
	if wanted == d.wanted {
		return
	}
	d.wanted = wanted
	c.reshapeUnasked("the low stream on demand")
}

// askForLow asks the users whose low stream is wanted for it, where it may be one
// that must be asked for.
func (s *session) askForLow(now time.Time) {
	c := s.client
	if s.sending.conn == nil {
		return
	}
	for _, u := range c.users.users {
		sub := u.subscriptions[api.Video]
		if sub == nil || c.downlink.target(u.identity) != api.LevelLow || now.Sub(sub.askedForLow) < askEvery {
			continue
		}
		low := parseLow(u.attributes)
		if (low.onDemand || !low.told) && u.sendsTrains() &&
			s.sending.conn.Send(wire.UserMessage(u.identity, lowTopic, []byte{trainVersion})) {
			sub.askedForLow = now
		}
	}
}
