package stats

import (
	"math"

	"dualstream/wasm/api"
)

// Call is what the public statistics tell besides what is in the reports, and
// what Measure finds in them.
type Call struct {
	// DurationSec is how long the client has been in the channel.
	DurationSec float64
	// Users is how many are in the channel, this client included.
	Users int
	// SignalRTTMs is the round-trip time of the signalling, in ms, NaN where it
	// is not known. It stands in where no transport has measured one.
	SignalRTTMs float64
	// Audio and Video are what this client publishes.
	Audio, Video Published
	// MeantKbps is what is meant to be sent in all, by the bounds of what is
	// published and not muted.
	MeantKbps float64
	// Remotes are the users of whom something is subscribed.
	Remotes []Remote
	// Uplink and Downlink are the documented network quality, 0 to 6.
	Uplink, Downlink int

	// Sent is what Measure finds of all that is sent, high and low streams
	// together. SentRTTMs and ReceivedRTTMs are the round-trip times of the two
	// connections in ms, and OutgoingKbps is what the browser believes that the
	// uplink carries; NaN where they are not known.
	Sent                     Flow
	SentRTTMs, ReceivedRTTMs float64
	OutgoingKbps             float64
}

// Published is what this client publishes of one kind of media.
type Published struct {
	_ uncomparable
	// Codec is the documented codecType; empty where nothing is published.
	Codec string
	Muted bool
	// Width and Height are of the capture in pixels, Framerate in frames per
	// second, and TargetBps is the bitrate that was set for the high stream, in
	// bit/s; 0 where they are not known. They are of video only.
	Width, Height, Framerate, TargetBps float64
	// Screen: it is of a screen, which gives frames only where it changes.
	Screen bool
	// GivenUp: its low stream was given up, as the browser does not send both. Both:
	// both streams have been seen as they should be.
	GivenUp, Both bool

	// Seen is what Measure finds, of all audio together and of the high stream; nil
	// where there is none.
	Seen *Seen
	// stream is the high stream; nil where there is none.
	stream *sent
}

// Remote is a user of whom something is subscribed.
type Remote struct {
	_            uncomparable
	Identity     string
	Audio, Video Received
	// Quality is the documented network quality of the user's connection.
	Quality int
}

// Received is what arrives of one kind of a remote user's media.
type Received struct {
	_ uncomparable
	// Track is the track's name; empty where nothing arrives. Under another name
	// the totals begin anew.
	Track string
	// MID is the number of the media section.
	MID int
	// Codec is the documented codecType; empty where it is not known.
	Codec string
	// Muted tells that its publisher sends nothing.
	Muted bool
	// Level is what is asked of the server for a video, and Wanted what the
	// application wants: a larger one is less, and the difference is given up for
	// the downlink's sake.
	Level, Wanted api.Level

	// Seen is what Measure finds; nil where nothing arrives.
	Seen *Seen
	// stream is where it arrives; nil where it does not.
	stream *received
}

// Meter counts the public statistics of one call from the reports of its two
// connections, over the reports' own timestamps. Its zero value is ready.
type Meter struct {
	received []received
	sent     []sent
	// What has been received and sent in all, in bytes.
	bytesReceived, bytesSent float64
	// audio is what was seen of all audio that is sent.
	audio Seen
	text  []byte
}

// Measure takes the newest reports of the receiving and the sending connection,
// nil where there is none, and fills in what the call has of them.
func (m *Meter) Measure(call *Call, received, sent *Report) {
	m.takeReceived(received)
	m.takeSent(sent)
	call.SentRTTMs, call.ReceivedRTTMs, call.OutgoingKbps = math.NaN(), math.NaN(), math.NaN()
	if sent != nil {
		call.SentRTTMs, call.OutgoingKbps = sent.Transport.RTTMs, sent.Transport.AvailableOutgoingKbps
	}
	if received != nil {
		call.ReceivedRTTMs = received.Transport.RTTMs
	}
	m.measureSent(call)
	for i := range call.Remotes {
		m.measureReceived(&call.Remotes[i].Audio)
		m.measureReceived(&call.Remotes[i].Video)
	}
}

// measureSent fills in what is sent.
func (m *Meter) measureSent(call *Call) {
	call.Sent = Flow{}
	m.audio = Seen{Level: math.NaN()}
	call.Audio.Seen, call.Video.Seen = nil, nil
	for i := range m.sent {
		s := &m.sent[i]
		if !s.found {
			continue
		}
		call.Sent.Add(&s.seen.Flow)
		if s.now.Kind != api.Audio {
			continue
		}
		all := &m.audio
		call.Audio.Seen = all
		all.Known = all.Known || s.seen.Known
		all.Bps += known(s.seen.Bps)
		if !(s.seen.Level <= all.Level) {
			all.Level = s.seen.Level
		}
		all.Flow.Add(&s.seen.Flow)
	}
	video := &call.Video
	if video.stream = m.high(); video.stream != nil {
		video.stream.follow(video.Muted)
		video.Seen = &video.stream.seen
	}
}

