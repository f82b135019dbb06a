package sim

import (
	"math"

	"dualstream/wasm/fallback"
)

const (
	nackTimes      = 10
	resends        = 3
	nackEveryMs    = 20
	decodePatience = 1000
	jitterPackets  = 4
	sampleRate     = 48
)

// receiver is what the viewer's browser does with one user's streams.
type receiver struct {
	audio, video fallback.Stream
	// Audio: what has come and was not played, by sequence number.
	buffer  map[int]bool
	playSeq int
	newest  int
	playing bool
	// waited counts what was made up while nothing was there to play.
	waited int

	// Video: gaps by sequence number, and pictures by number.
	gaps     map[int]*gap
	firstGap int
	lastSeq  int
	pictures map[int]*picture
	next     int
	lastMs   int
	askedMs  int
}

type gap struct {
	sinceMs, nextMs, times int
}

type picture struct {
	need, got int
	key       bool
	height    float64
}

func newReceiver() *receiver {
	r := &receiver{buffer: map[int]bool{}, gaps: map[int]*gap{}, pictures: map[int]*picture{}}
	r.audio.FramesDecoded, r.audio.FrameHeight = math.NaN(), math.NaN()
	r.video.ConcealedSamples, r.video.SilentConcealedSamples, r.video.TotalSamplesReceived = math.NaN(), math.NaN(), math.NaN()
	return r
}

func (r *receiver) hear(p *packet) {
	r.audio.PacketsReceived++
	r.audio.BytesReceived += float64(p.payload)
	r.audio.HeaderBytesReceived += audioHeader
	if r.newest > 0 && p.seq > r.newest+1 {
		r.audio.PacketsLost += float64(p.seq - r.newest - 1)
	}
	r.newest = max(r.newest, p.seq)
	if !r.playing || p.seq >= r.playSeq {
		r.buffer[p.seq] = true
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
		r.playSeq = r.newest
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
	switch {
	case p.seq > r.lastSeq:
		for s := r.lastSeq + 1; s < p.seq && r.lastSeq > 0; s++ {
			r.gaps[s] = &gap{sinceMs: nowMs, nextMs: nowMs}
			r.video.PacketsLost++
		}
		r.lastSeq = p.seq
	case r.gaps[p.seq] != nil:
		delete(r.gaps, p.seq)
	default:
		return // came twice
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
		for s := range r.gaps {
			if s < p.seq {
				delete(r.gaps, s)
			}
		}
	}
	for pic = r.pictures[r.next]; pic != nil && pic.got == pic.need; pic = r.pictures[r.next] {
		delete(r.pictures, r.next)
		r.next++
		r.video.FramesDecoded++
		r.video.FrameHeight = pic.height
		r.lastMs = nowMs
	}
}

// ask asks for what is missing: packets, in the order of their numbers, so that
// a call can be repeated, and after some time a key frame.
func (r *receiver) ask(nowMs, rttMs int, seqs []int) (again []int, key bool) {
	again = seqs[:0]
	if nowMs%nackEveryMs == 0 && len(r.gaps) > 0 {
		for r.firstGap < r.lastSeq && r.gaps[r.firstGap] == nil {
			r.firstGap++
		}
		for s := r.firstGap; s < r.lastSeq; s++ {
			g := r.gaps[s]
			if g == nil || nowMs < g.nextMs {
				continue
			}
			if g.times == nackTimes || nowMs-g.sinceMs > 3000 {
				delete(r.gaps, s)
				continue
			}
			g.times++
			g.nextMs = nowMs + rttMs + 10
			again = append(again, s)
		}
		if len(again) > 0 {
			r.video.NackCount++
		}
	}
	if len(r.pictures) > 0 && nowMs-r.lastMs > decodePatience && nowMs-r.askedMs > decodePatience {
		r.askedMs = nowMs
		key = true
	}
	return again, key
}
