package stats

import "dualstream/wasm/api"

// sampleRate is that of decoded Opus, in Hz: the clock of the samples that a
// browser counts.
const sampleRate = 48000

// received is what is kept of one received stream.
type received struct {
	_ uncomparable
	// now is the newest reading; found tells that the newest report has it.
	now   Inbound
	found bool
	// atMs is the time of the reading.
	atMs float64

	// What came of the last two readings, NaN where they do not say it.
	seen                  Seen
	receivedFPS, bufferMs float64
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
	s.seen.Known = false
	if atMs == beforeMs {
		return 0
	}
	if atMs < beforeMs || now.BytesReceived < before.BytesReceived || now.PacketsReceived < before.PacketsReceived {
		s.begin(now, atMs)
		return known(now.BytesReceived)
	}
	s.passedMs = known(atMs - beforeMs)
	seen := &s.seen
	seen.Known, seen.Level = true, now.AudioLevel
	seen.Bps = perSecond(before.BytesReceived, now.BytesReceived, beforeMs, atMs) * 8
	seen.FPS = either(now.FramesPerSecond, perSecond(before.FramesDecoded, now.FramesDecoded, beforeMs, atMs))
	s.receivedFPS = perSecond(before.FramesReceived, now.FramesReceived, beforeMs, atMs)
	s.bufferMs = known(now.JitterBufferDelay-before.JitterBufferDelay) / (now.JitterBufferEmittedCount - before.JitterBufferEmittedCount) * 1000
	played, concealed := now.TotalSamplesReceived-before.TotalSamplesReceived, now.ConcealedSamples-before.ConcealedSamples
	seen.Decoded = played - concealed
	s.frozeSec = known(now.TotalFreezesDuration-before.TotalFreezesDuration) + known(concealed)/sampleRate
	second := Flow{
		Ms: s.passedMs, Packets: known(now.PacketsReceived - before.PacketsReceived), Lost: known(now.PacketsLost - before.PacketsLost),
		Samples: known(played), Concealed: known(concealed),
	}
	if second.Packets > 0 && second.Lost == 0 {
		// Silence is sent in few packets (DTX). Where some are lost, or none come, it
		// may as well be a gap.
		second.Concealed = known(second.Concealed - known(now.SilentConcealedSamples-before.SilentConcealedSamples))
	}
	if now.Kind == api.Audio {
		second.JitterMs = known(now.Jitter * 1000)
	}
	seen.flows(&second)
	grown = known(now.BytesReceived - before.BytesReceived)
	s.now, s.atMs = *now, atMs
	return grown
}

// begin takes a first reading. The totals stay: they are of a track, which may
// go on in another stream.
func (s *received) begin(now *Inbound, atMs float64) {
	s.now, s.atMs, s.found = *now, atMs, true
	s.seen, s.receivedFPS, s.bufferMs = Seen{}, 0, 0
	s.seen.FPS = known(now.FramesPerSecond)
	s.passedMs, s.frozeSec = 0, 0
}

// follow counts the last reading for the totals of a track. The time in which
// its publisher has muted it counts for nothing: a browser conceals what is
// not sent as if it were lost.
func (s *received) follow(of *Received) {
	if of.Muted {
		s.seen.Flow, s.seen.second = Flow{}, Flow{}
	}
	switch {
	case s.track != of.Track:
		s.track, s.totalMs, s.totalFreezes = of.Track, 0, 0
	case !of.Muted:
		s.totalMs += s.passedMs
		s.totalFreezes += s.frozeSec
	}
}
