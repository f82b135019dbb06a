//go:build !js

package fallback

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"dualstream/wasm/api"
)

// Logged is a decision and the number of the log's step that it was made at.
type Logged struct {
	Step int
	Decision
}

// Replayed is what Replay made of a log.
type Replayed struct {
	// Complete: the log begins where its policy did.
	Complete bool
	// Recorded are the decisions that the log holds, Decided those that a new
	// policy made of the log's samples. Of a complete log they are the same.
	Recorded, Decided []Logged
}

// Same reports whether the decisions recorded and made anew are the same, bit by
// bit.
func (r *Replayed) Same() bool {
	if len(r.Recorded) != len(r.Decided) {
		return false
	}
	for i := range r.Recorded {
		if !sameDecision(&r.Recorded[i], &r.Decided[i]) {
			return false
		}
	}
	return true
}

// Replay feeds the samples of a log (Log.Text) to a new policy. It is for
// native programs: tests, and tools that look into a log. An error names the
// line that is wrong.
func Replay(text []byte) (*Replayed, error) {
	r := &Replayed{}
	p := New()
	begun := false
	step := 0
	for n, line := range bytes.Split(text, []byte{'\n'}) {
		if len(line) == 0 {
			continue
		}
		var l logLine
		if err := json.Unmarshal(line, &l); err != nil {
			return nil, fmt.Errorf("log: line %d: %w", n+1, err)
		}
		switch {
		case !begun:
			if l.V != LogVersion {
				return nil, fmt.Errorf("log: line %d: version %d, want %d", n+1, l.V, LogVersion)
			}
			begun = true
			r.Complete = l.Complete
		case l.N < step:
			return nil, fmt.Errorf("log: line %d: step %d after step %d", n+1, l.N, step)
		case l.Reset:
			p.Reset()
		case l.Cause != nil:
			d, err := l.decision()
			if err != nil {
				return nil, fmt.Errorf("log: line %d: %w", n+1, err)
			}
			r.Recorded = append(r.Recorded, Logged{l.N, d})
		case l.Users != nil:
			s, err := l.sample()
			if err != nil {
				return nil, fmt.Errorf("log: line %d: %w", n+1, err)
			}
			for _, d := range p.Step(s) {
				r.Decided = append(r.Decided, Logged{l.N, d})
			}
		default:
			return nil, fmt.Errorf("log: line %d: neither a sample nor a decision", n+1)
		}
		step = l.N
	}
	if !begun {
		return nil, fmt.Errorf("log: no header")
	}
	return r, nil
}

// number is a float64 whose NaN is null.
type number float64

func (x *number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*x = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(x))
}

// logLine is any line of a log.
type logLine struct {
	V        int
	Complete bool

	N     int
	Reset bool

	T, RTT, Estimate number
	Trains           [][]json.RawMessage
	Users            *[][]json.RawMessage

	Identity      string
	From, To      string
	Trial, Proven bool
	Cause         *string
	Since         number
	Metrics       [][]json.RawMessage
}

func (l *logLine) sample() (*Sample, error) {
	s := &Sample{NowMs: float64(l.T), RTTMs: float64(l.RTT), EstimateKbps: float64(l.Estimate)}
	for _, cells := range l.Trains {
		var t Train
		if err := row(cells, &t.ID, &t.Packets, (*number)(&t.PacketBytes), (*number)(&t.SpreadMs)); err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
		s.Trains = append(s.Trains, t)
	}
	for _, cells := range *l.Users {
		var u User
		var audio, video []json.RawMessage
		var high, low number
		if err := row(cells, &u.Identity, &u.Option, &u.Ceiling, &u.Priority, &u.SendsTrains, &u.HasLow, &high, &low, &audio, &video); err != nil {
			return nil, fmt.Errorf("user: %w", err)
		}
		u.HighKbps, u.LowKbps = float64(high), float64(low)
		if err := stream(audio, &u.Audio, &u.Audio.ConcealedSamples, &u.Audio.SilentConcealedSamples, &u.Audio.TotalSamplesReceived); err != nil {
			return nil, fmt.Errorf("audio of %q: %w", u.Identity, err)
		}
		if err := stream(video, &u.Video, &u.Video.FramesDecoded, &u.Video.FrameHeight); err != nil {
			return nil, fmt.Errorf("video of %q: %w", u.Identity, err)
		}
		s.Users = append(s.Users, u)
	}
	return s, nil
}

func stream(cells []json.RawMessage, s *Stream, more ...*float64) error {
	into := []any{&s.Expected, (*number)(&s.TimestampMs), (*number)(&s.BytesReceived), (*number)(&s.HeaderBytesReceived),
		(*number)(&s.PacketsReceived), (*number)(&s.PacketsLost), (*number)(&s.NackCount)}
	for _, x := range more {
		into = append(into, (*number)(x))
	}
	return row(cells, into...)
}

func (l *logLine) decision() (Decision, error) {
	from, to := level(l.From), level(l.To)
	d := Decision{Identity: l.Identity, From: from, To: to, Trial: l.Trial, Proven: l.Proven}
	d.Reason = Reason{Cause: Cause(*l.Cause), From: from, To: to, SinceMs: float64(l.Since)}
	if from < 0 || to < 0 {
		return d, fmt.Errorf("no level: %q or %q", l.From, l.To)
	}
	for _, cells := range l.Metrics {
		var m Metric
		if err := row(cells, &m.Name, (*number)(&m.Value), (*number)(&m.Threshold)); err != nil {
			return d, fmt.Errorf("metric: %w", err)
		}
		d.Reason.Metrics = append(d.Reason.Metrics, m)
	}
	return d, nil
}

// row reads the cells of an array.
func row(cells []json.RawMessage, into ...any) error {
	if len(cells) != len(into) {
		return fmt.Errorf("%d values, want %d", len(cells), len(into))
	}
	for i := range cells {
		if err := json.Unmarshal(cells[i], into[i]); err != nil {
			return fmt.Errorf("value %d: %w", i+1, err)
		}
	}
	return nil
}

func level(name string) api.Level {
	for l := api.LevelHigh; l <= api.LevelAudio; l++ {
		if l.String() == name {
			return l
		}
	}
	return -1
}

func sameDecision(a, b *Logged) bool {
	x, y := &a.Reason, &b.Reason
	if a.Step != b.Step || a.Identity != b.Identity || a.From != b.From || a.To != b.To ||
		a.Trial != b.Trial || a.Proven != b.Proven ||
		x.Cause != y.Cause || x.From != y.From || x.To != y.To ||
		!sameBits(x.SinceMs, y.SinceMs) || len(x.Metrics) != len(y.Metrics) {
		return false
	}
	for i := range x.Metrics {
		m, n := &x.Metrics[i], &y.Metrics[i]
		if m.Name != n.Name || !sameBits(m.Value, n.Value) || !sameBits(m.Threshold, n.Threshold) {
			return false
		}
	}
	return true
}

// sameBits compares as a log can tell: it writes all that is not finite alike.
func sameBits(x, y float64) bool {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.IsNaN(y) || math.IsInf(y, 0)
	}
	return math.Float64bits(x) == math.Float64bits(y)
}
