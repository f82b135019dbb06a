package wire

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// pairs are all messages of this package, each with the real one. Each is
// sendable, or a message that can be read, or both.
var pairs = []struct {
	ours any
	real proto.Message
}{
	{&SignalRequest{}, &livekit.SignalRequest{}},
	{&SignalResponse{}, &livekit.SignalResponse{}},
	{&SessionDescription{}, &livekit.SessionDescription{}},
	{&TrickleRequest{}, &livekit.TrickleRequest{}},
	{&ICEServer{}, &livekit.ICEServer{}},
	{&TrackInfo{}, &livekit.TrackInfo{}},
	{&SimulcastCodecInfo{}, &livekit.SimulcastCodecInfo{}},
	{&VideoLayer{}, &livekit.VideoLayer{}},
	{&AddTrackRequest{}, &livekit.AddTrackRequest{}},
	{&RefusedTrack{}, &livekit.AddTrackRequest{}},
	{&TrackPublishedResponse{}, &livekit.TrackPublishedResponse{}},
	{&MuteTrackRequest{}, &livekit.MuteTrackRequest{}},
	{&ParticipantInfo{}, &livekit.ParticipantInfo{}},
	{&ParticipantPermission{}, &livekit.ParticipantPermission{}},
	{&ParticipantUpdate{}, &livekit.ParticipantUpdate{}},
	{&JoinResponse{}, &livekit.JoinResponse{}},
	{&Room{}, &livekit.Room{}},
	{&LeaveRequest{}, &livekit.LeaveRequest{}},
	{&UpdateSubscription{}, &livekit.UpdateSubscription{}},
	{&UpdateTrackSettings{}, &livekit.UpdateTrackSettings{}},
	{&SubscriptionResponse{}, &livekit.SubscriptionResponse{}},
	{&Ping{}, &livekit.Ping{}},
	{&Pong{}, &livekit.Pong{}},
	{&UpdateParticipantMetadata{}, &livekit.UpdateParticipantMetadata{}},
	{&RequestResponse{}, &livekit.RequestResponse{}},
	{&SimulateScenario{}, &livekit.SimulateScenario{}},
	{&SubscribedQualityUpdate{}, &livekit.SubscribedQualityUpdate{}},
	{&SubscribedQuality{}, &livekit.SubscribedQuality{}},
	{&DataPacket{}, &livekit.DataPacket{}},
	{&UserPacket{}, &livekit.UserPacket{}},
}

// newLike returns an empty message of m's type.
func newLike(m any) any {
	return reflect.New(reflect.TypeOf(m).Elem()).Interface()
}

// forEach runs f for the messages of one direction, many times each.
func forEach[M any](t *testing.T, f func(t *rapid.T, ours M, real proto.Message)) {
	for _, p := range pairs {
		if _, ok := p.ours.(M); !ok {
			continue
		}
		t.Run(reflect.TypeOf(p.ours).Elem().Name(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				f(t, newLike(p.ours).(M), p.real.ProtoReflect().New().Interface())
			})
		})
	}
}

func TestRealReadsOurs(t *testing.T) {
	forEach(t, func(t *rapid.T, ours sendable, real proto.Message) {
		fill(t, reflect.ValueOf(ours).Elem(), real.ProtoReflect().Descriptor())
		frame := encode(ours, nil)
		if err := proto.Unmarshal(frame, real); err != nil {
			t.Fatalf("the real message refuses %+v: %v", ours, err)
		}
		assertSame(t, ours, real)
		if unknown := real.ProtoReflect().GetUnknown(); len(unknown) > 0 {
			t.Fatalf("the real message does not know %x of %+v", unknown, ours)
		}
		again, ok := newLike(ours).(message)
		if !ok {
			return
		}
		if err := decode(again, frame); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(any(ours), any(again), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestOursReadsReal(t *testing.T) {
	forEach(t, func(t *rapid.T, ours message, real proto.Message) {
		fillReal(t, real.ProtoReflect(), 4)
		frame, err := proto.Marshal(real)
		if err != nil {
			t.Fatal(err)
		}
		if err := decode(ours, frame); err != nil {
			t.Fatalf("refuses %v: %v", real, err)
		}
		assertSame(t, ours, real)
	})
}

func TestMarshalAppends(t *testing.T) {
	request := SignalRequest{PingReq: &Ping{Timestamp: 7}}
	got := request.Marshal([]byte("before"))
	if string(got[:6]) != "before" {
		t.Fatalf("got %q", got)
	}
	var real livekit.SignalRequest
	if err := proto.Unmarshal(got[6:], &real); err != nil || real.GetPingReq().GetTimestamp() != 7 {
		t.Fatalf("%v, %v", &real, err)
	}
}

func TestUnmarshalReplaces(t *testing.T) {
	response := SignalResponse{RefreshToken: "old", Mute: &MuteTrackRequest{}}
	if err := response.Unmarshal(nil); err != nil {
		t.Fatal(err)
	}
	if response != (SignalResponse{}) {
		t.Fatalf("got %+v", response)
	}
}

func TestEqualMessagesHaveEqualBytes(t *testing.T) {
	attributes := map[string]string{"a": "1", "b": "2", "c": "3", "d": "4"}
	m := SignalRequest{UpdateMetadata: &UpdateParticipantMetadata{Attributes: attributes}}
	first := string(m.Marshal(nil))
	for range 20 {
		if string(m.Marshal(nil)) != first {
			t.Fatal("the order of a map's entries is not fixed")
		}
	}
}

func TestUserMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		identity, topic := someString.Draw(t, "identity"), someString.Draw(t, "topic")
		payload := rapid.SliceOfN(rapid.Byte(), 0, 900).Draw(t, "payload")
		message := UserMessage(identity, topic, payload)
		want := livekit.DataPacket{
			DestinationIdentities: []string{identity},
			Value:                 &livekit.DataPacket_User{User: &livekit.UserPacket{Topic: &topic, Payload: payload}},
		}
		var real livekit.DataPacket
		if err := proto.Unmarshal(message, &real); err != nil || !proto.Equal(&real, &want) {
			t.Fatalf("read as %v, %v", &real, err)
		}
		var ours DataPacket
		if err := ours.Unmarshal(message); err != nil {
			t.Fatal(err)
		}
		assertSame(t, &ours, &want)
		if !bytes.HasSuffix(message, payload) {
			t.Fatalf("the payload is not at the end of %x", message)
		}
	})
}
