//go:build !js

package fallback

import (
	"strings"
	"testing"
)

func TestReplayGivesTheSameDecisions(t *testing.T) {
	f := story(t)
	r, err := Replay(f.log.Text())
	if err != nil {
		t.Fatal(err)
	}
	if !r.Complete || !r.Same() || len(r.Decided) != len(f.decisions) {
		t.Fatalf("complete %t, same %t, %d of %d decisions", r.Complete, r.Same(), len(r.Decided), len(f.decisions))
	}
	for i := range f.decisions {
		if got, want := told(&r.Decided[i].Decision), told(&f.decisions[i]); got != want {
			t.Errorf("decision %d: %s, want %s", i, got, want)
		}
	}
	r.Decided[0].Reason.Metrics[0].Value++
	if r.Same() {
		t.Error("another reading is the same")
	}
}

func TestReplayNamesTheLineThatIsWrong(t *testing.T) {
	const header = `{"v":2,"complete":true}` + "\n"
	for text, want := range map[string]string{
		"":                              "no header",
		"{":                             "line 1: ",
		`{"v":1}`:                       "line 1: version 1, want 2",
		header + `[]`:                   "line 2: ",
		header + `{"n":1}`:              "line 2: neither a sample nor a decision",
		header + `{"n":1,"users":[[]]}`: "line 2: user: 0 values, want 10",
		header + `{"n":1,"users":[["a",1,0,0,true,true,1,1,[],[]]]}`:               `line 2: audio of "a": 0 values, want 10`,
		header + `{"n":1,"users":[["a",1,0,0,true,true,"x",1,[],[]]]}`:             "line 2: user: value 7",
		header + `{"n":1,"users":[],"trains":[[1,2,3]]}`:                           "line 2: train: 3 values, want 4",
		header + `{"n":2,"reset":true}` + "\n" + `{"n":1,"users":[]}`:              "line 3: step 1 after step 2",
		header + `{"n":1,"cause":"x","from":"up","to":"low"}`:                      `line 2: no level: "up" or "low"`,
		header + `{"n":1,"cause":"x","from":"low","to":"low","metrics":[["a",1]]}`: "line 2: metric: 2 values, want 3",
	} {
		_, err := Replay([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzReplay(f *testing.F) {
	g := story(f)
	text := g.log.Text()
	f.Add(text[:min(len(text), 4000)])
	f.Add([]byte(`{"v":2,"complete":true}` + "\n" + `{"n":1,"t":0,"rtt":null,"estimate":null,"users":[]}`))
	f.Add([]byte(`{"v":2}` + "\n" + `{"n":1,"reset":true}` + "\n" +
		`{"n":2,"t":250,"rtt":1e300,"estimate":-1,"trains":[[1,4,885,40.5],[-1,0,null,1e99]],"users":[["a",2,1,1,true,false,-1,1e22,[true,0,1,2,3,4,5,6,7,8],[true,0,1,2,3,4,5,6,7]]]}` + "\n" +
		`{"n":2,"t":250,"identity":"a","from":"low","to":"audio","trial":false,"proven":false,"cause":"congestion","since":1,"metrics":[["x",1,null]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Replay(text)
		if err != nil {
			return
		}
		again, err := Replay(text)
		if err != nil {
			t.Fatal(err)
		}
		again.Recorded = r.Decided
		if !again.Same() {
			t.Error("the same log gave other decisions")
		}
	})
}
