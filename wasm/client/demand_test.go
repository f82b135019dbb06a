package client

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// at is a time of these tests, in seconds.
func at(seconds float64) time.Time {
	return time.Unix(1000, 0).Add(time.Duration(seconds * float64(time.Second)))
}

// automatic is a publisher in mode auto whose camera is published.
func automatic(t *testing.T) (*seat, *heldSender) {
	t.Helper()
	s := seated(t, Config{Mode: ModeRTC})
	s.loop.call(func() { s.session.channel = trainLabel })
	s.setMode(api.DualStreamAuto)
	return s, s.cameraOf("TR_1")
}

func (s *seat) setMode(mode api.DualStreamMode) {
	s.t.Helper()
	s.must("setDualStreamMode", s.do(func(done func(error)) { s.SetDualStreamMode(mode, done) }))
}

// expectLow waits until the sender was asked for the low stream, or none, so often.
func expectLow(t *testing.T, sender *heldSender, want ...bool) {
	t.Helper()
	eventually(t, "so many changes", func() bool { return len(sender.low()) >= len(want) })
	if got := sender.low(); !slices.Equal(got, want) {
		t.Fatalf("the low stream was switched %v, want %v", got, want)
	}
}

// asks is a viewer's question.
func (s *seat) asks(now time.Time) {
	s.loop.call(func() { s.demand.heard(now) })
}

func (s *seat) ticks(now time.Time) {
	s.loop.call(func() { s.demand.decide(now) })
}

func TestLowStreamWhileAskedFor(t *testing.T) {
	s, sender := automatic(t)
	s.loop.call(func() {
		if plan := s.publications[0].plan; !plan.Simulcast() || plan.Encodings[0].Active {
			t.Errorf("before anybody asks: %+v", plan.Encodings)
		}
	})
	s.ticks(at(0))
	s.asks(at(1))
	expectLow(t, sender, true)
	s.asks(at(5))
	s.ticks(at(10.9))
	s.ticks(at(11))
	expectLow(t, sender, true, false)
	s.asks(at(20))
	expectLow(t, sender, true, false, true)
}

func TestLowStreamByTheWordOfTheServer(t *testing.T) {
	qualities := func(sid string, best int) *wire.SubscribedQualityUpdate {
		update := &wire.SubscribedQualityUpdate{TrackSID: sid}
		for q := range 3 {
			update.SubscribedQualities = append(update.SubscribedQualities, &wire.SubscribedQuality{Quality: wire.VideoQuality(q), Enabled: q <= best})
		}
		return update
	}
	for _, test := range []struct {
		name    string
		channel string
		// mayAsk is whether the user ben may send data.
		mayAsk bool
		sid    string
		best   int
		want   bool
	}{
		{"nobody receives it", trainLabel, true, "TR_1", -1, false},
		{"nobody receives more than the low stream", trainLabel, true, "TR_1", 0, true},
		{"somebody receives the high stream", trainLabel, true, "TR_1", 1, false},
		{"the highest of three", trainLabel, true, "TR_1", 2, false},
		{"it is of another track", trainLabel, true, "TR_2", 0, false},
		{"nobody can ask, and nobody receives it", "", true, "TR_1", -1, false},
		{"nobody can ask, and somebody receives it", "", true, "TR_1", 1, true},
		{"somebody may not ask, and somebody receives it", trainLabel, false, "TR_1", 1, true},
		{"somebody may not ask, and nobody receives it", trainLabel, false, "TR_1", -1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, sender := automatic(t)
			s.loop.call(func() {
				s.session.channel = test.channel
				s.users.users = []*remote{
					{identity: "ben", permission: &wire.ParticipantPermission{CanPublishData: test.mayAsk}},
					{identity: "carl"},
				}
				s.session.receive(&wire.SignalResponse{SubscribedQualityUpdate: qualities(test.sid, test.best)})
				if s.demand.wanted != test.want {
					t.Errorf("wanted: %v", s.demand.wanted)
				}
			})
			if test.want {
				expectLow(t, sender, true)
			}
			s.loop.call(func() {
				s.session.receive(&wire.SignalResponse{SubscribedQualityUpdate: qualities("TR_1", -1)})
				if s.demand.wanted {
					t.Error("it is wanted when nobody receives it any more")
				}
				s.demand.low = true
				s.demand.restart()
				if s.demand.low {
					t.Error("the word of another session counts")
				}
			})
		})
	}
}

func TestModesOfDualStream(t *testing.T) {
	s, sender := automatic(t)
	enable := func() error { return s.do(func(done func(error)) { s.SetDualStream(true, done) }) }
	s.asks(time.Now())
	expectLow(t, sender, true)
	// From one mode to the next, whatever the viewers want.
	s.setMode(api.DualStreamOff)
	expectLow(t, sender, true, false)
	s.setMode(api.DualStreamOn)
	s.setMode(api.DualStreamOn)
	expectLow(t, sender, true, false, true, true)
	if err := enable(); code(err) != api.InvalidOperation {
		t.Errorf("enableDualStream in mode 1: %v", err)
	}
	// Viewers of what was sent unasked have time to ask.
	s.setMode(api.DualStreamAuto)
	expectLow(t, sender, true, false, true, true, true)
	s.ticks(time.Now().Add(demandHolds))
	expectLow(t, sender, true, false, true, true, true, false)
	s.must("enableDualStream in mode -1", enable())
	expectLow(t, sender, true, false, true, true, true, false, true)
	s.must("disableDualStream", s.do(func(done func(error)) { s.SetDualStream(false, done) }))
	expectLow(t, sender, true, false, true, true, true, false, true, false)
	s.must("enableDualStream in mode 0", enable())
}

