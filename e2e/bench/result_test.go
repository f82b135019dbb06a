package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// outcome is one of a headline case, with so much concealed.
func outcome(name string, s Side, repeat int, concealed float64) *Outcome {
	m := &Metrics{
		ConcealedPct: concealed, AudioCleanS: new(2.0), LowSeenS: new(1.0), HighBackS: new(2.0), Changes: 2,
		VideoQuality: 250_000,
	}
	if s.SDK == dualstream {
		m.DecisionS, m.FailedTrials, m.DecidedLow, m.DecidedAudio = new(0.4), new(0.0), new(1.0), new(0.0)
	} else {
		m.HighBackS = nil
	}
	return &Outcome{
		Case: name, Queue: byPackets, Microphone: "32", Content: contentCamera, Side: s, Repeat: repeat,
		HoldS: 3, WatchS: 25, Metrics: m, ConcealedBySecond: []float64{concealed, concealed * 2, 0, 0, 0},
	}
}

func measuredResult(t *testing.T) *Result {
	t.Helper()
	all := []Row{
		{Name: "drop-170", Case: drop("drop-170", 170, byPackets), Sides: []Side{ours, raw, rawBWE}},
		{Name: "bytes-170", Case: drop("drop-170", 170, byBytes)},
		{Name: calmName, Case: Case{Name: calmName, Queue: byPackets}, Sides: []Side{ours}},
	}
	for i := range all {
		all[i].usual()
	}
	calm := outcome(calmName, ours, 1, 0)
	calm.Metrics, calm.Calm = nil, &Calm{Minutes: 30, FalseDecisions: 1, Decisions: 3}
	bytes := outcome("drop-170", ours, 1, 0.5)
	bytes.Queue = byBytes
	return summarize(all, []*Outcome{
		calm, bytes,
		outcome("drop-170", raw, 1, 10), outcome("drop-170", raw, 2, 8),
		outcome("drop-170", ours, 2, 4), outcome("drop-170", ours, 1, 2), outcome("drop-170", ours, 3, 9),
		outcome("drop-170", rawBWE, 1, 4),
	}, Versions{Commit: "abc"}, "the command")
}

func TestSummarize(t *testing.T) {
	r := measuredResult(t)
	var got []string
	for i := range r.Rows {
		row := &r.Rows[i]
		got = append(got, row.happening()+"/"+row.name()+"/"+row.Server)
	}
	want := "drop-170/dualstream, option 2/default drop-170/livekit-client/default drop-170/livekit-client/sendside " +
		"drop-170, queue of bytes/dualstream, option 2/default calm/dualstream, option 2/default"
	if strings.Join(got, " ") != want {
		t.Fatalf("the rows are %s, want %s", strings.Join(got, " "), want)
	}
	first := &r.Rows[0]
	if first.Repeats != 3 || text(first.ConcealedPct.Median) != "4.0" || *first.ConcealedPct.Values[0] != 2 {
		t.Errorf("%d repeats, %s %%, the first %v", first.Repeats, text(first.ConcealedPct.Median), *first.ConcealedPct.Values[0])
	}
	// 2 of 10 and 4 of 8; the third has nothing beside it.
	if ratio := first.RatioToRaw[defaultServer]; len(ratio.Values) != 2 || *ratio.Median != 0.35 {
		t.Errorf("the ratio is %s of %d", text(ratio.Median), len(ratio.Values))
	}
	if got := first.ConcealedBySecond; len(got) != 5 || got[1] != 8 {
		t.Errorf("by second: %v", got)
	}
	if r.Rows[1].HighBackS.Median != nil || r.Rows[1].DecisionS.Min != nil {
		t.Error("what livekit-client never showed is shown")
	}
}

func TestMusts(t *testing.T) {
	r := measuredResult(t)
	missed := map[string]bool{}
	for i := range r.Rows {
		for _, m := range r.Rows[i].Must {
			if !m.Met {
				missed[r.Rows[i].Case+" "+m.What] = true
			}
		}
	}
	if len(missed) != 2 || !missed["drop-170 concealed"] || !missed["calm false decisions"] {
		t.Errorf("missed: %v", missed)
	}
	if len(r.Rows[0].Must) != 10 || r.Rows[1].Must != nil || r.Rows[3].Must != nil {
		t.Errorf("%d musts", len(r.Rows[0].Must))
	}
}

func TestFiles(t *testing.T) {
	got, err := files(measuredResult(t))
	if err != nil {
		t.Fatal(err)
	}
	var back Result
	if err := json.Unmarshal(got["fallback.json"], &back); err != nil {
		t.Fatal(err)
	}
	page := string(got["fallback.md"])
	if again := render(&back, map[string]string{"drop-170": "fallback-drop-170.svg"}); again != page {
		t.Error("the page is not made of what is in the file alone")
	}
	for _, want := range []string{
		"| drop-170 | dualstream, option 2 | default | 3 | 4.0 (2.0…9.0) |",
		"**missed:** concealed 4 % (≤ 3.5 %)",
		"| drop-170 | default | first decision | ≤ 0.5 s | 0.4 s | met |",
		"| calm | default | false decisions | ≤ 0 | 1 | **missed** |",
		"| drop-170 | livekit-client | default | 2 | 9.0 (8.0…10.0) | 0 | 2.0 | – | 0.0 | 0.25 | 1.0 | never | 2 | – |",
		"fallback-drop-170.svg",
		"the command",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in the page:\n%s", want, page)
		}
	}
	svg := string(got["fallback-drop-170.svg"])
	if strings.Count(svg, "<polyline") != 3 || !strings.Contains(svg, "livekit-client, sendside") {
		t.Error("the plot does not show the three sides")
	}
	if got["fallback-drop-70.svg"] != nil {
		t.Error("a case that was not run is plotted")
	}
}
