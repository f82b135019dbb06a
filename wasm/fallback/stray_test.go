package fallback

import "testing"

// lose takes packets away by chance: nearly all bytes come.
func (u *feedUser) lose() {
	u.audioPps, u.audioLost, u.concealed = 36, 14, 0.2
	u.lost, u.nacks = 3, 6
	u.high.fps = 5
}

func TestLossByChanceIsNoCollapse(t *testing.T) {
	f, anna := goodCall(t)
	for range 5 {
		anna.lose()
		f.tick(250)
		anna.squeeze(1)
		f.run(2000)
	}
	f.want()
	f.wantPhase("anna", PhaseNormal)
}

// A downlink that is too narrow by little drops packets all the time.
func TestWhatLastsIsNoChance(t *testing.T) {
	f, anna := goodCall(t)
	anna.lose()
	f.run(mostStrayMs)
	f.want()
	f.tick(250)
	f.want("anna high>low congestion")
}

func TestWhatWaitsOrIsMissingIsNoChance(t *testing.T) {
	for what, change := range map[string]func(*feed, *feedUser){
		"fewer bytes":         func(_ *feed, u *feedUser) { u.high.kbps = 250 },
		"many repairs":        func(_ *feed, u *feedUser) { u.nacks = 30 },
		"longer way":          func(f *feed, _ *feedUser) { f.rtt += 2 * rttRisenMs },
		"estimate that fell":  func(f *feed, _ *feedUser) { f.estimate = 200 },
		"no usual rate known": func(f *feed, _ *feedUser) { f.policy.usual.forget() },
	} {
		t.Run(what, func(t *testing.T) {
			f, anna := goodCall(t)
			f.estimate = 900
			f.run(5000)
			anna.lose()
			change(f, anna)
			f.tick(250)
			f.want("anna high>low congestion")
		})
	}
}
