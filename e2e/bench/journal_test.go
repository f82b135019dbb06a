package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestJournalResumes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "runs.jsonl")
	run := func(repeat int, watchS float64) *Outcome {
		return &Outcome{Commit: "c", Dist: "d", Case: "drop-170", Side: ours, Repeat: repeat, WatchS: watchS}
	}
	open := func(builds ...string) *journal {
		j, err := openJournal(path, builds...)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	j := open("d")
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

	j = open("d")
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
	if j = open("d"); len(j.outcomes) != 1 || !j.has(run(1, 25)) {
		t.Errorf("%d outcomes of one run", len(j.outcomes))
	}
	if j = open("other"); len(j.outcomes) != 0 {
		t.Errorf("%d outcomes of another build", len(j.outcomes))
	}

	// Runs of an earlier build count until there is one of the present build.
	if j = open("new", "d"); !j.has(run(1, 25)) {
		t.Error("an earlier build's run is not known")
	}
	fresh := run(2, 12)
	fresh.Dist = "new"
	for range 2 {
		if j.take(fresh); len(j.outcomes) != 1 || j.outcomes[0] != fresh {
			t.Errorf("%d outcomes beside one of the present build", len(j.outcomes))
		}
		j.take(run(1, 25))
	}
}
