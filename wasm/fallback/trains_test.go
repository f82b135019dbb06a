package fallback

import (
	"math"
	"testing"

	"dualstream/wasm/api"
)

// shown is a call in which anna and ben are fallen to a level, and anna sends
// trains.
func shown(t *testing.T, l api.Level) *feed {
	f := fallen(t, l)
	f.users[0].SendsTrains = true
	return f
}

// wantAsked checks the requests since the last wantAsked, by packets and bytes.
func (f *feed) wantAsked(want ...TrainRequest) {
	f.t.Helper()
	got := f.asked
	f.asked = nil
	same := len(got) == len(want)
	for i := range want {
		same = same && got[i].Packets == want[i].Packets && got[i].Bytes == want[i].Bytes && got[i].Identity == want[i].Identity
	}
	if !same {
		f.t.Fatalf("at %.0f ms asked %+v, want %+v", f.sample.NowMs, got, want)
	}
}

// untilAsked gives samples until a train is asked for, and returns after how long.
func (f *feed) untilAsked(most float64) float64 {
	f.t.Helper()
	begin := f.sample.NowMs
	for len(f.asked) == 0 {
		if f.sample.NowMs-begin > most {
			f.t.Fatalf("nothing asked for within %.0f ms", most)
		}
		f.tick(f.tickMs)
	}
	return f.sample.NowMs - begin
}

// smallOf and largeOf are the requests for trains of small and of large packets.
func smallOf(identity string) TrainRequest {
	return TrainRequest{Identity: identity, Packets: trainPackets, Bytes: smallBytes}
}

func largeOf(identity string) TrainRequest {
	return TrainRequest{Identity: identity, Packets: trainPackets, Bytes: largeBytes}
}

func TestNoTrainsWhileAllIsReceived(t *testing.T) {
	f := newFeed(t, person("anna", toAu))
	f.users[0].SendsTrains = true
	f.run(30_000)
	f.wantAsked()
}

// Small packets that come too close to each other to tell are followed by large ones
// at once; where all show enough more is tried, though the first trial would come
// later.
func TestTrainsOfLargePackets(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.trains = 3000
	f.until(4_000)
	f.wantAsked(smallOf("anna"), largeOf("anna"), largeOf("anna"))
	f.want("anna low>high recovery?")
	st, _ := f.policy.State("anna", f.sample.NowMs)
	if m := st.Reason.Metrics; len(m) != 2 || m[1].Name != "capacityKbps" || math.Abs(m[1].Value-3000) > 1 || m[1].Threshold > 3000 {
		t.Errorf("%+v", m)
	}
}

// The hint must show what is wanted, and of the large ones two before two show too
// little; the least of the good ones counts.
func TestTrainThatShowsTooLittle(t *testing.T) {
	for poor := range largeNeeded + 1 {
		f := shown(t, api.LevelLow)
		for stage := range poor + 1 {
			f.trains = 3000
			if stage == poor {
				f.trains = 300
			}
			f.untilAsked(4_000)
			f.asked = nil
		}
		if poor > 0 {
			if took := f.untilAsked(4_000); took >= trainEveryMs {
				t.Errorf("stage %d: one that is far off has the next asked for after %.0f ms", poor, took)
			}
			f.wantAsked(largeOf("anna"))
			f.asked = nil
		}
		if took := f.untilAsked(4_000); took < trainEveryMs {
			t.Errorf("stage %d: asked again after %.0f ms", poor, took)
		}
		f.wantAsked(smallOf("anna"))
		f.want()
		f.run(20_000)
		f.want()
	}
	f := shown(t, api.LevelLow)
	f.trains = 3000
	f.untilAsked(4_000)
	f.tick(250)
	f.trains = 2000
	f.tick(250)
	f.trains = 3000
	f.until(2_000)
	st, _ := f.policy.State("anna", f.sample.NowMs)
	if got := st.Reason.Metrics[1].Value; math.Abs(got-2000) > 1 {
		t.Errorf("%g kbps are believed", got)
	}
}

// Where all is shown to fit, a user goes from audio to high in one step; where
// only the low stream is, it goes there.
func TestHowFarTrainsLead(t *testing.T) {
	for kbps, want := range map[float64]string{5000: "anna audio>high recovery?", 400: "anna audio>low recovery?"} {
		f := shown(t, api.LevelAudio)
		f.trains = kbps
		f.until(5_000)
		f.want(want)
	}
}

func TestTrainThatIsLost(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.untilAsked(4_000)
	asked := f.asked[0]
	f.asked = nil
	if took := f.untilAsked(2_000); took < trainLostMs {
		t.Errorf("asked again after %.0f ms", took)
	}
	// What comes too late is of another request.
	f.coming = append(f.coming, trainOf(asked, 3000))
	f.tick(250)
	if f.policy.trains.good != 0 {
		t.Error("a late train counts")
	}
}

