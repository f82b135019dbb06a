package wire

import (
	"testing"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"
)

func TestConnectionQualityUpdateIsTheProtos(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		real := &livekit.ConnectionQualityUpdate{}
		fillReal(t, real.ProtoReflect(), 2)
		frame, err := proto.Marshal(real)
		if err != nil {
			t.Fatal(err)
		}
		ours := &ConnectionQualityUpdate{}
		if err := decode(ours, frame); err != nil {
			t.Fatal(err)
		}
		assertSame(t, ours, real)
	})
}

func TestConnectionQualitiesHaveTheProtosNumbers(t *testing.T) {
	names := map[ConnectionQuality]string{
		ConnectionPoor: "POOR", ConnectionGood: "GOOD", ConnectionExcellent: "EXCELLENT", ConnectionLost: "LOST",
	}
	if len(livekit.ConnectionQuality_name) != len(names) {
		t.Errorf("the real ones are %v", livekit.ConnectionQuality_name)
	}
	for quality, name := range names {
		if real := livekit.ConnectionQuality_name[int32(quality)]; real != name {
			t.Errorf("%d is %s, want %s", quality, real, name)
		}
	}
}

func TestResponseTellsConnectionQualities(t *testing.T) {
	frame, err := proto.Marshal(&livekit.SignalResponse{Message: &livekit.SignalResponse_ConnectionQuality{
		ConnectionQuality: &livekit.ConnectionQualityUpdate{Updates: []*livekit.ConnectionQualityInfo{
			{ParticipantSid: "PA_1", Quality: livekit.ConnectionQuality_EXCELLENT, Score: 4.5},
			{ParticipantSid: "PA_2", Quality: livekit.ConnectionQuality_POOR, Score: 1.2},
		}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var m SignalResponse
	if err := m.Unmarshal(frame); err != nil || !m.Known() || m.ConnectionQuality == nil {
		t.Fatalf("read as %+v, %v", m, err)
	}
	got := m.ConnectionQuality.Updates
	if len(got) != 2 || got[0].ParticipantSID != "PA_1" || got[0].Quality != ConnectionExcellent ||
		got[1].ParticipantSID != "PA_2" || got[1].Quality != ConnectionPoor {
		t.Errorf("read as %+v", got)
	}
}
