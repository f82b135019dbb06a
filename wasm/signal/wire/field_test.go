package wire

import (
	"errors"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// lengthDelimited appends a field of the given bytes.
func lengthDelimited(dst []byte, num protowire.Number, value ...byte) []byte {
	dst = protowire.AppendTag(dst, num, protowire.BytesType)
	return protowire.AppendBytes(dst, value)
}

func varint(dst []byte, num protowire.Number, value uint64) []byte {
	dst = protowire.AppendTag(dst, num, protowire.VarintType)
	return protowire.AppendVarint(dst, value)
}

func TestUnknownFieldsAreSkipped(t *testing.T) {
	var src []byte
	src = varint(src, 900, 1<<40)
	src = protowire.AppendFixed32(protowire.AppendTag(src, 901, protowire.Fixed32Type), 1)
	src = protowire.AppendFixed64(protowire.AppendTag(src, 902, protowire.Fixed64Type), 1)
	src = lengthDelimited(src, 903, 0xff, 0xff)
	group := varint(nil, 1, 5)
	group = protowire.AppendTag(group, 2, protowire.StartGroupType)
	group = protowire.AppendTag(group, 2, protowire.EndGroupType)
	src = protowire.AppendGroup(protowire.AppendTag(src, 1, protowire.StartGroupType), 1, group)
	// A known number with a wire type that is not the field's.
	src = lengthDelimited(src, 2, 'x')
	src = lengthDelimited(src, 1, 'T', 'R')
	var got MuteTrackRequest
	if err := decode(&got, src); err != nil {
		t.Fatal(err)
	}
	if want := (MuteTrackRequest{SID: "TR"}); got != want {
		t.Fatalf("got %+v", got)
	}
}

func TestUnknownMemberLeavesAnEmptyMessage(t *testing.T) {
	for _, unknown := range [][]byte{
		lengthDelimited(nil, 999, 1, 2, 3),
		varint(nil, 18, 7),
	} {
		src := lengthDelimited(nil, 20, varint(nil, 1, 7)...)
		var got SignalResponse
		if err := got.Unmarshal(append(src, unknown...)); err != nil {
			t.Fatal(err)
		}
		if got != (SignalResponse{}) || got.Known() {
			t.Fatalf("got %+v", got)
		}
	}
}

func TestTheLastMemberCounts(t *testing.T) {
	src := lengthDelimited(nil, 20, varint(nil, 1, 7)...)
	src = lengthDelimited(src, 9, lengthDelimited(nil, 1, 'T')...)
	var got SignalResponse
	if err := got.Unmarshal(src); err != nil {
		t.Fatal(err)
	}
	if got.PongResp != nil || got.Mute == nil || *got.Mute != (MuteTrackRequest{SID: "T"}) || !got.Known() {
		t.Fatalf("got %+v", got)
	}
}

func TestStringsDoNotKeepTheFrame(t *testing.T) {
	frame := lengthDelimited(nil, 1, 'T', 'R')
	var got MuteTrackRequest
	if err := decode(&got, frame); err != nil {
		t.Fatal(err)
	}
	clear(frame)
	if got.SID != "TR" {
		t.Fatalf("the text changed to %q with the frame", got.SID)
	}
}

func TestErrorsNameTheField(t *testing.T) {
	badName := lengthDelimited(nil, 2, 0xff)
	for _, c := range []struct {
		what string
		src  []byte
		path string
	}{
		{"truncated", lengthDelimited(nil, 1, 1, 2, 3)[:3], "field 1: "},
		{"truncated deep inside", lengthDelimited(nil, 1, lengthDelimited(nil, 2, 0x0a, 9)...), "field 1, field 2, field 1: "},
		{"not UTF-8", lengthDelimited(nil, 1, lengthDelimited(nil, 1, badName...)...), "field 1, field 1, field 2: the text is not UTF-8"},
		{"not UTF-8 in a map", lengthDelimited(nil, 3, lengthDelimited(nil, 4, badName...)...), "field 3, field 4, field 2: the text is not UTF-8"},
		{"not UTF-8 in a list", lengthDelimited(nil, 1, lengthDelimited(nil, 5, lengthDelimited(nil, 1, 0xff)...)...), "field 1, field 5, field 1: the text is not UTF-8"},
		{"field number 0", []byte{0x02, 0x00}, "field 0: the field's tag is malformed"},
		{"endless tag", []byte{0xff, 0xff, 0xff}, "field 0: the field's tag is malformed"},
		{"endless number", []byte{0xa0, 0x01, 0xff, 0xff}, "field 20: "},
		{"length beyond the frame", []byte{0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, "field 1: "},
		{"unknown wire type", []byte{0x0f}, "field 1: "},
		{"open group", []byte{0x0b, 0x08, 0x01}, "field 1: the field's tag is malformed"},
		{"group closed by another number", []byte{0x0b, 0x14}, "field 1: the field's tag is malformed"},
		{"group end alone", []byte{0x0c}, "field 1: "},
	} {
		t.Run(c.what, func(t *testing.T) {
			var m SignalResponse
			err := m.Unmarshal(c.src)
			var decodeError *DecodeError
			if !errors.As(err, &decodeError) || !strings.HasPrefix(err.Error(), c.path) {
				t.Fatalf("got %v, want %q", err, c.path)
			}
		})
	}
}
