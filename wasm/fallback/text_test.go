package fallback

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dualstream/wasm/api"
)

func TestStateText(t *testing.T) {
	state := State{
		Option: api.FallbackAudioOnly, Ceiling: api.HighStream, Level: api.LevelAudio, Phase: PhaseFallback, SinceMs: 1500,
		Reason: Reason{
			Cause: CauseCongestion, From: api.LevelHigh, To: api.LevelAudio, SinceMs: 1250.5,
			Metrics: []Metric{{"capacityKbps", 64.5, 133}, {"estimateKbps", math.NaN(), 300}},
		},
	}
	var got any
	if err := json.Unmarshal(state.AppendText(nil), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"option": 2.0, "streamType": 0.0, "level": "audio", "phase": "fallback", "since": 1500.0,
		"reason": map[string]any{
			"cause": "congestion", "from": "high", "to": "audio", "since": 1250.5,
			"metrics":    map[string]any{"capacityKbps": 64.5, "estimateKbps": nil},
			"thresholds": map[string]any{"capacityKbps": 133.0, "estimateKbps": 300.0},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStateTextWithoutReason(t *testing.T) {
	state := State{Phase: PhaseNormal}
	want := `{"option":0,"streamType":0,"level":"high","phase":"normal","since":0}`
	if got := string(state.AppendText(nil)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
