package fallback

import (
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/jsontext"
)

// LogVersion is the version of the log's format. See docs/fallback.md.
const LogVersion = 2

// Log keeps what a Policy was given and what it decided, as lines of JSON: a
// header, then samples and decisions in order. It takes a fixed amount of
// memory. When it is full the oldest lines go; samples go long before
// decisions, since they are far larger. It holds the users' identities, and no
// secret. Fed to Replay a complete log gives the same decisions.
type Log struct {
	samples   lineRing
	decisions lineRing
	n         int
	line      []byte
}

// NewLog returns an empty log of at most maxBytes, a quarter of which is for
// decisions.
func NewLog(maxBytes int) *Log {
	quarter := maxBytes / 4
	l := &Log{}
	l.samples.buf = make([]byte, maxBytes-quarter)
	l.decisions.buf = make([]byte, quarter)
	return l
}

// Append writes down one Step of a policy: what it was given and what it
// returned.
func (l *Log) Append(s *Sample, decisions []Decision) {
	l.n++
	b := l.begin()
	b = append(b, `,"t":`...)
	b = jsontext.AppendNumber(b, s.NowMs)
	b = append(b, `,"rtt":`...)
	b = jsontext.AppendNumber(b, s.RTTMs)
	b = append(b, `,"estimate":`...)
	b = jsontext.AppendNumber(b, s.EstimateKbps)
	if len(s.Trains) > 0 {
		b = append(b, `,"trains":[`...)
		for i := range s.Trains {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendTrain(b, &s.Trains[i])
		}
		b = append(b, ']')
	}
	b = append(b, `,"users":[`...)
	for i := range s.Users {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendUser(b, &s.Users[i])
	}
	l.line = append(b, "]}\n"...)
	l.samples.append(l.line)
	for i := range decisions {
		l.appendDecision(s.NowMs, &decisions[i])
	}
}

// AppendReset writes down a Reset of the policy.
func (l *Log) AppendReset() {
	l.n++
	l.line = append(l.begin(), ",\"reset\":true}\n"...)
	l.samples.append(l.line)
}

// Complete reports whether nothing has been dropped, so that Replay can begin
// where the policy did.
func (l *Log) Complete() bool { return !l.samples.dropped && !l.decisions.dropped }

// Text returns the log: the header and what is kept, in order. A decision
// follows the sample that it was made at.
func (l *Log) Text() []byte {
	b := make([]byte, 0, l.samples.size+l.decisions.size+512)
	b = append(b, `{"v":`...)
	b = strconv.AppendInt(b, LogVersion, 10)
	b = append(b, `,"complete":`...)
	b = strconv.AppendBool(b, l.Complete())
	b = append(b, logColumns...)
	s, d := l.samples.start(), l.decisions.start()
	for !s.end() || !d.end() {
		if d.end() || !s.end() && s.number() <= d.number() {
			b = s.next(b)
		} else {
			b = d.next(b)
		}
	}
	return b
}

const logColumns = `,"train":["id","packets","packetBytes","spreadMs"],` +
	`"user":["identity","option","ceiling","priority","sendsTrains","hasLow","highKbps","lowKbps","audio","video"],` +
	`"audio":["expected","timestampMs","bytesReceived","headerBytesReceived","packetsReceived","packetsLost","nackCount","concealedSamples","silentConcealedSamples","totalSamplesReceived"],` +
	`"video":["expected","timestampMs","bytesReceived","headerBytesReceived","packetsReceived","packetsLost","nackCount","framesDecoded","frameHeight"]}` + "\n"

const lineNumber = `{"n":`

func (l *Log) begin() []byte {
	return strconv.AppendInt(append(l.line[:0], lineNumber...), int64(l.n), 10)
}

func appendTrain(b []byte, t *Train) []byte {
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(t.ID), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(t.Packets), 10)
	b = appendNext(b, t.PacketBytes)
	b = appendNext(b, t.SpreadMs)
	return append(b, ']')
}

func appendUser(b []byte, u *User) []byte {
	b = append(b, '[')
	b = jsontext.AppendString(b, u.Identity)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(u.Option), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(u.Ceiling), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(u.Priority), 10)
	b = append(b, ',')
	b = strconv.AppendBool(b, u.SendsTrains)
	b = append(b, ',')
	b = strconv.AppendBool(b, u.HasLow)
	b = appendNext(b, u.HighKbps)
	b = appendNext(b, u.LowKbps)
	b = appendStream(b, &u.Audio)
	b = appendNext(b, u.Audio.ConcealedSamples)
	b = appendNext(b, u.Audio.SilentConcealedSamples)
	b = appendNext(b, u.Audio.TotalSamplesReceived)
	b = append(b, ']')
	b = appendStream(b, &u.Video)
	b = appendNext(b, u.Video.FramesDecoded)
	b = appendNext(b, u.Video.FrameHeight)
	return append(b, "]]"...)
}

// appendStream appends what audio and video have in common, and leaves the array
// open.
func appendStream(b []byte, s *Stream) []byte {
	b = append(b, ",["...)
	b = strconv.AppendBool(b, s.Expected)
	b = appendNext(b, s.TimestampMs)
	b = appendNext(b, s.BytesReceived)
	b = appendNext(b, s.HeaderBytesReceived)
	b = appendNext(b, s.PacketsReceived)
	b = appendNext(b, s.PacketsLost)
	return appendNext(b, s.NackCount)
}

func appendNext(b []byte, x float64) []byte {
	return jsontext.AppendNumber(append(b, ','), x)
}

func (l *Log) appendDecision(nowMs float64, d *Decision) {
	b := l.begin()
	b = append(b, `,"t":`...)
	b = jsontext.AppendNumber(b, nowMs)
	b = append(b, `,"identity":`...)
	b = jsontext.AppendString(b, d.Identity)
	b = appendLevels(b, d.From, d.To)
	b = append(b, `,"trial":`...)
	b = strconv.AppendBool(b, d.Trial)
	b = append(b, `,"proven":`...)
	b = strconv.AppendBool(b, d.Proven)
	b = append(b, `,"cause":`...)
	b = jsontext.AppendString(b, string(d.Reason.Cause))
	b = append(b, `,"since":`...)
	b = jsontext.AppendNumber(b, d.Reason.SinceMs)
	b = append(b, `,"metrics":[`...)
	for i := range d.Reason.Metrics {
		if i > 0 {
			b = append(b, ',')
		}
		m := &d.Reason.Metrics[i]
		b = append(b, '[')
		b = jsontext.AppendString(b, m.Name)
		b = appendNext(b, m.Value)
		b = appendNext(b, m.Threshold)
		b = append(b, ']')
	}
	l.line = append(b, "]}\n"...)
	l.decisions.append(l.line)
}

func appendLevels(b []byte, from, to api.Level) []byte {
	b = append(b, `,"from":"`...)
	b = append(b, from.String()...)
	b = append(b, `","to":"`...)
	b = append(b, to.String()...)
	return append(b, '"')
}