func TestModesWhereThereIsNoLowStream(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.loop.call(func() { s.env.Profile.NoLowStream = "not here" })
	for _, mode := range []api.DualStreamMode{api.DualStreamAuto, api.DualStreamOn} {
		err := s.do(func(done func(error)) { s.SetDualStreamMode(mode, done) })
		if code(err) != api.NotSupported || !strings.Contains(err.Error(), "setDualStreamMode: not here") {
			t.Errorf("mode %d: %v", mode, err)
		}
	}
	s.setMode(api.DualStreamOff)
}

func TestDemandIsForgottenByLeaving(t *testing.T) {
	s, sender := automatic(t)
	s.asks(time.Now())
	expectLow(t, sender, true)
	s.must("leave", s.do(s.Leave))
	s.loop.call(func() {
		if s.demand.wanted || s.dual != api.DualStreamAuto {
			t.Errorf("wanted %v, mode %d", s.demand.wanted, s.dual)
		}
	})
}

func TestAnnouncementOfALowStreamOnDemand(t *testing.T) {
	s, sender := automatic(t)
	s.setMode(api.DualStreamAuto)
	s.asks(time.Now())
	expectLow(t, sender, false, true)
	s.setMode(api.DualStreamOn)
	s.setMode(api.DualStreamOff)
	var values []string
	for _, attributes := range s.attributes() {
		if value, told := attributes[lowAttribute]; told {
			values = append(values, value)
		}
	}
	// That it is sent or not is nobody's business in mode auto. The first is of the
	// time before the camera.
	if want := []string{"none", "160x90 auto", "160x90", "none"}; !slices.Equal(values, want) {
		t.Errorf("announced %q, want %q", values, want)
	}
	for value, want := range map[string]lowStream{
		"160x90":       {told: true, sent: true, width: 160, height: 90},
		"160x90 auto":  {told: true, sent: true, onDemand: true, width: 160, height: 90},
		"none":         {told: true},
		" auto":        {},
		"160x90 maybe": {},
	} {
		if got := parseLow(map[string]string{lowAttribute: value}); got != want {
			t.Errorf("%q is read as %+v", value, got)
		}
	}
}

func TestQuestionArrives(t *testing.T) {
	s, sender := automatic(t)
	s.loop.call(func() { s.session.heard(handedOn("ben", lowTopic, []byte{trainVersion}), 0) })
	expectLow(t, sender, true)
	s.loop.call(func() { s.session.heard(handedOn("ben", "another", []byte{trainVersion}), 0) })
	if n := len(sender.low()); n != 1 {
		t.Errorf("%d changes", n)
	}
}

// asked are those who were asked for their low stream, and what is asked is
// forgotten.
func (o *outbox) asked(t *testing.T) (identities []string) {
	for _, message := range o.sent {
		var packet livekit.DataPacket
		if err := proto.Unmarshal(message, &packet); err != nil {
			t.Fatal(err)
		}
		if packet.GetUser().GetTopic() == lowTopic {
			identities = append(identities, packet.DestinationIdentities...)
		}
	}
	o.sent = nil
	return identities
}

func TestWhoIsAskedForTheLowStream(t *testing.T) {
	s, box := alone(t, "auto", "always", "untold", "foreign", "unseen", "high")
	for _, u := range s.client.users.users {
		u.subscriptions = map[api.MediaKind]*subscription{api.Video: {}}
		s.client.downlink.wishes[u.identity] = api.LowStream
		switch u.identity {
		case "auto":
			u.attributes = map[string]string{lowAttribute: "160x90" + lowOnDemand}
		case "always":
			u.attributes = map[string]string{lowAttribute: "160x90"}
		case "foreign":
			u.tracks[0].Name = "camera"
		case "unseen":
			u.subscriptions = nil
		case "high":
			s.client.downlink.wishes[u.identity] = api.HighStream
		}
	}
	expect := func(now time.Time, want ...string) {
		t.Helper()
		s.askForLow(now)
		if got := box.asked(t); !slices.Equal(got, want) {
			t.Errorf("asked %q, want %q", got, want)
		}
	}
	expect(at(0), "auto", "untold")
	expect(at(1.9))
	expect(at(2), "auto", "untold")
	s.client.downlink.wishes["untold"] = api.HighStream
	s.client.downlink.wishes["high"] = api.LowStream
	expect(at(3), "high")
	expect(at(4), "auto")
	// What could not be sent is sent at the next reading.
	box.closed = true
	expect(at(6))
	box.closed = false
	expect(at(6.25), "auto", "high")
	s.sending.conn = nil
	expect(at(10))
}
