package stats

// sampleRate is that of decoded Opus, in Hz: the clock of the samples that a
// browser counts.
const sampleRate = 48000

// received is what is kept of one received stream.
type received struct {
	// now is the newest reading; found tells that the newest report has it.
	now   Inbound
	found bool
	// atMs is the time of the reading.
	atMs float64

	// What came of the last two readings, NaN where they do not say it.
	bps, receivedFPS, decodedFPS float64
	bufferMs                     float64
	// passedMs is the time between them, frozeSec how long of it froze.
	passedMs, frozeSec float64

	// track is whom the totals are of: how long it has been received, and how
	// long of that it froze.
	track                 string
	totalMs, totalFreezes float64
}

// take takes a reading in, and returns by how many bytes the stream has grown.
// A reading that is not newer than the last one says nothing; one whose
// counters have gone back is of a new stream.
func (s *received) take(now *Inbound, atMs float64) (grown float64) {
	before, beforeMs := &s.now, s.atMs
	s.found = true
	s.passedMs, s.frozeSec = 0, 0
	if atMs == beforeMs {
		return 0
	}
	if atMs < beforeMs || now.BytesReceived < before.BytesReceived || now.PacketsReceived < before.PacketsReceived {
		s.begin(now, atMs)
		return known(now.BytesReceived)
	}
	s.passedMs = known(atMs - beforeMs)
	s.bps = perSecond(before.BytesReceived, now.BytesReceived, beforeMs, atMs) * 8
	s.receivedFPS = perSecond(before.FramesReceived, now.FramesReceived, beforeMs, atMs)
	s.decodedFPS = perSecond(before.FramesDecoded, now.FramesDecoded, beforeMs, atMs)
	s.bufferMs = known(now.JitterBufferDelay-before.JitterBufferDelay) / (now.JitterBufferEmittedCount - before.JitterBufferEmittedCount) * 1000
	s.frozeSec = known(now.TotalFreezesDuration-before.TotalFreezesDuration) +
		known(now.ConcealedSamples-before.ConcealedSamples)/sampleRate
	grown = known(now.BytesReceived - before.BytesReceived)
	s.now, s.atMs = *now, atMs
	return grown
}

// begin takes a first reading. The totals stay: they are of a track, which may
// go on in another stream.
func (s *received) begin(now *Inbound, atMs float64) {
	s.now, s.atMs, s.found = *now, atMs, true
	s.bps, s.receivedFPS, s.decodedFPS, s.bufferMs = 0, 0, 0, 0
	s.passedMs, s.frozeSec = 0, 0
}

// follow counts the last reading for the totals of a track. The time in which
// its publisher has muted it counts for nothing: a browser conceals what is
// not sent as if it were lost.
func (s *received) follow(of *Received) {
	switch {
	case s.track != of.Track:
		s.track, s.totalMs, s.totalFreezes = of.Track, 0, 0
	case !of.Muted:
		s.totalMs += s.passedMs
		s.totalFreezes += s.frozeSec
	}
}
