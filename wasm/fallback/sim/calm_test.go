package sim

import (
	"fmt"
	"testing"

	"dualstream/wasm/api"
)

// Half an hour on a downlink that is wide enough, in which people speak with
// pauses, mute themselves and come later: nothing is decided.
func TestNoDecisionInHalfAnHour(t *testing.T) {
	const lastMs = 30 * 60_000
	for seed, by := range []QueueBy{ByPackets, ByBytes, ByFill} {
		for _, estimate := range []bool{false, true} {
			t.Run(fmt.Sprintf("queue=%d/estimate=%t", by, estimate), func(t *testing.T) {
				t.Parallel()
				cfg := Config{Seed: uint64(seed), Users: people(3, api.FallbackAudioOnly), Downlink: steady(6000), QueueBy: by, Estimate: estimate, LossPct: 0.5, TickMs: 250}
				cfg.Users[0].DTX, cfg.Users[1].DTX = true, true
				cfg.Users[0].Trains = true
				cfg.Users[2].JoinMs = 10 * 60_000
				c := policed(cfg)
				for i := range 80 {
					user, video := i%3, i%4 == 3
					at := 20_000 + i*21_333
					if at < cfg.Users[user].JoinMs {
						continue
					}
					c.At(at, func() { c.Mute(user, video, true) })
					c.At(at+3_000+i*137, func() { c.Mute(user, video, false) })
				}
				c.Run(lastMs)
				if len(c.Decisions) > 0 {
					t.Errorf("%v", c.Decisions)
				}
			})
		}
	}
}
