package fallback

import "math"

const (
	rttMemoryMs = 20000
	// rttRisenMs above what is usual, packets wait in a queue.
	rttRisenMs = 60
)

// usual is what the transport shows while all is well. NaN is not known.
type usual struct {
	estimateKbps, videoKbps, rttMs float64
	// wireKbps is what comes of all streams since the last decision.
	wireKbps float64
}

func (q *usual) forget() {
	q.estimateKbps, q.videoKbps, q.rttMs, q.wireKbps = math.NaN(), math.NaN(), math.NaN(), math.NaN()
}

// learn takes in a reading of ms.
func (q *usual) learn(estimateKbps, videoKbps, wireKbps, rttMs, ms float64) {
	if known(estimateKbps) {
		q.estimateKbps = mean(q.estimateKbps, estimateKbps, ms, videoMeanMs)
	}
	q.videoKbps = mean(q.videoKbps, videoKbps, ms, videoMeanMs)
	q.wireKbps = mean(q.wireKbps, wireKbps, ms, videoMeanMs)
	switch {
	case !known(rttMs):
	case rttMs < q.rttMs:
		q.rttMs = rttMs
	default:
		q.rttMs = mean(q.rttMs, rttMs, ms, rttMemoryMs)
	}
}

// estimateFell reports whether the receiver's estimate is far below what the
// video took, and has become so just now: it is slow to rise again.
func (q *usual) estimateFell(estimateKbps float64) bool {
	return estimateKbps < float64(estimateShare*q.videoKbps) && estimateKbps < float64(estimateFalling*q.estimateKbps)
}

// rttRose reports whether packets wait in a queue of this transport.
func (q *usual) rttRose(rttMs float64) bool { return rttMs > q.rttMs+rttRisenMs }
