package fallback

import (
	"math"
	"testing"

	"dualstream/wasm/api"
)

const (
	off  = api.FallbackDisable
	toLo = api.FallbackLowStream
	toAu = api.FallbackAudioOnly
)

func TestNothingIsDecidedWithoutTrouble(t *testing.T) {
	for _, tick := range []float64{250, 500, 1000} {
		f := newFeed(t, person("anna", toAu), person("ben", toLo))
		f.tickMs = tick
		f.run(60_000)
		f.want()
		f.wantPhase("anna", PhaseNormal)
	}
}

// Everything that goes down does so in the first suspect sample.
func TestAllFallInOneStep(t *testing.T) {
	for _, tick := range []float64{250, 500, 1000} {
		f := newFeed(t, person("anna", toAu), person("ben", toLo), person("cleo", off))
		f.tickMs = tick
		f.run(10_000)
		f.squeeze(0.3)
		f.tick(tick)
		f.want("anna high>low congestion", "ben high>low congestion")
		f.wantPhase("anna", PhaseFallback)
		f.wantPhase("cleo", PhaseNormal)
	}
}

func TestReasonTellsTheSignals(t *testing.T) {
	f := newFeed(t, person("anna", toLo))
	f.estimate = 3000
	f.run(10_000)
	f.squeeze(0.3)
	f.estimate = 120
	ds := f.tick(250)
	names := ""
	for _, m := range ds[0].Reason.Metrics {
		names += m.Name + " "
		bad := m.Value < m.Threshold
		if m.Name == "concealedPct" || m.Name == "repairsPerSec" {
			bad = m.Value > m.Threshold
		}
		if !bad {
			t.Errorf("%s: %g does not cross %g", m.Name, m.Value, m.Threshold)
		}
	}
	if names != "audioPacketsPct concealedPct repairsPerSec framesPct estimateKbps " {
		t.Errorf("metrics: %s", names)
	}
	if since := ds[0].Reason.SinceMs; since != f.sample.NowMs {
		t.Errorf("since %g", since)
	}
	st, _ := f.policy.State("anna", f.sample.NowMs)
	if st.Reason.Cause != CauseCongestion || st.SinceMs != f.sample.NowMs || st.Level != api.LevelLow {
		t.Errorf("state: %+v", st)
	}
}

// What arrives in a full link is the capacity, and what does not fit goes.
func TestVideoThatDoesNotFitGoes(t *testing.T) {
	for name, c := range map[string]struct {
		share float64
		users []*feedUser
		want  []string
	}{
		"none fits": {0.2, []*feedUser{person("anna", toAu), person("ben", toAu)},
			[]string{"anna low>audio congestion", "ben low>audio congestion"}},
		"option 1 keeps its video": {0.2, []*feedUser{person("anna", toLo), person("ben", toAu)},
			[]string{"ben low>audio congestion"}},
		// 2 x (audio 60 + low 67) are wanted, and 0.82 of it arrives.
		"the first one fits": {0.82, []*feedUser{person("anna", toAu), person("ben", toAu)},
			[]string{"ben low>audio congestion"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFeed(t, c.users...)
			f.run(10_000)
			f.squeeze(0.3)
			f.tick(250)
			f.decisions = nil
			f.squeeze(c.share)
			f.run(750)
			f.want(c.want...)
		})
	}
}

func TestLowFits(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	f.want("anna high>low congestion")
	f.squeeze(1)
	f.run(4500)
	f.want()
	if f.policy.Level("anna") != api.LevelLow {
		t.Error("not at low")
	}
}

// A queue that counts bytes lets the audio pass, and there may be no estimate.
func TestVideoAloneSuffers(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	u := f.users[0]
	u.high.fps, u.high.kbps, u.nacks, u.lost = 1, 200, 25, 40
	f.run(500)
	f.want("anna high>low congestion")
}

// The signals of one user are not those of the downlink while others do well.
func TestTroubleOfOnePublisher(t *testing.T) {
	f := newFeed(t, person("anna", toAu), person("ben", toAu), person("cleo", toAu))
	f.run(10_000)
	f.users[1].squeeze(0.3)
	f.run(20_000)
	f.want()
	f.users[0].squeeze(0.3)
	f.users[2].squeeze(0.3)
	f.tick(250)
	f.want("anna high>low congestion", "ben high>low congestion", "cleo high>low congestion")
}

// Half of the users in trouble, or one in trouble and another with a single
// signal, are not the downlink either.
func TestTroubleOfSome(t *testing.T) {
	f := newFeed(t, person("anna", toAu), person("ben", toAu), person("cleo", toAu), person("dora", toAu))
	f.run(10_000)
	f.users[1].squeeze(0.3)
	f.users[2].squeeze(0.3)
	f.run(5_000)
	f.want()
	g := newFeed(t, person("anna", toAu), person("ben", toAu))
	g.run(10_000)
	g.users[0].concealed = 0.08
	g.users[1].squeeze(0.1)
	g.run(5_000)
	g.want()
	// A queue that grows says that it is the downlink all the same.
	g.rtt = 200
	g.tick(250)
	g.want("anna high>low congestion", "ben high>low congestion")
}

