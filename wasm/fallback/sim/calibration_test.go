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
// browser on a shaped link: one to three runs each.
var measured = []struct {
	by           QueueBy
	kbps         float64
	to           api.Level
	afterMs      int
	unrepairedMs int
	pct          float64
}{
	{ByPackets, 300, api.LevelHigh, 0, 0, 29.7},
	{ByPackets, 170, api.LevelHigh, 0, 0, 61.6},
	{ByPackets, 70, api.LevelHigh, 0, 0, 78.8},
	{ByBytes, 300, api.LevelHigh, 0, 0, 2.1},
	{ByBytes, 170, api.LevelHigh, 0, 0, 2.4},
	{ByBytes, 70, api.LevelHigh, 0, 0, 3.6},
	{ByPackets, 170, api.LevelLow, 500, 0, 3.2},
	{ByPackets, 170, api.LevelLow, 1000, 0, 5.0},
	{ByPackets, 170, api.LevelLow, 2000, 0, 7.8},
	{ByPackets, 170, api.LevelLow, 5000, 0, 13.1},
	{ByPackets, 70, api.LevelAudio, 500, 0, 5.0},
	{ByPackets, 70, api.LevelAudio, 1000, 0, 5.8},
	{ByPackets, 70, api.LevelAudio, 2000, 0, 8.6},
	{ByPackets, 70, api.LevelAudio, 5000, 0, 16.6},
	{ByPackets, 170, api.LevelLow, 500, 30_000, 2.1},
	{ByPackets, 70, api.LevelAudio, 500, 30_000, 3.5},
}

func TestCalibration(t *testing.T) {
	for _, m := range measured {
		for _, nack := range []bool{true, false} {
			sum := 0.0
			for seed := range uint64(5) {
				cfg := Config{Seed: seed, Users: people(1, api.FallbackAudioOnly), Downlink: drop(m.kbps), QueueBy: m.by,
					TickMs: 50, LowKeyBytes: PatternKeyBytes, AudioNack: nack}
				c := New(cfg, &scripted{atMs: dropMs + m.afterMs, to: m.to, unrepairedMs: m.unrepairedMs})
				c.Run(dropMs)
				sum += concealedPct(c, 0, func() { c.Run(releaseMs) })
			}
			what := fmt.Sprintf("queue %d, %g kbps, nack %t %s after %d ms, repairs off for %d ms", m.by, m.kbps, nack, m.to, m.afterMs, m.unrepairedMs)
			t.Logf("%s: %.1f %% simulated, %.1f %% measured", what, sum/5, m.pct)
		}
	}
}
