package stats

import (
	"math"

	"dualstream/wasm/api"
)

// sent is what is kept of one sent stream.
type sent struct {
	_ uncomparable
	// now is the newest reading; found tells that the newest report has it.
	now   Outbound
	found bool
	// atMs is the time of the reading.
	atMs float64

	// What came of the last two readings, NaN where they do not say it.
	seen     Seen
	encodeMs float64
	// passedMs is the time between them, still that there was no frame in it.
	passedMs float64
	still    bool

	// How long the stream has been sent, and how long of that it stood still.
	totalMs, totalFreezesMs float64
}

// begin takes a first reading.
func (s *sent) begin(now *Outbound, atMs float64) {
	*s = sent{}
	s.now, s.found, s.atMs = *now, true, atMs
	s.seen.FPS, s.seen.SourceFPS = known(now.FramesPerSecond), math.NaN()
}

// take takes a reading in, as received.take does.
func (s *sent) take(now *Outbound, atMs float64) (grown float64) {
	before, beforeMs := &s.now, s.atMs
	seen := &s.seen
	s.found = true
	s.passedMs, seen.Known = 0, false
	if atMs == beforeMs {
		return 0
	}
	if atMs < beforeMs || now.BytesSent < before.BytesSent || now.PacketsSent < before.PacketsSent {
		s.begin(now, atMs)
		return known(now.BytesSent)
	}
	s.passedMs = known(atMs - beforeMs)
	seen.Known, seen.Level = true, now.AudioLevel
	seen.Bps = perSecond(before.BytesSent, now.BytesSent, beforeMs, atMs) * 8
	encodedFPS := perSecond(before.FramesEncoded, now.FramesEncoded, beforeMs, atMs)
	s.still = encodedFPS == 0
	seen.FPS = either(now.FramesPerSecond, encodedFPS)
	seen.SourceFPS = perSecond(before.SourceFrames, now.SourceFrames, beforeMs, atMs)
	s.encodeMs = known(now.TotalEncodeTime-before.TotalEncodeTime) / (now.FramesEncoded - before.FramesEncoded) * 1000
	// The packets are those that have arrived, as far as is known by now.
	second := Flow{Ms: s.passedMs, Lost: known(now.PacketsLost - before.PacketsLost)}
	second.Packets = known(now.PacketsSent - before.PacketsSent - second.Lost)
	if now.Kind == api.Audio {
		second.JitterMs = known(now.JitterSec * 1000)
	}
	seen.flows(&second)
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
	if s.still {
		s.totalFreezesMs += s.passedMs
	}
}
