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
)

const (
	leastQueueBytes = 3000
	bytesPerSlot    = 1000
)

// packet is one packet on a link. size is on the wire, in bytes.
type packet struct {
	user  int
	audio bool
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
	rateKbps float64
	queueMs  float64
	by       QueueBy
	delayMs  int
	lossPct  float64
	rand     *rand.Rand

	queue      []packet
	queueBytes int
	credit     float64
	flying     []packet
	// dropped counts what the full queue refused.
	dropped int
}

// send puts a packet into the queue, or drops it.
func (l *link) send(p packet) {
	if l.lossPct > 0 && l.rand.Float64()*100 < l.lossPct {
		return
	}
	limit := max(leastQueueBytes, int(l.rateKbps/8*l.queueMs))
	full := l.queueBytes+p.size > limit
	if l.by == ByPackets {
		full = len(l.queue) >= limit/bytesPerSlot
	}
	if full {
		l.dropped++
		return
	}
	l.queue = append(l.queue, p)
	l.queueBytes += p.size
}

// step serves the queue for one millisecond and returns what arrives at nowMs.
// The returned packets are valid until the next step.
func (l *link) step(nowMs int, arrived []packet) []packet {
	l.credit += l.rateKbps / 8
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

// delay is how long a packet that is sent now waits in the queue, in ms.
func (l *link) delay() float64 { return float64(l.queueBytes) * 8 / l.rateKbps }