// SentVideo is which streams of video flowed between the last two readings, the
// first two if there are more, nil where there are fewer.
func (m *Meter) SentVideo() (one, other *Outbound) {
	for i := range m.sent {
		s := &m.sent[i]
		if !s.found || s.now.Kind != api.Video || !s.seen.Known || s.still || !(s.seen.Bps > 0) {
			continue
		}
		if one != nil {
			return one, &s.now
		}
		one = &s.now
	}
	return one, nil
}

// measureReceived fills in what arrives of one kind of a user's media.
func (m *Meter) measureReceived(of *Received) {
	var seen *Seen
	var s *received
	if of.Track != "" {
		s = m.findReceived(of.MID, true)
	}
	if s != nil {
		s.follow(of)
		seen = &s.seen
	}
	of.stream, of.Seen = s, seen
}

// Text returns the public statistics as JSON text: the EngineStatistics of
// js/src/engine.ts, of what was measured last. What is not known is 0, never
// NaN.
func (m *Meter) Text(call *Call) string {
	// The first that has one: the receiving connection, the sending one, the
	// signalling.
	rtt := either(call.ReceivedRTTMs, either(call.SentRTTMs, call.SignalRTTMs))
	m.text = m.text[:0]
	m.put(`{"rtc":`)
	m.putCall(call, rtt)
	m.put(`,"network":`)
	m.putQuality(call.Uplink, call.Downlink)
	m.put(`,"localAudio":`)
	m.putSentAudio(&call.Audio)
	m.put(`,"localVideo":`)
	m.putSentVideo(&call.Video)
	for part, name := range [...]string{`,"remoteAudio":{`, `},"remoteVideo":{`, `},"remoteNetwork":{`} {
		m.put(name)
		for i := range call.Remotes {
			of := &call.Remotes[i]
			m.putIdentity(i, of.Identity)
			switch part {
			case 0:
				m.putReceivedAudio(&of.Audio, rtt)
			case 1:
				m.putReceivedVideo(&of.Video, rtt)
			default:
				m.putQuality(of.Quality, of.Quality)
			}
		}
	}
	m.put("}}")
	return string(m.text)
}

// takeReceived takes the received streams of a report in. Those that it does
// not have are kept: a stream that comes back is not counted twice.
func (m *Meter) takeReceived(report *Report) {
	for i := range m.received {
		m.received[i].found = false
	}
	if report == nil {
		return
	}
	for i := range report.Inbound {
		in := &report.Inbound[i]
		atMs := either(in.TimestampMs, report.TimestampMs)
		if s := m.findReceived(in.MID, false); s != nil {
			m.bytesReceived += s.take(in, atMs)
			continue
		}
		m.received = append(m.received, received{})
		m.received[len(m.received)-1].begin(in, atMs)
		m.bytesReceived += known(in.BytesReceived)
	}
}

// takeSent is the same of the sent streams.
func (m *Meter) takeSent(report *Report) {
	for i := range m.sent {
		m.sent[i].found = false
	}
	if report == nil {
		return
	}
	for i := range report.Outbound {
		out := &report.Outbound[i]
		atMs := either(out.TimestampMs, report.TimestampMs)
		if s := m.findSent(out); s != nil {
			m.bytesSent += s.take(out, atMs)
			continue
		}
		m.sent = append(m.sent, sent{})
		m.sent[len(m.sent)-1].begin(out, atMs)
		m.bytesSent += known(out.BytesSent)
	}
}

// findReceived returns the first stream of a section that the newest report has
// (found), or the first that it is not yet known to have, or nil. Where a
// report has several of one section, each keeps its place among them.
func (m *Meter) findReceived(mid int, found bool) *received {
	for i := range m.received {
		if s := &m.received[i]; s.now.MID == mid && s.found == found {
			return s
		}
	}
	return nil
}

// findSent returns the stream that this reading continues, or nil.
func (m *Meter) findSent(out *Outbound) *sent {
	for i := range m.sent {
		if s := &m.sent[i]; s.now.MID == out.MID && s.now.RID == out.RID && !s.found {
			return s
		}
	}
	return nil
}

// high returns the sent video that is not the low stream, or nil: the one with
// the most lines if there are several, as while a publication is exchanged for
// another.
func (m *Meter) high() *sent {
	var high *sent
	for i := range m.sent {
		s := &m.sent[i]
		if !s.found || s.now.Kind != api.Video || s.now.RID == lowRID {
			continue
		}
		if high == nil || !(s.now.FrameHeight < high.now.FrameHeight) {
			high = s
		}
	}
	return high
}

// lowRID names the low stream.
const lowRID = "q"

// known is x, or 0 for what is no count: NaN, infinite, or below 0.
func known(x float64) float64 {
	if x >= 0 && x <= math.MaxFloat64 {
		return x
	}
	return 0
}

// whole is x rounded to a whole number, as known.
func whole(x float64) float64 { return math.Floor(known(x) + 0.5) }