// What still comes of the old streams for a while after a hold says nothing; a link
// that is full even then is measured again.
func TestAftermath(t *testing.T) {
	for squeezedMs, want := range map[float64][]string{
		500: nil, 1250: {"anna low>audio congestion"},
	} {
		f := newFeed(t, person("anna", toAu))
		f.run(10_000)
		f.squeeze(0.3)
		f.tick(250)
		f.want("anna high>low congestion")
		f.squeeze(1)
		f.run(500)
		f.squeeze(0.3)
		f.run(squeezedMs)
		f.squeeze(1)
		f.run(2_000)
		f.want(want...)
	}
}

// The first second of a stream is not usual, nor are the pictures after a
// command.
func TestStreamsThatBegin(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	f.users = []*feedUser{person("ben", toAu)}
	f.squeeze(0.3)
	f.run(1_000)
	f.squeeze(1)
	f.run(10_000)
	f.want()

	g := fallen(t, api.LevelLow)
	g.users = g.users[:1]
	g.until(6_000)
	g.want("anna low>high recovery?")
	u := g.users[0]
	u.high.fps, u.concealed = 0, 0.2
	g.run(1_000)
	u.high.fps, u.concealed = 15, 0
	g.run(3_000)
	g.want("anna low>high recovery!")
}

// Nothing is gained by asking less of a publisher who has vanished.
func TestTheOnlyPublisherVanishes(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	u := f.users[0]
	u.audioPps, u.audioLost, u.concealed, u.high = 0, 0, 1, video{0, 0, 360}
	f.run(10_000)
	f.want()
	f.wantPhase("anna", PhaseUnknown)
}

// An estimate that stays where it was, far above what arrives, speaks for the
// publisher's uplink: the voice is not helped by giving up the video.
func TestUplinkOfTheOnlyPublisher(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.estimate = 912
	f.run(10_000)
	f.squeeze(0.3)
	f.run(5_000)
	f.want("anna high>low congestion")
}

// Once found, it stays the uplink as long as the estimate stands: no further hold
// has the publisher send a key frame.
func TestUplinkThatIsSlowToMend(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.estimate = 912
	f.run(10_000)
	f.squeeze(0.3)
	f.run(2_000)
	f.want("anna high>low congestion")
	for range 100 {
		if f.tick(250); f.policy.Held("anna") {
			t.Fatal("the video is held again")
		}
	}
	f.want()
	f.estimate = 100
	f.run(3_000)
	f.want("anna low>audio congestion")
}

func TestSignalsOfMutesAndPauses(t *testing.T) {
	f := newFeed(t, person("anna", toAu), person("ben", toAu))
	f.run(10_000)
	anna := f.users[0]
	anna.Audio.Expected = false
	f.run(5_000)
	anna.Audio.Expected = true
	f.run(5_000)
	anna.Video.Expected = false
	f.run(5_000)
	anna.Video.Expected = true
	f.run(5_000)
	// Discontinuous: few packets, and silence is made up.
	anna.audioPps, anna.audioKbps, anna.concealed, anna.silent = 2.5, 1, 0.9, 0.9
	f.run(3_000)
	anna.Audio.PacketsLost++
	f.run(3_000)
	anna.audioPps, anna.audioKbps, anna.concealed, anna.silent = 50, 32, 0, 0
	f.run(3_000)
	// The publisher has vanished; the server does not know it yet.
	anna.audioPps, anna.concealed, anna.high = 0, 1, video{0, 0, 360}
	f.run(10_000)
	f.want()
}

// One key frame that is late is no collapse.
func TestOneSignalIsNotEnough(t *testing.T) {
	for name, change := range map[string]func(*feedUser){
		"pictures": func(u *feedUser) { u.high.fps = 1 },
		"audio":    func(u *feedUser) { u.audioPps = 20 },
		"made up":  func(u *feedUser) { u.concealed = 0.3 },
		"repairs":  func(u *feedUser) { u.nacks = 30 },
	} {
		f := newFeed(t, person("anna", toAu))
		f.run(10_000)
		change(f.users[0])
		f.run(5_000)
		if len(f.decisions) > 0 {
			t.Errorf("%s: %s", name, told(&f.decisions[0]))
		}
	}
}

func TestTicksThatComeLateAndTogether(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	for i := 0; i < 100; i++ {
		f.tick(20)
		f.tick(900)
		f.tick(1)
		f.tick(330)
	}
	f.want()
	f.squeeze(0.3)
	for i := 0; i < 12; i++ {
		f.tick(20)
	}
	f.want("anna high>low congestion")
}

func TestStatisticsThatAreMissing(t *testing.T) {
	nan := math.NaN()
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	f.stuck = true
	f.run(2_000)
	f.wantPhase("anna", PhaseNormal)
	f.run(500)
	f.wantPhase("anna", PhaseUnknown)
	f.stuck = false
	f.run(1_000)
	f.wantPhase("anna", PhaseNormal)

	// Packets alone do not make a judgement.
	g := newFeed(t, person("anna", toAu))
	g.run(10_000)
	g.squeeze(0.2)
	u := g.users[0]
	u.Audio.PacketsLost, u.Audio.NackCount, u.Audio.ConcealedSamples = nan, nan, nan
	u.Video.PacketsLost, u.Video.NackCount, u.Video.FramesDecoded = nan, nan, nan
	g.run(10_000)
	g.want()
	g.wantPhase("anna", PhaseUnknown)
	if st, known := g.policy.State("ben", 0); known {
		t.Errorf("a user who was never there: %+v", st)
	}
}

