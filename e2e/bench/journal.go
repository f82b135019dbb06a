package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Outcome is what a run has given, a line of the journal.
type Outcome struct {
	Commit string `json:"commit"`
	Dist   string `json:"dist"`

	Case       string `json:"case"`
	Queue      string `json:"queue"`
	Microphone string `json:"microphone"`
	Content    string `json:"content"`
	Side       Side   `json:"side"`
	// Repeat counts from 1. Runs of the same repeat were made within minutes.
	Repeat int `json:"repeat"`
	// HoldS is how long the network was weak, WatchS how long the run went on
	// after that, in s.
	HoldS  float64 `json:"holdS"`
	WatchS float64 `json:"watchS"`

	Metrics *Metrics `json:"metrics,omitempty"`
	// ConcealedBySecond is how much of the sound was made up in each second from
	// the drop on, in percent.
	ConcealedBySecond []float64 `json:"concealedBySecond,omitempty"`
	Calm              *Calm     `json:"calm,omitempty"`
}

// identity is what an outcome is of; two of the same are repeats.
type identity struct{ name, queue, microphone, content, side string }

func (o *Outcome) identity() identity {
	return identity{o.Case, o.Queue, o.Microphone, o.Content, o.Side.String()}
}

// planned is the outcome of a job before it is run.
func planned(j job, v Versions) *Outcome {
	return &Outcome{
		Commit: v.Commit, Dist: v.Dist,
		Case: j.row.Case.Name, Queue: j.row.Case.Queue, Microphone: j.row.Microphone, Content: j.row.Content,
		Side: j.side, Repeat: j.n,
		HoldS: j.row.Case.Release.Seconds(), WatchS: j.row.Watch.Seconds(),
	}
}

// journal is a file of outcomes, one a line, that grows.
type journal struct {
	path string
	// builds are those whose outcomes count, the first that has any of a kind.
	builds []string
	// outcomes are one of each run, the newest one.
	outcomes []*Outcome
}

// openJournal reads what was measured of builds before.
func openJournal(path string, builds ...string) (*journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	// What was broken off while it was written is no line.
	whole := text[:bytes.LastIndexByte(text, '\n')+1]
	if len(whole) < len(text) {
		if err := os.Truncate(path, int64(len(whole))); err != nil {
			return nil, err
		}
	}
	j := &journal{path: path, builds: builds}
	for number, line := range bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		o := &Outcome{}
		if err := json.Unmarshal(line, o); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, number+1, err)
		}
		if slices.Contains(builds, o.Dist) {
			j.take(o)
		}
	}
	return j, nil
}

// take puts an outcome in the place of an older one of the same run, and of all
// of its kind that are of a later build in the list.
func (j *journal) take(o *Outcome) {
	rank := slices.Index(j.builds, o.Dist)
	kept := make([]*Outcome, 0, len(j.outcomes)+1)
	for _, old := range j.outcomes {
		if old.identity() != o.identity() {
			kept = append(kept, old)
			continue
		}
		other := slices.Index(j.builds, old.Dist)
		if other < rank {
			return
		}
		if other == rank && old.Repeat != o.Repeat {
			kept = append(kept, old)
		}
	}
	j.outcomes = append(kept, o)
}

// has tells whether a run was made already, and watched for long enough.
func (j *journal) has(o *Outcome) bool {
	for _, old := range j.outcomes {
		if old.identity() == o.identity() && old.Repeat == o.Repeat && old.WatchS >= o.WatchS {
			return true
		}
	}
	return false
}

// add appends an outcome.
func (j *journal) add(o *Outcome) error {
	j.take(o)
	line, err := json.Marshal(o)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
