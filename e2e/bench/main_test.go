package main

import (
	"testing"
	"time"
)

func TestChoose(t *testing.T) {
	all := []Row{
		{Name: "drop-170", Case: drop("drop-170", 170, byPackets), Repeats: 5, Watch: headlineWatch},
		{Name: "drop-70", Case: drop("drop-70", 70, byPackets), Repeats: 5, Watch: headlineWatch},
		{Name: "ramp", Case: ramp()},
		{Name: calmName, Watch: time.Minute},
	}
	for i := range all {
		all[i].usual()
	}
	for name, c := range map[string]struct {
		args             []string
		rows, runs       int
		watch            time.Duration
		microphone, last string
	}{
		"all":    {nil, 4, 5, headlineWatch, "32", calmName},
		"quick":  {[]string{"-quick"}, 2, 2, quickWatch, "32", "drop-70"},
		"one":    {[]string{"-rows", "ramp", "-repeats", "3", "-watch", "9s", "-mic", "40"}, 1, 3, 9 * time.Second, "40", "ramp"},
		"sooner": {[]string{"-quick", "-rows", "ramp", "-repeats", "1"}, 1, 1, quickWatch, "32", "ramp"},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := parseOptions(c.args)
			if err != nil {
				t.Fatal(err)
			}
			got, err := o.choose(all)
			if err != nil || len(got) != c.rows {
				t.Fatalf("%d rows, %v", len(got), err)
			}
			first, last := &got[0], &got[len(got)-1]
			if first.Repeats != c.runs || first.Watch != c.watch || first.Microphone != c.microphone || last.Name != c.last {
				t.Errorf("%d runs, %s, %s, the last is %s", first.Repeats, first.Watch, first.Microphone, last.Name)
			}
		})
	}
	for _, bad := range [][]string{{"-mic", "x"}, {"-content", "x"}, {"-x"}} {
		if _, err := parseOptions(bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	for _, bad := range [][]string{{"-rows", "x"}, {"-sides", "x"}} {
		o, err := parseOptions(bad)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.choose(all); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}

func TestCommandLine(t *testing.T) {
	got := commandLine([]string{"-rows", "a|b", "-v"})
	if want := "go run ./e2e/bench -rows 'a|b' -v"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