// Nothing is counted on that a browser may lack.
func TestWithoutPictureCounts(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.users[0].Video.FramesDecoded = math.NaN()
	f.users[0].Audio.NackCount = math.NaN()
	f.run(10_000)
	f.wantPhase("anna", PhaseNormal)
	f.squeeze(0.3)
	f.tick(250)
	f.want("anna high>low congestion")
}

func TestCountersThatBeginAgain(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.run(10_000)
	f.users[0].Video, f.users[0].Audio = Stream{Expected: true}, Stream{Expected: true}
	f.run(3_000)
	f.want()
	// A sleeping page.
	f.tick(60_000)
	f.run(3_000)
	f.want()
}

func TestUserWhoIsGoneIsForgotten(t *testing.T) {
	f := newFeed(t, person("anna", toLo), person("ben", toLo))
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	f.decisions = nil
	f.users[0].gone = true
	f.tick(250)
	if _, known := f.policy.State("anna", f.sample.NowMs); known || f.policy.Level("anna") != api.LevelHigh {
		t.Error("a user who has gone is still known")
	}
	if f.policy.Level("ben") != api.LevelLow {
		t.Error("the other one is not where it was")
	}
}

// A new user's video would cost the audio of all.
func TestUserWhoJoinsAWeakDownlink(t *testing.T) {
	f := newFeed(t, person("anna", toAu), person("ben", toLo), person("cleo", off))
	ben, cleo := f.users[1], f.users[2]
	ben.gone, cleo.gone = true, true
	f.run(10_000)
	f.squeeze(0.2)
	f.run(1_250)
	f.want("anna high>low congestion", "anna low>audio congestion")
	ben.gone, cleo.gone = false, false
	f.tick(250)
	f.want("ben high>low congestion")
}

// The order of users may change between samples.
func TestUsersChangePlaces(t *testing.T) {
	f := newFeed(t, person("anna", toLo), person("ben", off), person("cleo", toLo))
	f.run(10_000)
	f.users[0], f.users[2] = f.users[2], f.users[0]
	f.run(1_000)
	f.want()
	f.squeeze(0.3)
	f.tick(250)
	f.want("cleo high>low congestion", "anna high>low congestion")
	f.users = append(f.users, f.users[0])
	f.tick(250)
	f.want()
}

func TestReset(t *testing.T) {
	f := newFeed(t, person("anna", toLo))
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	f.squeeze(1)
	f.want("anna high>low congestion")
	f.policy.Reset()
	f.users[0].Video, f.users[0].Audio = Stream{Expected: true}, Stream{Expected: true}
	f.tick(250)
	f.want()
	if f.policy.Level("anna") != api.LevelLow {
		t.Error("a new connection forgot what was decided")
	}
	for len(f.decisions) == 0 {
		f.tick(250)
	}
	f.want("anna low>high recovery?")
	f.policy.Reset()
	f.tick(250)
	f.want("anna high>low trial-failed")
	f.run(10_000)
	f.want("anna low>high recovery?", "anna low>high recovery!")
}

func BenchmarkStep(b *testing.B) {
	f := newFeed(b)
	for i := 0; i < 50; i++ {
		f.users = append(f.users, person("user-"+string(rune('a'+i)), toAu))
	}
	f.run(10_000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		f.advance(250)
		b.StartTimer()
		f.policy.Step(&f.sample)
	}
}

func TestStepDoesNotAllocate(t *testing.T) {
	f := newFeed(t)
	for i := 0; i < 50; i++ {
		f.users = append(f.users, person("user-"+string(rune('a'+i)), toAu))
	}
	f.run(10_000)
	if n := testing.AllocsPerRun(100, func() {
		f.advance(250)
		f.policy.Step(&f.sample)
	}); n > 0 {
		t.Errorf("%g allocations a step", n)
	}
}

// For a while after a fall the lost packets of the user's video are not asked for.
func TestNoRepairsAfterAFall(t *testing.T) {
	anna, ben := person("anna", api.FallbackAudioOnly), person("ben", api.FallbackDisable)
	f := newFeed(t, anna, ben)
	f.run(5000)
	f.squeeze(0.25)
	f.until(1000)
	fell := f.sample.NowMs
	for at, want := range map[float64]bool{fell: false, fell + unrepairedMs - 1: false, fell + unrepairedMs: true} {
		if got := f.policy.Repairs("anna", at); got != want {
			t.Errorf("%.0f ms after the fall: %t", at-fell, got)
		}
	}
	if !f.policy.Repairs("ben", fell) || !f.policy.Repairs("nobody", fell) {
		t.Error("who did not fall is not repaired")
	}
}
