package stats

// sent is what is kept of one sent stream.
type sent struct {
	// now is the newest reading; found tells that the newest report has it.
	now   Outbound
	found bool
	// atMs is the time of the reading.
	atMs float64

	// What came of the last two readings, NaN where they do not say it.
	bps, encodedFPS, encodeMs float64
	// passedMs is the time between them.
	passedMs float64

	// How long the stream has been sent, and how long of that it stood still.
	totalMs, totalFreezesMs float64
}

// take takes a reading in, as received.take does.
func (s *sent) take(now *Outbound, atMs float64) (grown float64) {
	before, beforeMs := &s.now, s.atMs
	s.found = true
	s.passedMs = 0
	if atMs == beforeMs {
		return 0
	}
	if atMs < beforeMs || now.BytesSent < before.BytesSent || now.PacketsSent < before.PacketsSent {
		*s = sent{now: *now, found: true, atMs: atMs}
		return known(now.BytesSent)
	}
	s.passedMs = known(atMs - beforeMs)
	s.bps = perSecond(before.BytesSent, now.BytesSent, beforeMs, atMs) * 8
	s.encodedFPS = perSecond(before.FramesEncoded, now.FramesEncoded, beforeMs, atMs)
	s.encodeMs = known(now.TotalEncodeTime-before.TotalEncodeTime) / (now.FramesEncoded - before.FramesEncoded) * 1000
	grown = known(now.BytesSent - before.BytesSent)
	s.now, s.atMs = *now, atMs
	return grown
}

// follow counts the last reading for the totals, unless the track is muted.
func (s *sent) follow(muted bool) {
	if muted {
		return
	}
	s.totalMs += s.passedMs
	if s.encodedFPS == 0 {
		s.totalFreezesMs += s.passedMs
	}
}