// Whose trains do not come is not asked for ever, and trials need none.
func TestUnansweredTrains(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.until(12_000)
	f.want("anna low>high recovery?")
	if n := len(f.asked); n != unansweredMost {
		t.Errorf("%d were asked for", n)
	}
	// Where no video could be had none is asked for.
	g := shown(t, api.LevelLow)
	g.users[0].Video.Expected, g.users[1].Video.Expected = false, false
	g.run(30_000)
	g.wantAsked()
}

func TestTrainsThatMeanNothing(t *testing.T) {
	nan := math.NaN()
	for name, train := range map[string]Train{
		"one packet":     {Packets: 1, PacketBytes: 885, SpreadMs: 0},
		"no packets":     {},
		"no size":        {Packets: 2, PacketBytes: nan, SpreadMs: 1},
		"no time":        {Packets: 2, PacketBytes: 885, SpreadMs: nan},
		"endless":        {Packets: 2, PacketBytes: 885, SpreadMs: math.Inf(1)},
		"of no size":     {Packets: 2, PacketBytes: 0, SpreadMs: 1},
		"of less":        {Packets: 2, PacketBytes: -885, SpreadMs: 1},
		"before it came": {Packets: 2, PacketBytes: 885, SpreadMs: 1e9},
	} {
		f := shown(t, api.LevelLow)
		f.untilAsked(4_000)
		train.ID = f.asked[0].ID
		f.coming = append(f.coming, train)
		f.asked = nil
		f.tick(250)
		if f.policy.trains.good != 0 {
			t.Errorf("%s: it counts", name)
		}
		f.wantAsked()
		f.want()
	}
	// Packets that come at once came too fast to tell how fast.
	f := shown(t, api.LevelLow)
	f.untilAsked(4_000)
	f.coming = append(f.coming, Train{ID: f.asked[0].ID, Packets: 2, PacketBytes: 335})
	f.tick(250)
	if f.policy.trains.good != 1 {
		t.Error("a train of no length does not count")
	}
}

func TestTrainOfAStranger(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.untilAsked(4_000)
	stranger := trainOf(f.asked[0], 3000)
	stranger.ID += 7
	f.coming = append(f.coming, stranger, Train{ID: 0, Packets: 4, PacketBytes: 885, SpreadMs: 1})
	f.tick(250)
	if f.policy.trains.good != 0 || f.policy.trains.asked.ID == 0 {
		t.Error("a train that was not asked for counts")
	}
}

// Another is asked after one who does not answer.
func TestNextSender(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.users[1].SendsTrains = true
	for _, identity := range []string{"anna", "ben", "anna"} {
		f.untilAsked(4_000)
		f.wantAsked(smallOf(identity))
	}
	g := shown(t, api.LevelLow)
	g.users[1].SendsTrains = true
	g.untilAsked(4_000)
	g.wantAsked(smallOf("anna"))
	g.users[0].gone = true
	g.untilAsked(4_000)
	g.wantAsked(smallOf("ben"))
}

// Trains that say no for long may tell of the sender's uplink: a trial is made.
func TestTrialAgainstTrains(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.trains = 200
	began := f.sample.NowMs
	f.run(50_000)
	f.want()
	f.until(15_000)
	f.want("anna low>high recovery?")
	if after := f.sample.NowMs - began; after < blindMs-2_000 {
		t.Errorf("after %.0f ms", after)
	}
}

// What was shown before a fall or a failed trial is not believed.
func TestTrainsAreForgotten(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.trains = 3000
	f.until(5_000)
	f.want("anna low>high recovery?")
	f.squeeze(0.5)
	f.until(1_500)
	f.want("anna high>low trial-failed")
	f.squeeze(1)
	if took := f.until(12_000); took < 10_000-250 {
		t.Errorf("the next trial came after %.0f ms", took)
	}
	f.want("ben low>high recovery?")
}

// Users of high priority keep their video, and get it back, before others.
func TestPriority(t *testing.T) {
	anna, ben := person("anna", toAu), person("ben", toAu)
	ben.Priority = api.PriorityHigh
	f := newFeed(t, anna, ben)
	f.run(10_000)
	f.squeeze(0.3)
	f.tick(250)
	f.decisions = nil
	f.squeeze(0.82)
	f.run(750)
	f.want("anna low>audio congestion")

	g := fallen(t, api.LevelLow)
	g.users[1].Priority = api.PriorityHigh
	g.until(6_000)
	g.want("ben low>high recovery?")

	// Audio alone comes before the low stream, whatever the priority.
	f.squeeze(1)
	f.until(10_000)
	f.want("anna audio>low recovery?")
}

// Where the large trains never come, the good hints before them keep nobody from
// being tried.
func TestLargeTrainsThatAreLost(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.users = f.users[:1]
	f.trains, f.onlySmall = 3000, true
	f.until(30_000)
	f.want("anna low>high recovery?")
}

// A train is asked for some time after the one before, however soon that came.
func TestTrainsAreApart(t *testing.T) {
	f := shown(t, api.LevelLow)
	f.trains = 3000
	f.untilAsked(4_000)
	f.asked = nil
	f.tick(10)
	f.wantAsked()
	f.tick(trainGapMs)
	f.wantAsked(largeOf("anna"))
}
