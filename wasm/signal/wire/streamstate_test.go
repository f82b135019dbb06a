package wire

import (
	"testing"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

func TestStreamStateUpdateIsTheProtos(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		real := &livekit.StreamStateUpdate{}
		fillReal(t, real.ProtoReflect(), 2)
		frame, err := proto.Marshal(real)
		if err != nil {
			t.Fatal(err)
		}
		ours := &StreamStateUpdate{}
		if err := decode(ours, frame); err != nil {
			t.Fatal(err)
		}
		assertSame(t, ours, real)
	})
}

func TestStreamStatesHaveTheProtosNumbers(t *testing.T) {
	if len(livekit.StreamState_name) != 2 ||
		livekit.StreamState_name[int32(StreamActive)] != "ACTIVE" ||
		livekit.StreamState_name[int32(StreamPaused)] != "PAUSED" {
		t.Errorf("the real ones are %v", livekit.StreamState_name)
	}
}

func TestResponseTellsStreamStates(t *testing.T) {
	frame, err := proto.Marshal(&livekit.SignalResponse{Message: &livekit.SignalResponse_StreamStateUpdate{
		StreamStateUpdate: &livekit.StreamStateUpdate{StreamStates: []*livekit.StreamStateInfo{
			{ParticipantSid: "PA_1", TrackSid: "TR_1", State: livekit.StreamState_PAUSED},
			{ParticipantSid: "PA_2", TrackSid: "TR_2", State: livekit.StreamState_ACTIVE},
		}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var m SignalResponse
	if err := m.Unmarshal(frame); err != nil || !m.Known() || m.StreamStateUpdate == nil {
		t.Fatalf("read as %+v, %v", m, err)
	}
	states := m.StreamStateUpdate.StreamStates
	if len(states) != 2 || *states[0] != (StreamStateInfo{"TR_1", StreamPaused}) || *states[1] != (StreamStateInfo{"TR_2", StreamActive}) {
		t.Errorf("read as %+v", states)
	}
}
