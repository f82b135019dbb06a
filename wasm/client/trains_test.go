package client

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/peer"
	"dualstream/wasm/signal/wire"
)

// trainBytes is what the packets of these tests carry.
const trainBytes = 700

// The table of packet trains on a real media server.
var trainsOnServer = map[string]func(t *testing.T, room string){
	"a train for one who publishes nothing": trainForViewer,
	"a train for one who publishes":         trainForPublisher,
	"what is no question":                   noQuestion,
	"off by the setting":                    trainsOff,
}

func TestTrainsOnServer(t *testing.T) {
	server(t)
	for name, test := range trainsOnServer {
		t.Run(name, func(t *testing.T) { test(t, strings.ReplaceAll(t.Name(), "/", " ")) })
	}
}

// hearing counts the messages that a member's data channels tell.
type hearing struct {
	*member
	mu       sync.Mutex
	messages int
}

func newHearing(t *testing.T, identity string) *hearing {
	h := &hearing{member: newMember(t, identity)}
	make := h.env.NewPeer
	h.env.NewPeer = func(config peer.Config, events peer.Events) (peer.Connection, error) {
		tell := events.Message
		events.Message = func(data []byte, atMs float64) {
			h.mu.Lock()
			h.messages++
			h.mu.Unlock()
			tell(data, atMs)
		}
		return make(config, events)
	}
	return h
}

func (h *hearing) heard() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.messages
}

// askable waits until a member can ask another for trains.
func (m *member) askable(of *member) {
	m.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !m.canAsk(of); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			m.t.Fatalf("%s cannot ask %s for a train", m.identity, of.identity)
		}
	}
}

func (m *member) canAsk(of *member) (can bool) {
	m.loop.call(func() {
		u := m.users.find(of.identity)
		can = u != nil && m.trains.supported(u)
	})
	return can
}

// train asks until a train comes: the asked user's channel may not be open yet.
func (m *member) train(of *member, packets int) fallback.Train {
	m.t.Helper()
	whole := make(chan struct{}, 1)
	m.loop.call(func() {
		m.trains.arrived = func() { whole <- struct{}{} }
	})
	for id := 300; id < 310; id++ {
		m.loop.call(func() {
			m.trains.ask(fallback.TrainRequest{ID: id, Identity: of.identity, Packets: packets, Bytes: trainBytes})
		})
		select {
		case <-whole:
			var got []fallback.Train
			m.loop.call(func() { got = m.trains.take() })
			if len(got) != 1 || got[0].ID != id {
				m.t.Fatalf("request %d was answered by %+v", id, got)
			}
			return got[0]
		case <-time.After(time.Second):
		}
	}
	m.t.Fatal("no train came")
	return fallback.Train{}
}

// plausible checks a train of 4.
func plausible(t *testing.T, train fallback.Train) {
	t.Helper()
	// The headers of the messages hold two identities and the topic.
	least := float64(trainBytes + wireHeaders)
	if train.Packets != 4 || train.PacketBytes < least+40 || train.PacketBytes > least+150 ||
		train.SpreadMs < 0 || train.SpreadMs > trainBoundMs {
		t.Errorf("the train is %+v", train)
	}
}

func trainForViewer(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	carla := newHearing(t, "carla")
	carla.join(room)
	anna.publish(camera(t))
	ben.wait("published anna video", 1)
	if ben.canAsk(anna) {
		t.Error("a user can be asked whose video was not subscribed")
	}
	ben.subscribe(anna, api.Video)
	ben.askable(anna)
	plausible(t, ben.train(anna, 4))
	if n := carla.heard(); n != 0 {
		t.Errorf("a third user got %d messages", n)
	}
	ben.loop.call(func() {
		u := ben.users.find("anna")
		if name := u.tracks[0].Name; name != "camera"+trainMark {
			t.Errorf("the track's name is %q", name)
		}
		if u.permission == nil || !u.permission.CanPublishData {
			t.Errorf("the permission is %+v", u.permission)
		}
	})
	// The connection that was made for the trains carries media too.
	ben.publish(microphone(t))
	anna.subscribe(ben, api.Audio)
	plausible(t, ben.train(anna, 4))
}

