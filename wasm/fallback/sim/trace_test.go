package sim

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

func TestReadTrace(t *testing.T) {
	rates, err := ReadTrace(strings.NewReader("# a note\n\n0 100\n1000 250.5\n"))
	if err != nil || len(rates) != 2 || rates[1] != (Rate{1000, 250.5}) {
		t.Errorf("%v, %v", rates, err)
	}
	for ms, want := range map[int]float64{0: 100, 999: 100, 1000: 250.5, 9000: 250.5} {
		if got := at(rates, ms); got != want {
			t.Errorf("at %d: %g", ms, got)
		}
	}
	for _, text := range []string{"x 1", "0 1\n0 2", "-1 2", "0", "0 0", "0 x", "0 +Inf", "0 NaN"} {
		if _, err := ReadTrace(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Two downlinks of people on their way: the picture does not flicker, and the
// voice is far better than without a policy.
func TestTraces(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		rates, err := ReadTrace(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range []QueueBy{ByPackets, ByBytes} {
			for _, users := range []int{1, 2} {
				cfg := Config{Seed: 5, Users: people(users, api.FallbackAudioOnly), Downlink: rates, QueueBy: by, Estimate: true, TickMs: 250}
				with := New(cfg, fallback.New().Step)
				a := concealedPct(with, 0, func() { with.Run(120_000) })
				without := New(cfg, decideNothing)
				b := concealedPct(without, 0, func() { without.Run(120_000) })
				changes := 0
				for _, d := range with.Decisions {
					if !d.Proven {
						changes++
					}
				}
				t.Logf("%s, queue %d, %d users: %.1f %% concealed (%.1f %% without), %d changes", name, by, users, a, b, changes)
				if changes > 12*users {
					t.Errorf("%d changes", changes)
				}
				if a > b*0.6+1 {
					t.Errorf("%.1f %% concealed, %.1f %% without", a, b)
				}
			}
		}
	}
}
