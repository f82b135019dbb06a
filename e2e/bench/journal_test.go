package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestJournalResumes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "runs.jsonl")
	v := Versions{Commit: "c", Dist: "d"}
	run := func(repeat int, watchS float64) *Outcome {
		return &Outcome{Commit: "c", Dist: "d", Case: "drop-170", Side: ours, Repeat: repeat, WatchS: watchS}
	}
	open := func(v Versions) *journal {
		j, err := openJournal(path, v)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	j := open(v)
	if err := j.add(run(1, 12)); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteString(`{"commit":"c","dis`); err != nil {
		t.Fatal(err)
	}
	file.Close()

	j = open(v)
	if !j.has(run(1, 12)) || !j.has(run(1, 5)) {
		t.Error("what was run is not known")
	}
	other := run(1, 12)
	other.Side = raw
	if j.has(run(2, 12)) || j.has(run(1, 25)) || j.has(other) {
		t.Error("what was not run is known")
	}
	if err := j.add(run(1, 25)); err != nil {
		t.Fatal(err)
	}
	if j = open(v); len(j.outcomes) != 1 || !j.has(run(1, 25)) {
		t.Errorf("%d outcomes of one run", len(j.outcomes))
	}
	if j = open(Versions{Commit: "c", Dist: "other"}); len(j.outcomes) != 0 {
		t.Errorf("%d outcomes of another build", len(j.outcomes))
	}
}