func trainForPublisher(t *testing.T, room string) {
	anna, ben := joined(t, room, "anna"), joined(t, room, "ben")
	anna.publish(camera(t))
	ben.publish(microphone(t))
	ben.subscribe(anna, api.Video)
	ben.askable(anna)
	plausible(t, ben.train(anna, 4))
	if train := ben.train(anna, 2); train.Packets != 2 {
		t.Errorf("the train of 2 is %+v", train)
	}
}

func noQuestion(t *testing.T, room string) {
	anna := joined(t, room, "anna")
	ben := newHearing(t, "ben")
	ben.join(room)
	anna.publish(camera(t))
	ben.subscribe(anna, api.Video)
	ben.askable(anna)
	ben.train(anna, 2)
	before := ben.heard()
	for _, payload := range malformed {
		var sent bool
		ben.loop.call(func() { sent = ben.session.sending.conn.Send(wire.UserMessage("anna", trainTopic, payload)) })
		if !sent {
			t.Fatal("the channel is not open")
		}
		// None of them may count against the limits.
		time.Sleep(betweenTrainsMs * time.Millisecond)
	}
	if n := ben.heard() - before; n != 0 {
		t.Errorf("%d messages came", n)
	}
	ben.train(anna, 2)
	if state := anna.all("state CONNECTED"); len(state) != 0 {
		t.Errorf("the asked user: %v", state)
	}
}

var malformed = [][]byte{
	nil,
	{trainVersion, trainAsk, 1, 4},
	{trainVersion + 1, trainAsk, 1, 4, 175},
	{trainVersion, 9, 1, 4, 175},
	{trainVersion, trainAsk, 1, 0, 175},
	{trainVersion, trainAsk, 1, 1, 175},
	{trainVersion, trainAsk, 1, mostPackets + 1, 175},
	{trainVersion, trainAsk, 1, 4, mostBytes/trainUnit + 1},
	{trainVersion, trainAsk, 1, 4, 0},
}

func trainsOff(t *testing.T, room string) {
	anna := newMember(t, "anna")
	anna.config.PacketTrains = false
	anna.join(room)
	ben, carla := joined(t, room, "ben"), joined(t, room, "carla")
	anna.publish(camera(t))
	carla.publish(camera(t))
	for _, viewer := range []*member{anna, ben} {
		viewer.subscribe(carla, api.Video)
	}
	ben.subscribe(anna, api.Video)
	ben.askable(carla)
	ben.train(carla, 2)
	if ben.canAsk(anna) {
		t.Error("a user can be asked who has trains switched off")
	}
	ben.loop.call(func() { ben.trains.ask(fallback.TrainRequest{ID: 1, Identity: "anna", Packets: 4, Bytes: trainBytes}) })
	time.Sleep(500 * time.Millisecond)
	ben.loop.call(func() {
		if got := ben.trains.take(); len(got) != 0 || ben.trains.asked != "anna" {
			t.Errorf("one who has trains switched off sent %+v", got)
		}
	})
	if anna.canAsk(carla) {
		t.Error("one who has trains switched off can ask")
	}
}

// outbox is a connection that keeps what is sent.
type outbox struct {
	peer.Connection
	sent   [][]byte
	closed bool
}

func (o *outbox) Send(message []byte) bool {
	if !o.closed && message != nil {
		o.sent = append(o.sent, slices.Clone(message))
	}
	return !o.closed
}

// alone is a session that no server knows of, in which there are users of some
// identities.
func alone(t *testing.T, identities ...string) (*session, *outbox) {
	c := New(Env{}, Config{Mode: ModeRTC, PacketTrains: true}, newRecorder(t, "anna"))
	for _, identity := range identities {
		c.users.users = append(c.users.users, &remote{
			identity: identity, tracks: []*wire.TrackInfo{{Name: "camera" + trainMark}},
		})
	}
	box := &outbox{}
	c.session = &session{client: c, ctx: t.Context()}
	c.session.sending.conn = box
	return c.session, box
}

// from is a message as the server hands it on.
func from(identity string, payload []byte) []byte {
	return handedOn(identity, trainTopic, payload)
}

func handedOn(identity, topic string, payload []byte) []byte {
	packet := livekit.DataPacket{
		ParticipantIdentity: identity,
		Value:               &livekit.DataPacket_User{User: &livekit.UserPacket{Topic: &topic, Payload: payload}},
	}
	message, err := proto.Marshal(&packet)
	if err != nil {
		panic(err)
	}
	return message
}

