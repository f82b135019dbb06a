package sim

import (
	"math"

	"dualstream/wasm/fallback"
)

const (
	resends        = 3
	decodePatience = 3000
	gonePatience   = 1000
	jitterPackets  = 4
	sampleRate     = 48
)

// receiver is what the viewer's browser does with one user's streams.
type receiver struct {
	audio, video fallback.Stream
	// Audio: what has come and was not played, by sequence number.
	buffer  map[int]bool
	playSeq int
	playing bool
	// waited counts what was made up while nothing was there to play.
	waited int

	// red: a packet brings the one before it again.
	red bool

	audioGaps, videoGaps gaps
	// Video: pictures by number.
	pictures map[int]*picture
	next     int
	lastMs   int
	askedMs  int
	// changes counts what was seen to change of the picture; gone: there is none.
	changes int
	gone    bool
	// offMs is since when no video is asked for; 0 if one is.
	offMs int
	// unrepaired: lost packets of video are not to be asked for.
	unrepaired bool
}

type picture struct {
	need, got int
	key       bool
	height    float64
}

func newReceiver(red, audioNack bool) *receiver {
	r := &receiver{red: red, buffer: map[int]bool{}, pictures: map[int]*picture{}}
	r.audioGaps, r.videoGaps = newGaps(), newGaps()
	r.audioGaps.off = !audioNack
	r.audio.FramesDecoded, r.audio.FrameHeight = math.NaN(), math.NaN()
	r.video.ConcealedSamples, r.video.SilentConcealedSamples, r.video.TotalSamplesReceived = math.NaN(), math.NaN(), math.NaN()
	return r
}

func (r *receiver) hear(p *packet, nowMs int) {
	r.audio.PacketsReceived++
	r.audio.BytesReceived += float64(p.payload)
	r.audio.HeaderBytesReceived += audioHeader
	if _, repaired := r.audioGaps.take(p.seq, nowMs, &r.audio); repaired {
		r.audio.PacketsLost--
	}
	r.keep(p.seq)
	if r.red && p.seq > 1 {
		r.keep(p.seq - 1)
	}
}

// keep keeps an audio packet that has not been played.
func (r *receiver) keep(seq int) {
	if !r.playing || seq >= r.playSeq {
		r.buffer[seq] = true
	}
}

// play plays 20 ms of audio. A packet that is missing while later ones are there
// was lost; with none there the audio waits, and is as concealed.
func (r *receiver) play(silence bool) {
	if !r.playing {
		if len(r.buffer) < jitterPackets {
			return
		}
		r.playing = true
		r.playSeq = r.audioGaps.newest
		for seq := range r.buffer {
			r.playSeq = min(r.playSeq, seq)
		}
	}
	// What was waited for and turns out lost has been made up already.
	for ; r.waited > 0 && len(r.buffer) > 0 && !r.buffer[r.playSeq]; r.waited-- {
		r.playSeq++
	}
	const samples = 20 * sampleRate
	r.audio.TotalSamplesReceived += samples
	if len(r.buffer) > 2*jitterPackets {
		// Faster play takes one packet more.
		delete(r.buffer, r.playSeq)
		r.playSeq++
	}
	switch {
	case r.buffer[r.playSeq]:
		delete(r.buffer, r.playSeq)
		r.playSeq++
		r.waited = 0
	case len(r.buffer) > 0:
		r.audio.ConcealedSamples += samples
		r.playSeq++
	default:
		r.waited++
		r.audio.ConcealedSamples += samples
		if silence {
			r.audio.SilentConcealedSamples += samples
		}
	}
}

func (r *receiver) see(p *packet, nowMs int) {
	r.video.PacketsReceived++
	r.video.BytesReceived += float64(p.payload)
	r.video.HeaderBytesReceived += videoHeader
	if fresh, repaired := r.videoGaps.take(p.seq, nowMs, &r.video); !fresh && !repaired {
		return
	}
	if p.frame < r.next {
		return
	}
	pic := r.pictures[p.frame]
	if pic == nil {
		pic = &picture{need: p.need, key: p.key, height: layers[p.layer].height}
		r.pictures[p.frame] = pic
	}
	pic.got++
	if pic.got < pic.need {
		return
	}
	if pic.key && p.frame > r.next {
		for f := range r.pictures {
			if f < p.frame {
				delete(r.pictures, f)
			}
		}
		r.next = p.frame
		r.videoGaps.before(p.seq)
	}
	for pic = r.pictures[r.next]; pic != nil && pic.got == pic.need; pic = r.pictures[r.next] {
		delete(r.pictures, r.next)
		r.next++
		r.video.FramesDecoded++
		if r.gone || r.video.FrameHeight > 0 && pic.height != r.video.FrameHeight {
			r.changes++
		}
		r.gone = false
		r.video.FrameHeight = pic.height
		r.lastMs = nowMs
	}
}

// miss notes whether video is asked for. That none is, is seen when no picture has
// come for some time.
func (r *receiver) miss(off bool, nowMs int) {
	switch {
	case !off:
		r.offMs = 0
	case r.offMs == 0:
		r.offMs = nowMs
	case !r.gone && r.video.FramesDecoded > 0 && nowMs-max(r.lastMs, r.offMs) >= gonePatience:
		r.gone = true
		r.changes++
	}
}

// wantsKey reports whether a key frame is asked for: nothing could be decoded for
// some time.
func (r *receiver) wantsKey(nowMs int) bool {
	if len(r.pictures) == 0 || nowMs-r.lastMs <= decodePatience || nowMs-r.askedMs <= decodePatience {
		return false
	}
	r.askedMs = nowMs
	return true
}
