package main

import (
	"strings"
	"testing"
)

func TestMatching(t *testing.T) {
	all := []Row{{Name: "drop-170"}, {Name: "drop-1000"}, {Name: "calm"}}
	found, err := matching(all, "drop-17.|calm")
	if err != nil || len(found) != 2 || found[1].Name != "calm" {
		t.Errorf("%v, %v", found, err)
	}
	for _, bad := range []string{"drop", "("} {
		if _, err := matching(all, bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestSchedule(t *testing.T) {
	both := []Side{ours, raw}
	chosen := []Row{
		{Name: "a", Sides: both, Repeats: 2}, {Name: "b", Sides: both, Repeats: 2}, {Name: "c", Sides: both[:1], Repeats: 1},
	}
	var got []string
	for _, j := range schedule(chosen) {
		got = append(got, j.row.Name+j.side.SDK[:1]+string(rune('0'+j.n)))
	}
	if want := "ad1 al1 bd1 bl1 ad2 al2 bd2 bl2 cd1"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}
