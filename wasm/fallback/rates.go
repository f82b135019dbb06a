package fallback

import "math"

// The transport's overhead of a packet in bytes that getStats leaves out: IPv4,
// UDP and the SRTP tag.
const packetOverhead = 38

// longestGapMs is the longest pause between two readings over which rates are
// still counted. After a longer one (a page that slept) counting begins anew.
const longestGapMs = 3000

// delta is what came between two readings of one stream. A number that the
// browser did not give, or that went backwards, is NaN.
type delta struct {
	_                          [0]func() // not compared: see stats
	ms                         float64
	wireBytes, packets         float64
	lost, nacks                float64
	frames                     float64
	heard, concealed, silently float64
}

// wireKbps is the rate on the wire, in kbps.
func (d *delta) wireKbps() float64 { return d.wireBytes * 8 / d.ms }

// meter turns the cumulative counters of one stream into deltas, over the
// readings' own timestamps.
type meter struct {
	running bool
	// fresh: the last read took a reading that was new.
	fresh bool
	// beganMs is the time of the first reading, in the readings' clock.
	beganMs float64
	last    Stream
}

// stop forgets the stream: the next reading is its first.
func (m *meter) stop() { m.running = false }

// young reports whether the stream is too new for anything to be usual of it.
func (m *meter) young() bool { return m.last.TimestampMs-m.beganMs < settleMs }

// settling reports whether the reading just taken is of a new stream.
func (m *meter) settling() bool { return m.fresh && m.young() }

// read takes the next reading and writes into d what came since the last one.
// It returns false if there is nothing to count: the first reading, the same
// one twice, a stream whose counters began again.
func (m *meter) read(s *Stream, d *delta) bool {
	before := m.last
	m.fresh = false
	if !finite(s.TimestampMs) || !finite(s.PacketsReceived) || !finite(s.BytesReceived) {
		return false
	}
	ms := s.TimestampMs - before.TimestampMs
	if m.running && ms == 0 {
		return false
	}
	m.fresh = true
	m.last = *s
	m.last.clean()
	if !m.running || ms < 0 || ms > longestGapMs ||
		s.PacketsReceived < before.PacketsReceived || s.BytesReceived < before.BytesReceived {
		m.running = true
		m.beganMs = s.TimestampMs
		return false
	}
	d.ms = ms
	d.packets = grown(m.last.PacketsReceived, before.PacketsReceived)
	d.wireBytes = grown(m.last.BytesReceived, before.BytesReceived) + float64(packetOverhead*d.packets)
	if headers := grown(m.last.HeaderBytesReceived, before.HeaderBytesReceived); headers > 0 {
		d.wireBytes += headers
	}
	// The count of lost packets goes back when one comes late.
	d.lost = max(0, m.last.PacketsLost-before.PacketsLost)
	d.nacks = grown(m.last.NackCount, before.NackCount)
	d.frames = grown(m.last.FramesDecoded, before.FramesDecoded)
	d.heard = grown(m.last.TotalSamplesReceived, before.TotalSamplesReceived)
	d.concealed = grown(m.last.ConcealedSamples, before.ConcealedSamples)
	d.silently = grown(m.last.SilentConcealedSamples, before.SilentConcealedSamples)
	return finite(d.wireBytes)
}

// clean makes NaN of what is not a number to count with.
func (s *Stream) clean() {
	s.HeaderBytesReceived = orNaN(s.HeaderBytesReceived)
	s.PacketsLost = orNaN(s.PacketsLost)
	s.NackCount = orNaN(s.NackCount)
	s.FramesDecoded = orNaN(s.FramesDecoded)
	s.FrameHeight = orNaN(s.FrameHeight)
	s.ConcealedSamples = orNaN(s.ConcealedSamples)
	s.SilentConcealedSamples = orNaN(s.SilentConcealedSamples)
	s.TotalSamplesReceived = orNaN(s.TotalSamplesReceived)
}

// repairs is the number of packets that were lost or asked for again. A browser
// counts a packet as lost, as asked for, or as both.
func (d *delta) repairs() float64 {
	lost, nacks := orZero(d.lost), orZero(d.nacks)
	return max(lost, nacks)
}

// grown is what a counter grew by; NaN if it went backwards or grew by more
// than a connection can carry between two readings.
func grown(now, before float64) float64 {
	g := now - before
	if !(g >= 0 && g < 1e9) {
		return math.NaN()
	}
	return g
}

// mean moves a mean towards x by the share that ms have of ms and spanMs. A
// mean that is NaN begins at x. The products are rounded before they are added:
// a compiler that fuses the two would make a log replay differently elsewhere.
func mean(m, x, ms, spanMs float64) float64 {
	if m != m {
		return x
	}
	return m + float64((x-m)*(ms/(ms+spanMs)))
}

// finite reports whether x is a number, and not so large that counting with it
// would lose all its digits.
func finite(x float64) bool { return x > -1e15 && x < 1e15 }

// known reports whether x is not NaN.
func known(x float64) bool { return x == x }

func orNaN(x float64) float64 {
	if finite(x) {
		return x
	}
	return math.NaN()
}

func orZero(x float64) float64 {
	if finite(x) {
		return x
	}
	return 0
}
