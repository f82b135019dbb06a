package fallback

// signalSet is a set of the five signals of a downlink that is too narrow.
type signalSet uint8

const (
	// Fewer audio packets arrive than usual.
	signalAudio signalSet = 1 << iota
	// Audio had to be made up.
	signalConcealed
	// Many packets are lost or asked for again.
	signalRepairs
	// Fewer pictures are decoded than usual.
	signalFrames
	// The receiver's estimate fell below what the video takes.
	signalEstimate
)

// The bounds of the signals. All are rates, so they hold at every tick.
const (
	audioShare      = 0.75
	concealedShare  = 0.05
	repairsPerSec   = 16
	repairsShare    = 0.08
	framesShare     = 0.40
	estimateShare   = 0.70
	estimateFalling = 0.90
	// A share is only told of so many packets or pictures due in the reading.
	leastAudioDue  = 4
	leastFramesDue = 2
)

func (s signalSet) has(t signalSet) bool { return s&t != 0 }

func (s signalSet) count() int {
	n := 0
	for ; s != 0; s &= s - 1 {
		n++
	}
	return n
}

// evidence is what one reading says of one user's streams, or of several users'.
type evidence struct {
	ms float64
	// Audio packets that came, and that were due by what is usual; of how many
	// streams they are told.
	audio, audioDue, audioOf float64
	// Samples played, and samples of them that were made up.
	heard, concealed float64
	// Packets that came, packets lost or asked for again, and of how many
	// streams that is known.
	packets, repairs, repairsOf float64
	// Pictures decoded, and due by what is usual; of how many streams they are
	// told.
	frames, framesDue, framesOf float64
}

func (e *evidence) add(o *evidence) {
	e.ms = max(e.ms, o.ms)
	e.audio += o.audio
	e.audioDue += o.audioDue
	e.audioOf += o.audioOf
	e.heard += o.heard
	e.concealed += o.concealed
	e.packets += o.packets
	e.repairs += o.repairs
	e.repairsOf += o.repairsOf
	e.frames += o.frames
	e.framesDue += o.framesDue
	e.framesOf += o.framesOf
}

// without writes into rest what e says without o, which is a part of it.
func (e *evidence) without(o, rest *evidence) {
	rest.ms = e.ms
	rest.audio = e.audio - o.audio
	rest.audioDue = e.audioDue - o.audioDue
	rest.audioOf = e.audioOf - o.audioOf
	rest.heard = e.heard - o.heard
	rest.concealed = e.concealed - o.concealed
	rest.packets = e.packets - o.packets
	rest.repairs = e.repairs - o.repairs
	rest.repairsOf = e.repairsOf - o.repairsOf
	rest.frames = e.frames - o.frames
	rest.framesDue = e.framesDue - o.framesDue
	rest.framesOf = e.framesOf - o.framesOf
}

// substantial reports whether so much was due that its arrival is worth a
// judgement.
func (e *evidence) substantial() bool {
	return e.audioDue >= leastAudioDue || e.framesDue >= leastFramesDue
}

// repairsBound is the number of repairs from which on they are a signal: a rate
// for one user, and a share of the packets for many.
func (e *evidence) repairsBound() float64 {
	return max(repairsPerSec*e.ms/1000, float64(repairsShare*(e.packets+e.repairs)))
}

// signals returns which signals are told, and which of them speak of a downlink
// that is too narrow. The estimate is the transport's and not among them.
func (e *evidence) signals() (fired, given signalSet) {
	if e.audioOf > 0 {
		given |= signalAudio
	}
	if e.audioDue >= leastAudioDue && e.audio < float64(audioShare*e.audioDue) {
		fired |= signalAudio
	}
	if e.heard > 0 {
		given |= signalConcealed
		if e.concealed > float64(concealedShare*e.heard) {
			fired |= signalConcealed
		}
	}
	if e.repairsOf > 0 {
		given |= signalRepairs
		if e.repairs > 0 && e.repairs >= e.repairsBound() {
			fired |= signalRepairs
		}
	}
	if e.framesOf > 0 {
		given |= signalFrames
	}
	if e.framesDue >= leastFramesDue && e.frames <= float64(framesShare*e.framesDue) {
		fired |= signalFrames
	}
	return fired, given
}
