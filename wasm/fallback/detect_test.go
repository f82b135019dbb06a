package fallback

import (
	"math"
	"testing"

	"dualstream/wasm/api"
)

// A speaker of discontinuous audio who falls silent before a picture that stands
// still takes nothing away from anybody. Where the browser does not tell what was
// made up, it cannot be told from a downlink that carries less.
func TestSilenceIsNoTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		concealed float64
		calm      bool
	}{
		"nothing made up":     {0, true},
		"much is made up":     {0.3, false},
		"what is not told of": {math.NaN(), false},
	} {
		f := newFeed(t, person("anna", toAu))
		f.run(10_000)
		u := f.users[0]
		u.audioPps, u.high.fps, u.concealed = 20, 1, c.concealed
		f.tick(250)
		if calm := f.policy.calmMs > 0; calm != c.calm {
			t.Errorf("%s: calm %t", name, calm)
		}
	}
}

// An estimate that fell once and stays low, and an audio rate that was learnt too
// high from a burst: both must pass, or nobody would ever be tried again.
func TestStaleEstimateAndShortAudioPass(t *testing.T) {
	f := fallen(t, api.LevelAudio)
	f.users = f.users[:1]
	f.estimate = 100
	p := f.policy
	p.usual.estimateKbps, p.usual.videoKbps, p.users[0].audioPps = 540, 310, 75
	f.run(10_000)
	f.want("anna audio>low recovery?", "anna audio>low recovery!", "anna low>high recovery?", "anna low>high recovery!")
}
