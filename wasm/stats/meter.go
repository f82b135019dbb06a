package stats

import (
	"math"

	"dualstream/wasm/api"
)

// Call is what the public statistics tell besides what is in the reports.
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
	// Remotes are the users of whom something is subscribed.
	Remotes []Remote
}

// Published is what this client publishes of one kind of media.
type Published struct {
	// Codec is the documented codecType; empty where nothing is published.
	Codec string
	Muted bool
	// Width and Height are of the capture in pixels, Framerate in frames per
	// second, and TargetBps is the bitrate that was set for the high stream, in
	// bit/s; 0 where they are not known. They are of video only.
	Width, Height, Framerate, TargetBps float64
}

// Remote is a user of whom something is subscribed.
type Remote struct {
	Identity     string
	Audio, Video Received
}

// Received is what arrives of one kind of a remote user's media.
type Received struct {
	// Track is the track's name; empty where nothing arrives. Under another name
	// the totals begin anew.
	Track string
	// MID is the number of the media section.
	MID int
	// Codec is the documented codecType; empty where it is not known.
	Codec string
	// Muted tells that its publisher sends nothing.
	Muted bool
}

// Meter counts the public statistics of one call from the reports of its two
// connections, over the reports' own timestamps. Its zero value is ready.
type Meter struct {
	received []received
	sent     []sent
	// What has been received and sent in all, in bytes.
	bytesReceived, bytesSent float64
	text                     []byte
}

// Tell takes the newest reports of the receiving and the sending connection,
// nil where there is none, and returns the public statistics as JSON text: the
// EngineStatistics of js/src/engine.ts. What is not known is 0, never NaN.
func (m *Meter) Tell(call *Call, received, sent *Report) string {
	m.takeReceived(received)
	m.takeSent(sent)
	rtt := call.SignalRTTMs
	if sent != nil && sent.Transport.RTTMs >= 0 {
		rtt = sent.Transport.RTTMs
	}
	if received != nil && received.Transport.RTTMs >= 0 {
		rtt = received.Transport.RTTMs
	}
	m.text = m.text[:0]
	m.put(`{"rtc":`)
	m.putCall(call, rtt, sent)
	m.put(`,"localAudio":`)
	m.putSentAudio(&call.Audio)
	m.put(`,"localVideo":`)
	m.putSentVideo(&call.Video)
	m.put(`,"remoteAudio":{`)
	for i := range call.Remotes {
		m.putIdentity(i, call.Remotes[i].Identity)
		m.putReceivedAudio(&call.Remotes[i].Audio, rtt)
	}
	m.put(`},"remoteVideo":{`)
	for i := range call.Remotes {
		m.putIdentity(i, call.Remotes[i].Identity)
		m.putReceivedVideo(&call.Remotes[i].Video, rtt)
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
		m.received = append(m.received, received{now: *in, found: true, atMs: atMs})
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
		m.sent = append(m.sent, sent{now: *out, found: true, atMs: atMs})
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
