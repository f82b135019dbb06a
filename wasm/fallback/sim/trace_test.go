package sim

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

func TestReadTrace(t *testing.T) {
	trace, err := ReadTrace(strings.NewReader("# a note\n\n0 100\n1000 250.5\n"))
	if err != nil || !reflect.DeepEqual(trace, Trace{Rates: []Rate{{0, 100}, {1000, 250.5}}}) {
		t.Errorf("%v, %v", trace, err)
	}
	for _, text := range []string{"x 1", "0 1\n0 2", "-1 2", "0", "0 0", "0 x", "0 +Inf", "0 NaN"} {
		if _, err := ReadTrace(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestReadMahimahi(t *testing.T) {
	trace, err := ReadMahimahi(strings.NewReader("# a note\n0\n0\n500\n\n1200\n1500\n"))
	want := Trace{Rates: []Rate{{0, 36}, {1000, 48}}, ChancesMs: []int{0, 0, 500, 1200, 1499}, LoopMs: 1500}
	if err != nil || !reflect.DeepEqual(trace, want) {
		t.Errorf("%+v, %v", trace, err)
	}
	for _, text := range []string{"", "0", "x", "5\n4", "-1", "1 2"} {
		if _, err := ReadMahimahi(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// plays is what a trace gives in the milliseconds up to the given ones.
func plays(trace Trace, untilMs ...int) (kbps, bytes []float64) {
	p := player{trace: &trace}
	rate, sum := 0.0, 0.0
	for ms := 0; len(untilMs) > 0; ms++ {
		if ms == untilMs[0] {
			kbps, bytes = append(kbps, rate), append(bytes, sum)
			untilMs = untilMs[1:]
		}
		var more float64
		rate, more = p.next()
		sum += more
	}
	return kbps, bytes
}

func TestPlayer(t *testing.T) {
	rates := []Rate{{0, 80}, {1000, 160}}
	kbps, bytes := plays(Trace{Rates: rates}, 1000, 1001, 9000)
	if !reflect.DeepEqual(kbps, []float64{80, 160, 160}) || bytes[0] != 10_000 {
		t.Errorf("%v kbps, %v bytes", kbps, bytes)
	}
	kbps, _ = plays(Trace{Rates: rates, LoopMs: 1500}, 1500, 1501, 2501, 3001)
	if !reflect.DeepEqual(kbps, []float64{160, 80, 160, 80}) {
		t.Errorf("looped: %v kbps", kbps)
	}
	kbps, bytes = plays(Trace{Rates: rates, ChancesMs: []int{0, 0, 500}, LoopMs: 1500}, 1, 500, 501, 1500, 1501)
	if !reflect.DeepEqual(bytes, []float64{3000, 3000, 4500, 4500, 7500}) || kbps[4] != 80 {
		t.Errorf("chances: %v bytes, %v kbps", bytes, kbps)
	}
}

// recorded are the downlinks of two people on their way, by name.
func recorded(t testing.TB) map[string]Trace {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != 2 {
		t.Fatalf("%v, %v", files, err)
	}
	traces := map[string]Trace{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := ReadTrace(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		trace.LoopMs = recordedMs
		traces[strings.TrimSuffix(filepath.Base(name), ".txt")] = trace
	}
	return traces
}

const recordedMs = 120_000

// On a downlink of somebody on the way the voice is far better than without a
// policy.
func TestTraces(t *testing.T) {
	for name, trace := range recorded(t) {
		for _, by := range []QueueBy{ByPackets, ByBytes, ByFill} {
			for _, users := range []int{1, 2} {
				cfg := Config{Seed: 5, Users: people(users, api.FallbackAudioOnly), Downlink: trace, QueueBy: by, Estimate: true, TickMs: 250}
				with := New(cfg, fallback.New())
				a := concealedPct(with, 0, func() { with.Run(recordedMs) })
				without := New(cfg, idle{})
				b := concealedPct(without, 0, func() { without.Run(recordedMs) })
				t.Logf("%s, queue %d, %d users: %.1f %% concealed (%.1f %% without), %d changes", name, by, users, a, b, with.Changes(0))
				if a > b*0.6+1 {
					t.Errorf("%.1f %% concealed, %.1f %% without", a, b)
				}
			}
		}
	}
}
