package sim

import "math/rand/v2"

// QueueBy says what a queue's limit counts.
type QueueBy int

const (
	// ByPackets counts packets: a full queue drops large and small alike.
	ByPackets QueueBy = iota
	// ByBytes counts bytes: small packets slip into the gaps that large ones
	// leave.
	ByBytes
	// ByFill counts the bytes that wait already: a queue that has reached its
	// limit drops large and small alike, and one that has not takes either.
	ByFill
)

const (
	leastQueueBytes = 3000
	bytesPerSlot    = 1000
)

// packet is one packet on a link. size is on the wire, in bytes.
type packet struct {
	user  int
	audio bool
	// train is the ID of the packet train that it belongs to; 0 if to none.
	train int
	// seq counts the packets of one stream.
	seq     int
	size    int
	payload int
	// frame counts the pictures that are forwarded, need is of how many
	// packets it has.
	frame, need int
	key         bool
	layer       layer
	forwarded   bool
	arriveMs    int
}

// link is one direction of a connection: a drop-tail queue that is served at a
// rate, then a delay.
type link struct {
	player  player
	queueMs float64
	by      QueueBy
	delayMs int
	lossPct float64
	rand    *rand.Rand

	// rateKbps is what the queue's limit goes by.
	rateKbps   float64
	queue      []packet
	queueBytes int
	credit     float64
	flying     []packet
	// dropped counts what the full queue refused.
	dropped int
}

// limit is what the queue holds, in bytes.
func (l *link) limit() int { return max(leastQueueBytes, int(l.rateKbps/8*l.queueMs)) }

// takes reports whether the queue has room for a packet.
func (l *link) takes(size int) bool {
	switch l.by {
	case ByPackets:
		return len(l.queue) < l.limit()/bytesPerSlot
	case ByFill:
		return l.queueBytes < l.limit()
	default:
		return l.queueBytes+size <= l.limit()
	}
}

// send puts a packet into the queue, or drops it.
func (l *link) send(p packet) {
	if l.lossPct > 0 && l.rand.Float64()*100 < l.lossPct {
		return
	}
	if !l.takes(p.size) {
		l.dropped++
		return
	}
	l.queue = append(l.queue, p)
	l.queueBytes += p.size
}

// step serves the queue for one millisecond and returns what arrives at nowMs.
// The returned packets are valid until the next step.
func (l *link) step(nowMs int, arrived []packet) []packet {
	kbps, bytes := l.player.next()
	if kbps < l.rateKbps {
		l.rateKbps = kbps
		l.shorten()
	}
	l.rateKbps = kbps
	l.credit += bytes
	n := 0
	for n < len(l.queue) && l.credit >= float64(l.queue[n].size) {
		p := l.queue[n]
		l.credit -= float64(p.size)
		l.queueBytes -= p.size
		p.arriveMs = nowMs + l.delayMs
		l.flying = append(l.flying, p)
		n++
	}
	l.queue = l.queue[:copy(l.queue, l.queue[n:])]
	if len(l.queue) == 0 {
		l.credit = 0
	}
	n = 0
	for n < len(l.flying) && l.flying[n].arriveMs <= nowMs {
		arrived = append(arrived, l.flying[n])
		n++
	}
	l.flying = l.flying[:copy(l.flying, l.flying[n:])]
	return arrived
}

// shorten drops the newest packets of a queue that has become too long for a
// lower rate.
func (l *link) shorten() {
	for len(l.queue) > 1 && l.overfull() {
		newest := len(l.queue) - 1
		l.queueBytes -= l.queue[newest].size
		l.queue = l.queue[:newest]
		l.dropped++
	}
}

func (l *link) overfull() bool {
	if l.by == ByPackets {
		return len(l.queue) > l.limit()/bytesPerSlot
	}
	return l.queueBytes > l.limit()
}

// delay is how long a packet that is sent now waits in the queue, in ms.
func (l *link) delay() float64 {
	if l.queueBytes == 0 {
		return 0
	}
	return float64(l.queueBytes) * 8 / max(1, l.rateKbps)
}
