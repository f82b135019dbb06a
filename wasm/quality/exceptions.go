package quality

import "dualstream/wasm/stats"

// Code is the documented code of an exception.
type Code int

// The exceptions. js/src/exceptions.ts has their names.
const (
	// FramerateInputTooLow: the source gives far fewer frames than it was asked
	// for.
	FramerateInputTooLow Code = 1001
	// FramerateSentTooLow: the source gives frames, of which hardly any are sent.
	FramerateSentTooLow Code = 1002
	// SendVideoBitrateTooLow: nothing is sent of the video's high stream.
	SendVideoBitrateTooLow Code = 1003
	// RecvVideoDecodeFailed: a video arrives, and none of it can be decoded.
	RecvVideoDecodeFailed Code = 1005
	// LowStreamNotSent: the low stream was given up, as the browser does not send
	// both. It is an addition to the documented ones.
	LowStreamNotSent Code = 1006
	// AudioInputLevelTooLow: the source gives silence.
	AudioInputLevelTooLow Code = 2001
	// AudioOutputLevelTooLow: audio arrives, and is silence.
	AudioOutputLevelTooLow Code = 2002
	// SendAudioBitrateTooLow: nothing is sent of the audio.
	SendAudioBitrateTooLow Code = 2003
	// RecvAudioDecodeFailed: audio arrives, and all that is played is made up.
	RecvAudioDecodeFailed Code = 2005
	// Recovered is added to the code of an exception that is over.
	Recovered Code = 2000
)

// The checks of a user, in their order.
const (
	framerateInput = iota
	framerateSent
	videoSent
	lowSent
	videoDecoded
	audioInput
	audioOutput
	audioSent
	audioDecoded
	checks
)

// codes are those of the checks.
var codes = [checks]Code{
	FramerateInputTooLow, FramerateSentTooLow, SendVideoBitrateTooLow, LowStreamNotSent, RecvVideoDecodeFailed,
	AudioInputLevelTooLow, AudioOutputLevelTooLow, SendAudioBitrateTooLow, RecvAudioDecodeFailed,
}

// verdict is what a second says to a check.
type verdict byte

const (
	// gone: there is nothing to check. The check is forgotten.
	gone verdict = iota
	// void: it means nothing, as that nothing is sent by who has muted.
	void
	good
	bad
)

// Verdicts are what a second says to each check of a user.
type Verdicts [checks]verdict

// silent is above the level, of 0 to 1, of a silent audio: -80 dB. Decoded, its
// samples are still 0 or 1 of 32767.
const silent = 1e-4

// Sent judges what the client sends: the audio, and the high stream of the
// video. The low one has no part in it but for whether it is sent at all.
func Sent(call *stats.Call) (v Verdicts) {
	video, seen := &call.Video, orNothing(call.Video.Seen)
	there, means := video.Codec != "", seen.Known && !video.Muted
	v[videoSent] = weigh(there, means, seen.Bps == 0)
	v[lowSent] = weigh(there, means && (video.GivenUp || video.Both), video.GivenUp)
	// A screen gives frames where it changes, and none where it does not.
	means = means && !video.Screen
	v[framerateSent] = weigh(there, means, seen.SourceFPS > 5 && seen.FPS <= 1)
	few := seen.SourceFPS <= 1
	if video.Framerate > 10 {
		few = seen.SourceFPS < 5
	}
	v[framerateInput] = weigh(there, means && video.Framerate >= 5, few)

	audio, seen := &call.Audio, orNothing(call.Audio.Seen)
	there, means = audio.Codec != "", seen.Known && !audio.Muted
	v[audioInput] = weigh(there, means, seen.Level < silent)
	v[audioSent] = weigh(there, means, seen.Bps == 0)
	return v
}

// Received judges what is received of a remote user.
func Received(of *stats.Remote) (v Verdicts) {
	seen := orNothing(of.Video.Seen)
	v[videoDecoded] = weigh(of.Video.Track != "", expected(&of.Video), seen.Bps > 0 && seen.FPS == 0)

	seen = orNothing(of.Audio.Seen)
	there, means := of.Audio.Track != "", expected(&of.Audio)
	v[audioOutput] = weigh(there, means, seen.Bps > 0 && seen.Level < silent)
	v[audioDecoded] = weigh(there, means, seen.Bps > 0 && seen.Flow.Samples > 0 && seen.Decoded == 0)
	return v
}

// nothing is what is seen where there is nothing.
var nothing stats.Seen

func orNothing(seen *stats.Seen) *stats.Seen {
	if seen == nil {
		return &nothing
	}
	return seen
}

func weigh(there, means, wrong bool) verdict {
	switch {
	case !there:
		return gone
	case !means:
		return void
	case wrong:
		return bad
	default:
		return good
	}
}

// window is how many seconds decide at once.
const window = 5

// Watch keeps the checks of one user, in the order of Verdicts. Its zero value is
// ready.
//
// Each check has windows of five seconds of its own, one after the other. All
// five bad: the exception is told, once. A later window with a good one: its
// recovery is told, once. A second that means nothing to a check (the track is
// muted, the video is given up for the downlink's sake, there was no reading)
// begins its window anew.
type Watch [checks]check

type check struct {
	// seconds are those of the present window, wrong how many of them were bad.
	seconds, wrong byte
	raised         bool
}

// Step takes the verdict of a second on the i-th check, and returns the code that
// is to be told, 0 for none.
func (w *Watch) Step(i int, v verdict) Code {
	c := &w[i]
	if v < good {
		c.seconds, c.wrong = 0, 0
		c.raised = c.raised && v != gone
		return 0
	}
	c.seconds++
	if v == bad {
		c.wrong++
	}
	if c.seconds < window {
		return 0
	}
	raised := c.wrong == window
	c.seconds, c.wrong = 0, 0
	if raised == c.raised {
		return 0
	}
	c.raised = raised
	if raised {
		return codes[i]
	}
	return codes[i] + Recovered
}
