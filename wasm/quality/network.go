// Package quality judges a call by its statistics, once a second: the
// documented network quality of 0 to 6, and the documented exceptions. It is
// pure. See docs/quality.md.
package quality

import (
	"dualstream/wasm/api"
	"dualstream/wasm/stats"
)

// The documented network qualities. Those from Excellent to Worst are grades of
// what was measured.
const (
	// Unknown: nothing is sent or received, or nothing is known about it.
	Unknown = iota
	Excellent
	// Good: not as good as excellent, but users hardly notice.
	Good
	// Impaired: users notice.
	Impaired
	// Poor: users can talk, but not without trouble.
	Poor
	// Worst: users can hardly talk.
	Worst
	// Down: the connection is gone.
	Down
)

// bounds grade one impairment: up to the first it is Excellent, up to the second
// Good, and so on, and beyond the last Worst.
type bounds [4]float64

var (
	// shareBounds are of packets lost, and of audio made up in their place.
	shareBounds = bounds{0.01, 0.03, 0.08, 0.2}
	// rttBounds are of the round trip to the media server, in ms. It is about the
	// time from mouth to ear between two users of like connections, of which ITU-T
	// G.114 finds 150 ms good and more than 400 ms bad.
	rttBounds = bounds{150, 300, 500, 1000}
	// jitterBounds are of the audio's jitter, in ms.
	jitterBounds = bounds{30, 60, 120, 250}
	// shortBounds are of that part of what is meant to be sent which the uplink is
	// not believed to carry.
	shortBounds = bounds{0, 0.25, 0.5, 0.75}
)

const (
	// settleTimes is how often the uplink's estimate is let rise before it is
	// judged: a browser begins at 300 kbps, whatever the uplink is.
	settleTimes = 10
	// silenceMs is how long nothing at all must arrive for that to mean something.
	silenceMs = 1500
)

// Network judges both directions of a client's connection, and the remote
// users' connections. Its zero value is ready.
//
// Each impairment is graded by its own bounds, and the worst grade counts: a
// connection is as good as what is worst about it. Loss, made up audio and
// jitter are those of the last two seconds.
//
//   - Downlink: the loss and the made up audio of all that is received together,
//     the jitter of the audio, the round trip. It is 5 where nothing arrives of
//     what should. It is 3 at best while a low stream stands in for a high one
//     because of the downlink, and 4 at best while a video is given up for it. A
//     user of whom nothing arrives, or whose own connection the media server
//     calls poor, is left out as long as there are others to judge by.
//   - Uplink: the loss and the jitter that the media server reports, the round
//     trip, and what the browser believes that the uplink carries against what is
//     meant to be sent.
//   - Remote users: the media server judges each connection as a whole. Where it
//     has not yet, the arrival of the user's media stands in.
type Network struct {
	// meantKbps is what was meant to be sent last, and times how often it was not
	// more than the time before.
	meantKbps float64
	times     int
}

// Judge fills in the qualities of a call that was measured. Those of the remote
// users are what the media server says, and are filled in where that is
// Unknown. late tells that the server has left the signalling unanswered for
// too long.
func (n *Network) Judge(call *stats.Call, late bool) {
	call.Uplink, call.Downlink = n.uplink(call), downlink(call)
	if late {
		call.Uplink, call.Downlink = Worst, Worst
	}
}

// uplink grades what is sent.
func (n *Network) uplink(call *stats.Call) int {
	n.times++
	if call.MeantKbps > n.meantKbps {
		n.times = 0
	}
	n.meantKbps = call.MeantKbps
	if call.Sent.Ms == 0 {
		return Unknown
	}
	grade := max(arrival(&call.Sent), rttBounds.grade(call.SentRTTMs))
	if n.times >= settleTimes && n.meantKbps > 0 {
		grade = max(grade, shortBounds.grade(1-call.OutgoingKbps/n.meantKbps))
	}
	return grade
}

// downlink grades what is received, and the remote users of whom the server has
// said nothing.
func downlink(call *stats.Call) int {
	if len(call.Remotes) == 0 {
		return Unknown
	}
	var trusted, others stats.Flow
	grade := rttBounds.grade(call.ReceivedRTTMs)
	for i := range call.Remotes {
		of := &call.Remotes[i]
		var own stats.Flow
		for _, media := range [...]*stats.Received{&of.Audio, &of.Video} {
			if expected(media) {
				own.Add(&media.Seen.Flow)
			}
		}
		if video := &of.Video; video.Track != "" && !video.Muted && video.Level > video.Wanted {
			grade = max(grade, Good+int(video.Level))
		}
		if own.Packets > 0 && of.Quality < Poor {
			trusted.Add(&own)
		} else {
			others.Add(&own)
		}
		if of.Quality == Unknown {
			of.Quality = max(arrival(&own), silence(&own))
		}
	}
	if trusted.Packets == 0 {
		trusted = others
	}
	return max(grade, arrival(&trusted), silence(&trusted))
}

// expected tells whether media should be arriving, and was looked for.
func expected(of *stats.Received) bool {
	return of.Seen != nil && of.Seen.Known && !of.Muted && of.Level != api.LevelAudio
}

// arrival grades how packets arrive; Unknown where there are none.
func arrival(f *stats.Flow) int {
	if f.Packets == 0 {
		return Unknown
	}
	return max(shareBounds.grade(f.LossShare()), shareBounds.grade(f.Concealed/f.Samples), jitterBounds.grade(f.JitterMs))
}

// silence is Worst where no packet has arrived for long enough, else Unknown.
func silence(f *stats.Flow) int {
	if f.Packets == 0 && f.Ms >= silenceMs {
		return Worst
	}
	return Unknown
}

// grade is 1 to 5, Unknown where x is not known.
func (b *bounds) grade(x float64) int {
	if x != x {
		return Unknown
	}
	grade := Excellent
	for _, bound := range b {
		if x > bound {
			grade++
		}
	}
	return grade
}
