package weaknet

import (
	"math"
	"math/rand/v2"
	"time"
)

// packet is a UDP payload on its way.
type packet struct {
	data []byte
	flow *flow
}

// wire is the packet's size with IP and UDP, in bytes.
func (p packet) wire() int { return len(p.data) + overhead }

// Counters is what has happened in one direction. Bytes are counted with the
// 28 of IP and UDP of each packet.
type Counters struct {
	PacketsIn  uint64 `json:"packetsIn"`
	BytesIn    uint64 `json:"bytesIn"`
	PacketsOut uint64 `json:"packetsOut"`
	BytesOut   uint64 `json:"bytesOut"`
	// DroppedQueue are the packets that the bottleneck's queue had no room for,
	// DroppedLoss those that were lost by chance.
	DroppedQueue uint64 `json:"droppedQueue"`
	DroppedLoss  uint64 `json:"droppedLoss"`
	// QueuedBytes is what stands in the bottleneck's queue now, QueuedMs how long
	// that takes to send at the rate of now.
	QueuedBytes int     `json:"queuedBytes"`
	QueuedMs    float64 `json:"queuedMs"`
}

// link is one direction of a network: packets are lost by chance, then wait in
// a drop-tail queue before a bottleneck, then travel. It has no clock, no
// goroutine and no lock: the caller says what time it is, counted from any
// fixed moment and never less than before.
type link struct {
	profile Profile
	rand    *rand.Rand
	// bursting is the bad state of the burst loss.
	bursting bool

	// queue is empty without a bottleneck. Its first packet is the one that is
	// being sent: headBits of it were left at since.
	queue       fifo[packet]
	queuedBytes int
	headBits    float64
	since       time.Duration

	travelling fifo[travelling]
	counters   Counters
}

// travelling is a packet that has passed the bottleneck.
type travelling struct {
	packet packet
	passed time.Duration
	// jitter is the packet's share of the jitter, from 0 to 1. The rest is
	// taken from the profile when it is asked, so that a change counts at once.
	jitter float64
}

func newLink(random *rand.Rand) *link { return &link{profile: unshaped, rand: random} }

// idle tells whether a packet that comes now can leave at once, unseen.
func (l *link) idle() bool {
	return !l.profile.shaped() && l.queue.len() == 0 && l.travelling.len() == 0
}

// pass counts a packet that goes through an idle link.
func (l *link) pass(p packet) {
	l.countIn(p)
	l.countOut(p)
}

// set changes the profile at once, also for what is queued or travels: a new
// rate counts from now on, and what is above a smaller limit is dropped, the
// newest first.
func (l *link) set(now time.Duration, profile Profile) {
	l.advance(now)
	if l.queue.len() > 0 {
		l.headBits = max(0, l.headBits-bitsIn(now-l.since, l.profile.RateKbps))
		l.since = now
	}
	l.profile = profile
	l.bursting = l.bursting && profile.BurstLossPct > 0
	l.advance(now)
	for l.queue.len() > 1 && !l.fits(0, 0) {
		l.queuedBytes -= l.queue.popLast().wire()
		l.counters.DroppedQueue++
	}
}

// arrive takes a packet in, or drops it.
func (l *link) arrive(now time.Duration, p packet) {
	l.advance(now)
	l.countIn(p)
	switch {
	case l.lost():
		l.counters.DroppedLoss++
	case l.profile.RateKbps == 0:
		l.travel(now, p)
	case l.queue.len() > 0 && !l.fits(1, p.wire()):
		l.counters.DroppedQueue++
	default:
		if l.queue.len() == 0 {
			l.begin(now, p)
		}
		l.queue.push(p)
		l.queuedBytes += p.wire()
	}
}

// leave returns the next packet that has arrived at the other end by now.
func (l *link) leave(now time.Duration) (packet, bool) {
	l.advance(now)
	if l.travelling.len() == 0 || l.due() > now {
		return packet{}, false
	}
	p := l.travelling.pop().packet
	l.countOut(p)
	return p, true
}

// next is when leave should be called again; false if nothing is on its way.
func (l *link) next() (time.Duration, bool) {
	switch {
	case l.travelling.len() > 0:
		return l.due(), true
	case l.queue.len() > 0:
		return l.headEnd(), true
	}
	return 0, false
}

// clear drops all that is on its way.
func (l *link) clear() {
	l.counters.DroppedQueue += uint64(l.queue.len() + l.travelling.len())
	l.queue, l.travelling, l.queuedBytes = fifo[packet]{}, fifo[travelling]{}, 0
}

// count returns the counters as they are now.
func (l *link) count(now time.Duration) Counters {
	l.advance(now)
	counters := l.counters
	counters.QueuedBytes = l.queuedBytes
	if l.queue.len() > 0 {
		behind := float64(l.queuedBytes-l.queue.first().wire()) * 8
		counters.QueuedMs = max(0, behind+l.headBits-bitsIn(now-l.since, l.profile.RateKbps)) / l.profile.RateKbps
	}
	return counters
}

func (l *link) countIn(p packet) {
	l.counters.PacketsIn++
	l.counters.BytesIn += uint64(p.wire())
}

func (l *link) countOut(p packet) {
	l.counters.PacketsOut++
	l.counters.BytesOut += uint64(p.wire())
}

// advance sends what the bottleneck has sent by now.
func (l *link) advance(now time.Duration) {
	for l.queue.len() > 0 {
		end := l.headEnd()
		if end > now {
			return
		}
		p := l.queue.pop()
		l.queuedBytes -= p.wire()
		l.travel(end, p)
		if l.queue.len() > 0 {
			l.begin(end, *l.queue.first())
		}
	}
}

// begin starts to send a packet.
func (l *link) begin(now time.Duration, p packet) {
	l.since, l.headBits = now, float64(p.wire())*8
}

// headEnd is when the first packet of the queue has passed the bottleneck.
func (l *link) headEnd() time.Duration {
	if l.profile.RateKbps == 0 {
		return l.since
	}
	return l.since + time.Duration(math.Ceil(l.headBits/l.profile.RateKbps*1e6))
}

func (l *link) travel(passed time.Duration, p packet) {
	l.travelling.push(travelling{packet: p, passed: passed, jitter: l.rand.Float64()})
}

// due is when the first packet that travels arrives. The others do not arrive
// before it, whatever their own jitter.
func (l *link) due() time.Duration {
	t := l.travelling.first()
	return t.passed + milliseconds(l.profile.DelayMs+t.jitter*l.profile.JitterMs)
}

// fits tells whether the queue has room for so many packets and bytes more.
func (l *link) fits(packets, bytes int) bool {
	if l.profile.QueueBy == ByBytes {
		return float64(l.queuedBytes+bytes) <= l.profile.limit()
	}
	return l.queue.len()+packets <= l.profile.slots()
}

// lost draws whether a packet is lost.
func (l *link) lost() bool {
	p := &l.profile
	if p.BurstLossPct > 0 {
		share := p.BurstLossPct / 100
		end := 1 / p.BurstLengthPackets
		chance := l.rand.Float64()
		if l.bursting {
			l.bursting = chance >= end
		} else {
			// What makes the bad state last for that share of all packets.
			l.bursting = chance < end*share/(1-share)
		}
		if l.bursting {
			return true
		}
	}
	return p.LossPct > 0 && l.rand.Float64()*100 < p.LossPct
}

// bitsIn is what a rate sends in a time.
func bitsIn(time time.Duration, kbps float64) float64 { return float64(time) * kbps / 1e6 }

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
