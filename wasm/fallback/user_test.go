package fallback

import (
	"math"
	"testing"

	"dualstream/wasm/api"
)

// What a user who has just come takes is counted before the first reading.
func TestUserWhoHasJustComeIsCounted(t *testing.T) {
	f := fallen(t, api.LevelLow)
	before := f.policy.neededFor(f.policy.users[0], api.LevelHigh)
	cleo := person("cleo", off)
	f.users = append(f.users, cleo)
	f.tick(10)
	if more := f.policy.neededFor(f.policy.users[0], api.LevelHigh) - before; more < highMargin*(600+usualAudioKbps) {
		t.Errorf("%.0f kbps more", more)
	}
}

// What a video takes is what was announced, until more comes; less is believed
// slowly.
func TestTaken(t *testing.T) {
	nan := math.NaN()
	d := func(kbps float64) *delta { return &delta{ms: 250, wireBytes: kbps * 250 / 8} }
	for _, c := range []struct {
		name                  string
		mean, announced, kbps float64
		seconds               int
		least, most           float64
	}{
		{"nothing announced", nan, 0, 300, 1, 300, 300},
		{"less than announced", nan, 600, 300, 3, 560, 600},
		{"less for long", nan, 600, 300, 120, 300, 310},
		{"more than announced", nan, 600, 900, 3, 800, 900},
		{"a still picture after motion", 600, 600, 50, 3, 540, 600},
		{"motion after a still picture", 50, 600, 600, 6, 550, 600},
	} {
		kbps := c.mean
		for range 4 * c.seconds {
			kbps = taken(kbps, c.announced, d(c.kbps))
		}
		if !(kbps >= c.least && kbps <= c.most) {
			t.Errorf("%s: %.0f kbps", c.name, kbps)
		}
	}
	weak := d(300)
	weak.lost = 1
	if kbps := taken(600, 600, weak); kbps != 600 {
		t.Errorf("what comes of a weak downlink is taken for all: %.0f kbps", kbps)
	}
}
