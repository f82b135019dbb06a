package main

import (
	"testing"
	"time"
)

func TestJudgeCalm(t *testing.T) {
	got := judgeCalm([]Decision{{Cause: "recovery"}, {Cause: "congestion"}, {Cause: "trial-failed"}, {Cause: "option"}}, 90*time.Second)
	if want := (Calm{Minutes: 1.5, FalseDecisions: 2, Decisions: 4}); *got != want {
		t.Errorf("got %+v, want %+v", *got, want)
	}
}
