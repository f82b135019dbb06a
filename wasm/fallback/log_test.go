package fallback

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"dualstream/wasm/api"
)

// story is a call with a bit of everything.
func story(t testing.TB) *feed {
	f := newFeed(t, person("anna \"the\n1st\"", toAu), person("běn\u2028", toLo))
	f.users[0].Priority = api.PriorityHigh
	f.users[1].SendsTrains = true
	f.estimate = 2000
	f.run(10_000)
	f.squeeze(0.3)
	f.run(3_000)
	f.squeeze(1)
	f.trains = 2500
	f.run(6_000)
	f.trains = 0
	f.users[0].Option = off
	f.run(1_000)
	f.policy.Reset()
	f.log.AppendReset()
	f.users[1].gone = true
	f.run(12_000)
	return f
}

func TestLogIsLinesOfJSON(t *testing.T) {
	f := story(t)
	lines := strings.Split(strings.TrimSuffix(string(f.log.Text()), "\n"), "\n")
	var header struct {
		V        int
		Complete bool
		User     []string
		Audio    []string
		Video    []string
		Train    []string
	}
	if err := json.Unmarshal([]byte(lines[0]), &header); err != nil || header.V != LogVersion || !header.Complete {
		t.Fatalf("header %+v, %v", header, err)
	}
	decisions, seen := 0, 0
	for _, line := range lines[1:] {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if l["cause"] != nil {
			decisions++
		}
		users, _ := l["users"].([]any)
		trains, _ := l["trains"].([]any)
		for _, train := range trains {
			seen++
			if len(train.([]any)) != len(header.Train) {
				t.Fatalf("columns of %s", line)
			}
		}
		for _, u := range users {
			cells := u.([]any)
			if len(cells) != len(header.User) || len(cells[8].([]any)) != len(header.Audio) || len(cells[9].([]any)) != len(header.Video) {
				t.Fatalf("columns of %s", line)
			}
		}
	}
	if seen == 0 {
		t.Error("no train in the log")
	}
	if decisions != len(f.decisions) || decisions == 0 {
		t.Errorf("%d decisions in the log, want %d", decisions, len(f.decisions))
	}
}

// A full log keeps its size and drops whole lines, samples before decisions.
func TestFullLog(t *testing.T) {
	f := newFeed(t, person("anna", toLo))
	f.log = NewLog(20_000)
	f.run(10_000)
	for i := 0; i < 6; i++ {
		f.squeeze(0.3)
		f.run(500)
		f.squeeze(1)
		f.run(40_000)
	}
	text := f.log.Text()
	if len(text) > 20_000+1000 || len(text) < 15_000 || f.log.Complete() {
		t.Fatalf("%d bytes, complete %t", len(text), f.log.Complete())
	}
	for _, line := range bytes.Split(bytes.TrimSuffix(text, []byte{'\n'}), []byte{'\n'}) {
		if !json.Valid(line) {
			t.Fatalf("a broken line: %s", line)
		}
	}
	if kept := bytes.Count(text, []byte(`"cause":`)); kept != len(f.decisions) {
		t.Errorf("%d decisions kept of %d", kept, len(f.decisions))
	}
	if bytes.Count(text, []byte(`"users":`)) > 80 {
		t.Error("samples were kept")
	}
}

func TestLineTooLongForTheLog(t *testing.T) {
	f := newFeed(t, person(strings.Repeat("x", 1000), toLo))
	f.log = NewLog(1000)
	f.run(1_000)
	if f.log.Complete() || bytes.Contains(f.log.Text(), []byte(`"users"`)) {
		t.Errorf("%s", f.log.Text())
	}
}

func TestLogDoesNotAllocate(t *testing.T) {
	f := newFeed(t, person("anna", toLo))
	f.log = NewLog(20_000)
	f.run(60_000)
	if n := testing.AllocsPerRun(100, func() { f.log.Append(&f.sample, nil) }); n > 0 {
		t.Errorf("%g allocations", n)
	}
}
