package lifetime

import (
	"testing"
	"time"
)

func TestSleepWaits(t *testing.T) {
	start := time.Now()
	if err := Sleep(Background(), 20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if passed := time.Since(start); passed < 20*time.Millisecond {
		t.Errorf("it slept %v", passed)
	}
}

func TestSleepEndsWithTheContext(t *testing.T) {
	ctx, end := New(Background())
	time.AfterFunc(10*time.Millisecond, func() { end(errFirst) })
	if err := Sleep(ctx, time.Hour); err != errFirst {
		t.Errorf("got %v", err)
	}
	if err := Sleep(ctx, time.Hour); err != errFirst {
		t.Errorf("at once: got %v", err)
	}
}
