package sim

import (
	"fmt"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

// scripted goes to a level some time after the drop, and decides nothing else. It
// is no policy but the measure for one.
type scripted struct {
	idle
	atMs         int
	to           api.Level
	unrepairedMs int
	nowMs        float64
}

func (s *scripted) Step(sample *fallback.Sample) []fallback.Decision {
	s.nowMs = sample.NowMs
	return nil
}

func (s *scripted) Level(string) api.Level {
	if s.to != api.LevelHigh && s.nowMs >= float64(s.atMs) {
		return s.to
	}
	return api.LevelHigh
}

func (s *scripted) Repairs(_ string, nowMs float64) bool {
	return nowMs < float64(s.atMs) || nowMs >= float64(s.atMs+s.unrepairedMs)
}

// measured are the shares of audio that were made up in 30 s of a drop, in a real
// browser on a shaped link: one to four runs each, of plain Opus, whose lost packets
// the server re-sends too. Within the factor the simulation comes to the same.
var measured = []struct {
	by           QueueBy
	kbps         float64
	to           api.Level
	afterMs      int
	unrepairedMs int
	keyBytes     int
	pct, factor  float64
}{
	{ByPackets, 300, api.LevelHigh, 0, 0, PatternKeyBytes, 29.7, 1.6},
	{ByPackets, 170, api.LevelHigh, 0, 0, PatternKeyBytes, 61.6, 1.2},
	{ByPackets, 70, api.LevelHigh, 0, 0, PatternKeyBytes, 78.8, 1.2},
	{ByBytes, 300, api.LevelHigh, 0, 0, PatternKeyBytes, 2.1, 2},
	{ByBytes, 170, api.LevelHigh, 0, 0, PatternKeyBytes, 2.4, 7},
	{ByBytes, 70, api.LevelHigh, 0, 0, PatternKeyBytes, 3.6, 7},
	{ByPackets, 170, api.LevelLow, 500, 0, PatternKeyBytes, 3.2, 2.5},
	{ByPackets, 170, api.LevelLow, 1000, 0, PatternKeyBytes, 5.0, 2},
	{ByPackets, 170, api.LevelLow, 2000, 0, PatternKeyBytes, 7.8, 2},
	{ByPackets, 170, api.LevelLow, 5000, 0, PatternKeyBytes, 13.1, 2},
	{ByPackets, 70, api.LevelAudio, 500, 0, PatternKeyBytes, 5.0, 2},
	{ByPackets, 70, api.LevelAudio, 1000, 0, PatternKeyBytes, 5.8, 2},
	{ByPackets, 70, api.LevelAudio, 2000, 0, PatternKeyBytes, 8.6, 2},
	{ByPackets, 70, api.LevelAudio, 5000, 0, PatternKeyBytes, 16.6, 2},
	{ByPackets, 170, api.LevelLow, 500, 30_000, PatternKeyBytes, 2.1, 2.5},
	{ByPackets, 70, api.LevelAudio, 500, 30_000, PatternKeyBytes, 3.5, 2},
	{ByPackets, 170, api.LevelLow, 500, 0, CameraKeyBytes, 3.7, 2},
	{ByPackets, 170, api.LevelLow, 500, 2_000, CameraKeyBytes, 2.1, 2},
}

// The simulation is as near to what was measured as its rules need it. It is too
// pessimistic where a queue counts bytes, since its receiver waits no longer for the
// audio that is re-sent, and a little where a low stream of large key frames is gone
// to: they hardly get through its queue.
func TestCalibration(t *testing.T) {
	for _, m := range measured {
		sum := 0.0
		for seed := range uint64(5) {
			cfg := Config{Seed: seed, Users: people(1, api.FallbackAudioOnly), Downlink: drop(m.kbps), QueueBy: m.by,
				TickMs: 50, LowKeyBytes: m.keyBytes, AudioNack: true}
			c := New(cfg, &scripted{atMs: dropMs + m.afterMs, to: m.to, unrepairedMs: m.unrepairedMs})
			c.Run(dropMs)
			sum += concealedPct(c, 0, func() { c.Run(releaseMs) })
		}
		pct := sum / 5
		what := fmt.Sprintf("queue %d, %g kbps, %s after %d ms, repairs off for %d ms, key frames of %d bytes: %.1f %% simulated, %.1f %% measured",
			m.by, m.kbps, m.to, m.afterMs, m.unrepairedMs, m.keyBytes, pct, m.pct)
		t.Log(what)
		if pct > m.pct*m.factor || pct < m.pct/m.factor {
			t.Errorf("%s: not within a factor of %g", what, m.factor)
		}
	}
}
