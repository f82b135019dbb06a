package fallback

import (
	"testing"

	"dualstream/wasm/api"
)

// stall has most of everything stay away, with nothing lost.
func (u *feedUser) stall() {
	u.audioPps, u.concealed = 15, 0.6
	u.high.kbps, u.high.fps = 180, 1
}

// burst brings what a stall of so many ms has kept back, within as many.
func (u *feedUser) burst(stalledMs, ms float64) {
	u.squeeze(1)
	u.audioPps = 50 + 35*stalledMs/ms
	u.high.kbps = 600 + 420*stalledMs/ms
}

// goodCall is a call with one user that went well for a while.
func goodCall(t *testing.T) (*feed, *feedUser) {
	anna := person("anna", api.FallbackAudioOnly)
	f := newFeed(t, anna)
	f.run(5000)
	return f, anna
}

// A computer that was busy for a moment looks like a collapse, until all comes
// at once.
func TestStallOfTheComputerIsNoCollapse(t *testing.T) {
	f, anna := goodCall(t)
	for range 5 {
		anna.stall()
		f.tick(250)
		if !f.policy.Hurry() {
			t.Fatal("the next reading is not wanted soon")
		}
		anna.burst(250, HurryMs)
		f.tick(HurryMs)
		anna.squeeze(1)
		f.run(3000)
	}
	f.want()
	f.wantPhase("anna", PhaseNormal)
}

func TestCollapseIsTakenForOneByTheNextReading(t *testing.T) {
	f, anna := goodCall(t)
	anna.stall()
	f.tick(250)
	f.want()
	f.tick(HurryMs)
	f.want("anna high>low congestion")
	f.run(1000)
	if f.policy.Hurry() {
		t.Error("the next reading is wanted soon after the decision has been carried out")
	}
}

func TestLostPacketsLeaveNoDoubt(t *testing.T) {
	f, anna := goodCall(t)
	anna.stall()
	anna.nacks = 40
	f.tick(250)
	f.want("anna high>low congestion")
}

func TestLongReadingLeavesNoDoubt(t *testing.T) {
	f, anna := goodCall(t)
	anna.stall()
	f.tick(500)
	f.want("anna high>low congestion")
}

func TestDoubtEndsWithTheStatistics(t *testing.T) {
	f, anna := goodCall(t)
	anna.stall()
	f.tick(250)
	f.stuck = true
	f.run(500)
	if f.policy.Hurry() {
		t.Error("readings are wanted soon, and there are none")
	}
	f.want()
}
