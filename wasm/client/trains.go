package client

import (
	"time"

	"dualstream/wasm/fallback"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/strings"
)

// A packet train is asked of a user of this SDK, who sends it to nobody but the
// asker, as user packets on LiveKit's data channel for what may get lost: the time
// between the arrivals of its packets says how wide the way is.
//
// Payloads begin with the version, the kind, the lowest byte of the request's id,
// and the number of packets. The fifth byte is, of an ask, the payload of each
// packet in units of four bytes; of a part of a train it is its index, and zeros
// follow.
const (
	trainTopic   = "dualstream.train"
	trainVersion = 1
	trainAsk     = 1
	trainPart    = 2
	trainHeader  = 5
	indexAt      = 4
	trainUnit    = 4

	// trainLabel is that channel's label (pkg/rtc/transport.go of LiveKit). The
	// client makes one on its publisher connection, the server another one on the
	// subscriber connection.
	trainLabel = "_lossy"
	// trainMark at the end of a track's name says that its publisher sends packet
	// trains. A name takes no permission, is told to everybody, and is at most
	// displayed by other SDKs.
	trainMark = "+trains"
)

const (
	// wireHeaders is what a message is preceded by on the wire: IPv4 20, UDP 8, the
	// DTLS 1.2 record with AES-GCM 37, SCTP 28.
	wireHeaders = 93
	// An SCTP packet holds about 1200 bytes: two messages with less payload than
	// this may travel as one where they come at the same time, so they are sent
	// apart.
	unbundledBytes = 520
	apart          = 2 * time.Millisecond
	// trainBoundMs is how long the rest of a train is waited for after its first
	// packet.
	trainBoundMs = 600

	// What is answered, at most: packets of so many bytes, trains within a second,
	// and the time between two for one user, in ms.
	mostPackets     = 6
	mostBytes       = 900
	mostTrains      = 12
	betweenTrainsMs = 50
)

// trains are the packet trains that this client asks for and sends.
type trains struct {
	client *Client
	// unable: a connection to ask on did not come up in this call.
	unable bool

	// asked is who was asked for a train, of so many packets; empty when that is
	// over. train is what has come of it, firstMs is when its first packet came, and
	// untilMs is when no more is waited for. arrived is told when the last has come.
	asked            string
	packets          int
	train            fallback.Train
	firstMs, untilMs float64
	arrived          func()

	// sent counts the trains that were sent since secondMs, for a second.
	sent     int
	secondMs float64
}

// supported tells whether a user can be asked now.
func (t *trains) supported(u *remote) bool {
	s := t.client.session
	return s != nil && s.sending.conn != nil && u.sendsTrains() && s.sending.conn.Send(nil)
}

// sendsTrains tells whether a user has said to send packet trains, and may.
func (u *remote) sendsTrains() bool {
	sends := false
	for _, info := range u.tracks {
		sends = sends || strings.HasSuffix(info.Name, trainMark)
	}
	return sends && (u.permission == nil || u.permission.CanPublishData)
}

// ask asks a user for a train; one that was asked for before is given up. Where
// that cannot be done none comes.
func (t *trains) ask(request fallback.TrainRequest) {
	t.asked, t.packets = request.Identity, request.Packets
	t.train = fallback.Train{ID: request.ID}
	if s := t.client.session; s != nil && s.sending.conn != nil {
		s.sending.conn.Send(wire.UserMessage(request.Identity, trainTopic, []byte{
			trainVersion, trainAsk, byte(request.ID), byte(request.Packets), byte(request.Bytes / trainUnit),
		}))
	}
}

// take gives the train that has come since it was last called, if one has.
func (t *trains) take() []fallback.Train {
	if t.train.Packets == 0 || t.asked != "" && milliseconds(time.Now()) < t.untilMs {
		return nil
	}
	done := []fallback.Train{t.train}
	t.asked, t.train.Packets = "", 0
	return done
}

// count takes in a part of a train, which came in a message of that many bytes.
func (t *trains) count(from *remote, part []byte, bytes int, atMs float64) {
	if from.identity != t.asked || part[2] != byte(t.train.ID) {
		return
	}
	if t.train.Packets == 0 {
		t.firstMs, t.untilMs = atMs, milliseconds(time.Now())+trainBoundMs
	}
	t.train.Packets++
	t.train.PacketBytes = float64(bytes + wireHeaders)
	t.train.SpreadMs = atMs - t.firstMs
	if int(part[indexAt]) == t.packets-1 {
		t.asked = ""
		t.arrived()
	}
}

// answer sends the train that a user asks for, within the limits.
func (t *trains) answer(s *session, to *remote, ask []byte) {
	packets, size := ask[3], trainUnit*int(ask[indexAt])
	now := milliseconds(time.Now())
	if now-t.secondMs >= 1000 {
		t.secondMs, t.sent = now, 0
	}
	if packets < 2 || packets > mostPackets || size < trainHeader || size > mostBytes ||
		t.sent >= mostTrains || now-to.trainMs < betweenTrainsMs || s.sending.conn == nil {
		return
	}
	t.sent++
	to.trainMs = now
	payload := make([]byte, size)
	copy(payload, ask[:indexAt])
	payload[1] = trainPart
	message := wire.UserMessage(to.identity, trainTopic, payload)
	index := &message[len(message)-size+indexAt]
	for s.sending.conn.Send(message) {
		if *index++; *index >= packets {
			return
		}
		// No timer: a hidden page has its timers once a second.
		for sent := time.Now(); size < unbundledBytes && time.Since(sent) < apart; {
		}
	}
}

// heard takes a message of a data channel. What is none of ours is not looked at.
func (s *session) heard(data []byte, atMs float64) {
	var packet wire.DataPacket
	if packet.Unmarshal(data) != nil || packet.User == nil {
		return
	}
	if packet.User.Topic == lowTopic {
		s.client.demand.heard(time.Now())
	}
	if packet.User.Topic != trainTopic {
		return
	}
	t := &s.client.trains
	from, payload := s.client.users.find(packet.ParticipantIdentity), packet.User.Payload
	switch {
	case from == nil || len(payload) < trainHeader || payload[0] != trainVersion:
		s.client.listener.Log(LogDebug, "a message about packet trains was not understood")
	case payload[1] == trainAsk:
		t.answer(s, from, payload)
	case payload[1] == trainPart:
		t.count(from, payload, len(data), atMs)
	}
}

// prepareTrains makes the connection on which trains are asked for, where a user
// whose video has arrived sends them and nothing was published yet.
func (s *session) prepareTrains(u *remote) {
	c := s.client
	if s.channel == "" || s.sending.conn != nil || c.trains.unable || !u.sendsTrains() {
		return
	}
	c.submit(&pending{op: opPublishAgain, method: "preparing packet trains", done: func(err error) {
		if err != nil {
			c.listener.Log(LogDebug, err.Error())
		}
	}})
}
