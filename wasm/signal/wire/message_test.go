package wire

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

// pairs are all messages of this package, each with the real one.
var pairs = []struct {
	ours message
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
	{&SimulcastCodec{}, &livekit.SimulcastCodec{}},
	{&TrackPublishedResponse{}, &livekit.TrackPublishedResponse{}},
	{&TrackUnpublishedResponse{}, &livekit.TrackUnpublishedResponse{}},
	{&MuteTrackRequest{}, &livekit.MuteTrackRequest{}},
	{&UpdateLocalVideoTrack{}, &livekit.UpdateLocalVideoTrack{}},
	{&TrackSubscribed{}, &livekit.TrackSubscribed{}},
	{&ParticipantInfo{}, &livekit.ParticipantInfo{}},
	{&ParticipantPermission{}, &livekit.ParticipantPermission{}},
	{&ParticipantUpdate{}, &livekit.ParticipantUpdate{}},
	{&JoinResponse{}, &livekit.JoinResponse{}},
	{&ReconnectResponse{}, &livekit.ReconnectResponse{}},
	{&Room{}, &livekit.Room{}},
	{&RoomUpdate{}, &livekit.RoomUpdate{}},
	{&Codec{}, &livekit.Codec{}},
	{&LeaveRequest{}, &livekit.LeaveRequest{}},
	{&UpdateSubscription{}, &livekit.UpdateSubscription{}},
	{&ParticipantTracks{}, &livekit.ParticipantTracks{}},
	{&UpdateTrackSettings{}, &livekit.UpdateTrackSettings{}},
	{&SubscriptionResponse{}, &livekit.SubscriptionResponse{}},
	{&SubscribedQualityUpdate{}, &livekit.SubscribedQualityUpdate{}},
	{&SubscribedCodec{}, &livekit.SubscribedCodec{}},
	{&SubscribedQuality{}, &livekit.SubscribedQuality{}},
	{&ConnectionQualityUpdate{}, &livekit.ConnectionQualityUpdate{}},
	{&ConnectionQualityInfo{}, &livekit.ConnectionQualityInfo{}},
	{&StreamStateUpdate{}, &livekit.StreamStateUpdate{}},
	{&StreamStateInfo{}, &livekit.StreamStateInfo{}},
	{&SyncState{}, &livekit.SyncState{}},
	{&DataChannelInfo{}, &livekit.DataChannelInfo{}},
	{&Ping{}, &livekit.Ping{}},
	{&Pong{}, &livekit.Pong{}},
	{&UpdateParticipantMetadata{}, &livekit.UpdateParticipantMetadata{}},
	{&RequestResponse{}, &livekit.RequestResponse{}},
	{&SimulateScenario{}, &livekit.SimulateScenario{}},
}

// newLike returns an empty message of m's type.
func newLike(m message) message {
	return reflect.New(reflect.TypeOf(m).Elem()).Interface().(message)
}

func TestNamesAreTheProtos(t *testing.T) {
	for _, p := range pairs {
		if real := string(p.real.ProtoReflect().Descriptor().Name()); p.ours.name() != real {
			t.Errorf("%T has the name %q, the real one is %q", p.ours, p.ours.name(), real)
		}
	}
}

func TestRealReadsOurs(t *testing.T) {
	for _, p := range pairs {
		t.Run(p.ours.name(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				ours := newLike(p.ours)
				real := p.real.ProtoReflect().New()
				fill(t, reflect.ValueOf(ours).Elem(), real.Descriptor())
				frame := encode(ours, nil)
				if err := proto.Unmarshal(frame, real.Interface()); err != nil {
					t.Fatalf("the real message refuses %+v: %v", ours, err)
				}
				assertSame(t, ours, real.Interface())
				if unknown := real.GetUnknown(); len(unknown) > 0 {
					t.Fatalf("the real message does not know %x of %+v", unknown, ours)
				}
				again := newLike(p.ours)
				if err := decode(again, frame); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(ours, again, cmpopts.EquateEmpty()); diff != "" {
					t.Fatal(diff)
				}
			})
		})
	}
}

func TestOursReadsReal(t *testing.T) {
	for _, p := range pairs {
		t.Run(p.ours.name(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				real := p.real.ProtoReflect().New()
				fillReal(t, real, 4)
				frame, err := proto.Marshal(real.Interface())
				if err != nil {
					t.Fatal(err)
				}
				ours := newLike(p.ours)
				if err := decode(ours, frame); err != nil {
					t.Fatalf("refuses %v: %v", real, err)
				}
				assertSame(t, ours, real.Interface())
			})
		})
	}
}

func TestMarshalAppends(t *testing.T) {
	request := SignalRequest{PingReq: &Ping{Timestamp: 7}}
	got := request.Marshal([]byte("before"))
	if string(got[:6]) != "before" {
		t.Fatalf("got %q", got)
	}
	var again SignalRequest
	if err := again.Unmarshal(got[6:]); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(request, again); diff != "" {
		t.Fatal(diff)
	}
}

func TestUnmarshalReplaces(t *testing.T) {
	token := "old"
	response := SignalResponse{RefreshToken: &token}
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