func ask(packets byte) []byte {
	return []byte{trainVersion, trainAsk, 44, packets, trainBytes / trainUnit}
}

func part(id, index, count byte) []byte {
	return []byte{trainVersion, trainPart, id, count, index, 0, 0}
}

func TestTrainAnswer(t *testing.T) {
	s, box := alone(t, "ben")
	s.heard(from("ben", ask(3)), 0)
	if len(box.sent) != 3 {
		t.Fatalf("%d packets were sent", len(box.sent))
	}
	for i, message := range box.sent {
		var packet livekit.DataPacket
		if err := proto.Unmarshal(message, &packet); err != nil {
			t.Fatal(err)
		}
		p := packet.GetUser().GetPayload()
		if !slices.Equal(packet.DestinationIdentities, []string{"ben"}) || packet.GetUser().GetTopic() != trainTopic ||
			len(p) != trainBytes || !slices.Equal(p[:6], []byte{trainVersion, trainPart, 44, 3, byte(i), 0}) {
			t.Errorf("packet %d: %v", i, &packet)
		}
	}
}

func TestTrainAnswerRefused(t *testing.T) {
	s, box := alone(t, "ben")
	for _, payload := range malformed {
		s.heard(from("ben", payload), 0)
	}
	s.heard(from("", ask(4)), 0)
	s.heard(from("dora", ask(4)), 0) // who is not in the channel
	s.heard([]byte{1, 2, 3}, 0)
	s.heard(handedOn("ben", "chat", ask(4)), 0)
	s.heard(nil, 0)
	if len(box.sent) != 0 {
		t.Errorf("%d packets were sent", len(box.sent))
	}
	box.closed = true
	s.heard(from("ben", ask(4)), 0)
	s.sending.conn = nil
	s.client.users.find("ben").trainMs = 0
	s.heard(from("ben", ask(4)), 0)
}

func TestTrainLimits(t *testing.T) {
	names := strings.Split("abcdefghijklmnop", "")
	s, box := alone(t, names...)
	trainsOf := func() int {
		n := len(box.sent) / 2
		box.sent = nil
		return n
	}
	s.heard(from("a", ask(2)), 0)
	s.heard(from("a", ask(2)), 0)
	if n := trainsOf(); n != 1 {
		t.Errorf("%d trains at once for one user", n)
	}
	time.Sleep(betweenTrainsMs * time.Millisecond)
	s.heard(from("a", ask(2)), 0)
	if n := trainsOf(); n != 1 {
		t.Errorf("%d trains for the same user later", n)
	}
	for _, name := range names {
		s.heard(from(name, ask(2)), 0)
	}
	if n := trainsOf(); n != mostTrains-2 {
		t.Errorf("%d more trains in the same second", n)
	}
	time.Sleep(time.Second)
	s.heard(from("p", ask(2)), 0)
	if n := trainsOf(); n != 1 {
		t.Errorf("%d trains a second later", n)
	}
}

