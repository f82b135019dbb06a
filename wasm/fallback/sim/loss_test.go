package sim

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
)

// Losses by chance alone, five in a hundred packets, hardly look like a downlink
// that is too narrow: without the rule of stray suspicions 34 falls in 20 calls
// of a minute.
func TestFallsByChance(t *testing.T) {
	falls := 0
	for seed := range uint64(20) {
		c := policed(Config{
			Seed: seed, Users: people(1, api.FallbackAudioOnly), Downlink: steady(good),
			LossPct: 5, TickMs: 250, Estimate: true,
		})
		c.Run(60_000)
		for _, d := range c.Decisions {
			if d.Reason.Cause == fallback.CauseCongestion {
				falls++
			}
		}
	}
	if falls > 3 {
		t.Errorf("%d falls in 20 minutes", falls)
	}
}
