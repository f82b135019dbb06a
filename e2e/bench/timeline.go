package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// event is something that happened in a run.
type event struct {
	atMs float64
	text string
}

// writeTimeline writes what happened in a run: each second's numbers, and
// between them the decisions and what was seen, in s since the drop.
func writeTimeline(w io.Writer, r *Recording) error {
	events := r.seconds()
	decisions, err := parseDecisions(r.Decisions)
	if err != nil {
		return err
	}
	for i := range decisions {
		d := &decisions[i]
		events = append(events, event{d.WallMs - r.WallMs, d.text()})
	}
	for _, s := range r.seen(r.pictures()) {
		events = append(events, event{s.fromMs, "seen: " + s.what})
	}
	events = append(events, event{r.DropMs, "drop"}, event{r.ReleaseMs, "release"}, event{r.EndMs, "end"})
	slices.SortStableFunc(events, func(a, b event) int {
		switch {
		case a.atMs < b.atMs:
			return -1
		case a.atMs > b.atMs:
			return 1
		}
		return 0
	})
	for _, e := range events {
		if e.atMs < r.DropMs-3*windowMs {
			continue
		}
		if _, err := fmt.Fprintf(w, "%7.2f  %s\n", (e.atMs-r.DropMs)/1000, e.text); err != nil {
			return err
		}
	}
	return nil
}

// text is a decision in words.
func (d *Decision) text() string {
	var trial string
	if d.Trial {
		trial = " on trial"
	}
	var why []string
	for _, metric := range d.Metrics {
		why = append(why, string(metric))
	}
	return fmt.Sprintf("decided %s -> %s%s, %s %s", d.From, d.To, trial, d.Cause, strings.Join(why, " "))
}

// writeDecisions writes decisions, in s since the first one.
func writeDecisions(w io.Writer, decisions []Decision) error {
	for i := range decisions {
		d := &decisions[i]
		if _, err := fmt.Fprintf(w, "%7.2f  %s\n", (d.WallMs-decisions[0].WallMs)/1000, d.text()); err != nil {
			return err
		}
	}
	return nil
}

// seconds are the numbers of each second.
func (r *Recording) seconds() []event {
	var events []event
	for at := r.DropMs - 3*windowMs; at+windowMs <= r.EndMs; at += windowMs {
		grows := func(value func(s *Sample) float64) float64 { return curve{r.Samples, value}.over(at, at+windowMs) }
		is := func(value func(s *Sample) float64) float64 { return curve{r.Samples, value}.at(at + windowMs) }
		text := fmt.Sprintf("concealed %5.1f %%  audio %3.0f packets %3.0f lost  video %4.0f kbps %2.0f fps %3.0f px %3.0f lost %3.0f nack %1.0f pli  rtt %3.0f ms  estimate %4.0f kbps",
			r.concealedPct(at, at+windowMs),
			grows(func(s *Sample) float64 { return s.Audio.Packets }),
			grows(func(s *Sample) float64 { return s.Audio.Lost }),
			grows(videoBytesOf)*8/windowMs,
			grows(decodedOf),
			is(func(s *Sample) float64 { return s.Video.Height }),
			grows(func(s *Sample) float64 { return s.Video.Lost }),
			grows(func(s *Sample) float64 { return s.Video.Nacks }),
			grows(func(s *Sample) float64 { return s.Video.PLIs }),
			is(func(s *Sample) float64 { return s.RTTMs }),
			is(func(s *Sample) float64 { return s.EstimateKbps }))
		events = append(events, event{at + windowMs, text + r.relayText(at, at+windowMs)})
	}
	return events
}

// relayText is what the relay did between two times.
func (r *Recording) relayText(from, to float64) string {
	var first, last *RelaySample
	for i := range r.Relay {
		s := &r.Relay[i]
		if s.AtMs < from-relayPeriodMs/2 || s.AtMs > to+relayPeriodMs/2 {
			continue
		}
		if first == nil {
			first = s
		}
		last = s
	}
	if first == last {
		return ""
	}
	ms := last.AtMs - first.AtMs
	return fmt.Sprintf("  relay: offered %4.0f kbps, passed %4.0f kbps, dropped %3.0f packets",
		(last.BytesIn-first.BytesIn)*8/ms, (last.BytesOut-first.BytesOut)*8/ms, last.DroppedQueue-first.DroppedQueue)
}

// relayPeriodMs is relayPeriod in ms.
const relayPeriodMs = float64(relayPeriod / 1e6)