func TestTrainCount(t *testing.T) {
	s, box := alone(t, "ben", "carla")
	trains := &s.client.trains
	whole := 0
	trains.arrived = func() { whole++ }
	request := func(id int) {
		trains.ask(fallback.TrainRequest{ID: id, Identity: "ben", Packets: 3, Bytes: trainBytes})
	}
	request(7)
	var packet livekit.DataPacket
	if len(box.sent) != 1 || proto.Unmarshal(box.sent[0], &packet) != nil || !slices.Equal(packet.DestinationIdentities, []string{"ben"}) ||
		!slices.Equal(packet.GetUser().GetPayload(), []byte{trainVersion, trainAsk, 7, 3, 175}) {
		t.Fatalf("the request was sent as %x", box.sent)
	}
	for _, message := range [][]byte{
		from("carla", part(7, 2, 3)), from("ben", part(8, 2, 3)), from("ben", part(7, 2, 3)[:4]),
	} {
		s.heard(message, 5)
	}
	if got := trains.take(); len(got) != 0 || trains.asked != "ben" {
		t.Fatalf("parts of other trains gave %+v", got)
	}
	// The second packet is late, the last ends the train.
	s.heard(from("ben", part(7, 0, 3)), 100)
	s.heard(from("ben", part(7, 2, 3)), 130)
	s.heard(from("ben", part(7, 1, 3)), 140)
	bytes := float64(len(from("ben", part(7, 0, 3))) + wireHeaders)
	want := fallback.Train{ID: 7, Packets: 2, PacketBytes: bytes, SpreadMs: 30}
	if got := trains.take(); whole != 1 || !slices.Equal(got, []fallback.Train{want}) {
		t.Errorf("got %+v, told %d times", got, whole)
	}

	// The last is lost: what came is given when the time is over.
	request(8)
	s.heard(from("ben", part(8, 0, 3)), 200)
	s.heard(from("ben", part(8, 1, 3)), 210)
	if got := trains.take(); len(got) != 0 {
		t.Errorf("too early: %+v", got)
	}
	time.Sleep((trainBoundMs + 50) * time.Millisecond)
	want = fallback.Train{ID: 8, Packets: 2, PacketBytes: bytes, SpreadMs: 10}
	if got := trains.take(); !slices.Equal(got, []fallback.Train{want}) {
		t.Errorf("got %+v", got)
	}
	// The next request gives up what is left of the last.
	request(9)
	s.heard(from("ben", part(9, 0, 3)), 300)
	request(256 + 10)
	s.heard(from("ben", part(9, 2, 3)), 310)
	if got := trains.take(); len(got) != 0 || trains.asked != "ben" || whole != 1 {
		t.Errorf("got %+v, told %d times", got, whole)
	}
	s.heard(from("ben", part(10, 0, 3)), 320)
	s.heard(from("ben", part(10, 2, 3)), 330)
	want = fallback.Train{ID: 256 + 10, Packets: 2, PacketBytes: bytes, SpreadMs: 10}
	if got := trains.take(); !slices.Equal(got, []fallback.Train{want}) || whole != 2 {
		t.Errorf("got %+v, told %d times", got, whole)
	}
}

func TestTrainSupport(t *testing.T) {
	var s *session
	var box *outbox
	var u *remote
	for name, c := range map[string]struct {
		change func()
		want   bool
	}{
		"as it is":               {func() {}, true},
		"one who may not":        {func() { u.permission = &wire.ParticipantPermission{} }, false},
		"one who may":            {func() { u.permission = &wire.ParticipantPermission{CanPublishData: true} }, true},
		"without the mark":       {func() { u.tracks = []*wire.TrackInfo{{Name: "camera"}} }, false},
		"without a track":        {func() { u.tracks = nil }, false},
		"a second, marked track": {func() { u.tracks = append([]*wire.TrackInfo{{}}, u.tracks...) }, true},
		"not connected":          {func() { box.closed = true }, false},
		"without a connection":   {func() { s.sending.conn = nil }, false},
		"outside of a session":   {func() { s.client.session = nil }, false},
	} {
		s, box = alone(t, "ben")
		u = s.client.users.find("ben")
		c.change()
		if got := s.client.trains.supported(u); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
		s.client.trains.ask(fallback.TrainRequest{Identity: "ben", Packets: 2}) // never fails
	}
}

// A client whose token permits no data neither asks nor answers, and says so.
func TestTrainPermission(t *testing.T) {
	for _, c := range []struct {
		set        bool
		permission *wire.ParticipantPermission
		want       string
	}{
		{true, nil, ""},
		{true, &wire.ParticipantPermission{}, ""},
		{true, &wire.ParticipantPermission{CanPublishData: true}, trainLabel},
		{false, &wire.ParticipantPermission{CanPublishData: true}, ""},
	} {
		s, _ := alone(t)
		s.client.config.PacketTrains = c.set
		s.receiving.session = s
		s.client.env.NewPeer = func(config peer.Config, _ peer.Events) (peer.Connection, error) {
			if config.Channel != c.want {
				t.Errorf("set %v, permission %+v: channel %q", c.set, c.permission, config.Channel)
			}
			return nil, errEnded
		}
		join := &wire.JoinResponse{Room: &wire.Room{}, Participant: &wire.ParticipantInfo{Permission: c.permission}}
		if err := s.begin(join); err != errEnded {
			t.Errorf("the session began: %v", err)
		}
	}
}
