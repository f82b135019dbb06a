package wire

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/livekit/protocol/livekit"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"pgregory.net/rapid"
)

// FuzzSignalResponse checks what ours makes of any bytes: what the real message
// accepts ours accepts, with the same values.
func FuzzSignalResponse(f *testing.F) {
	addSeeds(f, (&livekit.SignalResponse{}).ProtoReflect().Type())
	f.Fuzz(func(t *testing.T, src []byte) {
		var ours SignalResponse
		var real livekit.SignalResponse
		err := ours.Unmarshal(src)
		realErr := proto.Unmarshal(src, &real)
		if err != nil {
			if realErr == nil {
				t.Fatalf("%x: the real message accepts it, ours says %v", src, err)
			}
			return
		}
		// A field that the real message does not know is no member of its oneof,
		// but one of ours.
		if realErr == nil && !anyUnknown(real.ProtoReflect()) {
			assertSame(t, &ours, &real)
		}
	})
}

// FuzzSignalRequest checks that what ours writes of any values the real message
// reads as the same values.
func FuzzSignalRequest(f *testing.F) {
	addSeeds(f, (&livekit.SignalRequest{}).ProtoReflect().Type())
	f.Fuzz(func(t *testing.T, src []byte) {
		var real, again livekit.SignalRequest
		if proto.Unmarshal(src, &real) != nil {
			return
		}
		var ours SignalRequest
		take(reflect.ValueOf(&ours).Elem(), real.ProtoReflect())
		assertSame(t, &ours, &real)
		frame := ours.Marshal(nil)
		if err := proto.Unmarshal(frame, &again); err != nil {
			t.Fatalf("the real message refuses %+v: %v", ours, err)
		}
		if anyUnknown(again.ProtoReflect()) {
			t.Fatalf("the real message does not know all of %x", frame)
		}
		assertSame(t, &ours, &again)
	})
}

// addSeeds adds filled messages, and broken ones.
func addSeeds(f *testing.F, kind protoreflect.MessageType) {
	gen := rapid.Custom(func(t *rapid.T) []byte {
		m := kind.New()
		fillReal(t, m, 2)
		frame, err := proto.Marshal(m.Interface())
		if err != nil {
			t.Fatal(err)
		}
		return frame
	})
	random := rand.New(rand.NewPCG(1, 2))
	for seed := range 200 {
		frame := gen.Example(seed)
		if len(frame) > 500 {
			continue // large ones only slow the fuzzing down
		}
		f.Add(frame)
		if len(frame) > 0 {
			f.Add(frame[:random.IntN(len(frame))])
		}
	}
	f.Add([]byte{0x0b, 0x13, 0x14, 0x0c})
}

// anyUnknown says whether there are unknown fields at any depth.
func anyUnknown(m protoreflect.Message) bool {
	if len(m.GetUnknown()) > 0 {
		return true
	}
	found := false
	m.Range(func(fd protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case fd.IsMap() && fd.MapValue().Message() != nil:
			v.Map().Range(func(_ protoreflect.MapKey, e protoreflect.Value) bool {
				found = found || anyUnknown(e.Message())
				return !found
			})
		case fd.IsList() && fd.Message() != nil:
			for i := range v.List().Len() {
				found = found || anyUnknown(v.List().Get(i).Message())
			}
		case !fd.IsMap() && !fd.IsList() && fd.Message() != nil:
			found = anyUnknown(v.Message())
		}
		return !found
	})
	return found
}
