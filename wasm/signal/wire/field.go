package wire

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/VictoriaMetrics/easyproto"
)

var (
	errTag    = errors.New("the field's tag is malformed")
	errVarint = errors.New("a packed list holds a malformed number")
	errUTF8   = errors.New("the text is not UTF-8")
)

// The limits and wire types of a field's tag (protobuf encoding).
const (
	maxFieldNumber = 1<<29 - 1
	wireStartGroup = 3
	wireEndGroup   = 4
)

// field is the field that is being read. Its methods store the value if its
// wire type fits, else they leave the destination alone: protobuf takes such
// a field for an unknown one.
type field struct {
	num uint32
	// skip is true if the value is a group: no message of ours has one.
	skip bool
	// err is what was wrong with the field.
	err error
	fc  easyproto.FieldContext
}

// next reads the next field of src and returns the rest.
func (f *field) next(src []byte) []byte {
	f.num, f.skip = 0, false
	num, wireType, size := tag(src)
	if size == 0 {
		f.err = errTag
		return src
	}
	f.num = num
	if wireType == wireStartGroup {
		f.skip = true
		src, f.err = skipGroup(num, src[size:])
		return src
	}
	src, f.err = f.fc.NextField(src)
	return src
}

// tag reads a field's tag; size is 0 if it is malformed.
func tag(src []byte) (num uint32, wireType byte, size int) {
	v, size := binary.Uvarint(src)
	n := v >> 3
	if size <= 0 || n == 0 || n > maxFieldNumber {
		return 0, 0, 0
	}
	return uint32(n), byte(v & 7), size
}

// skipGroup returns what follows the group whose start tag was just read.
func skipGroup(num uint32, src []byte) ([]byte, error) {
	open := []uint32{num}
	var fc easyproto.FieldContext
	for len(open) > 0 {
		n, wireType, size := tag(src)
		if size == 0 {
			return src, errTag
		}
		switch wireType {
		case wireStartGroup:
			open = append(open, n)
			src = src[size:]
		case wireEndGroup:
			if n != open[len(open)-1] {
				return src, errTag
			}
			open = open[:len(open)-1]
			src = src[size:]
		default:
			var err error
			if src, err = fc.NextField(src); err != nil {
				return src, err
			}
		}
	}
	return src, nil
}

// Integers are read as 64 bits and truncated, as protobuf does: a negative
// enum or int32 comes as ten bytes.

func (f *field) bool(dst *bool) {
	if v, ok := f.fc.Uint64(); ok {
		*dst = v != 0
	}
}

func (f *field) uint32(dst *uint32) {
	if v, ok := f.fc.Uint64(); ok {
		*dst = uint32(v)
	}
}

func (f *field) int64(dst *int64) {
	if v, ok := f.fc.Int64(); ok {
		*dst = v
	}
}

// readInt32 reads an int32 or an enum.
func readInt32[T ~int32](f *field, dst *T) {
	if v, ok := f.fc.Int64(); ok {
		*dst = T(v)
	}
}

// enums reads a repeated enum, packed or not.
func enums[T ~int32](f *field, dst *[]T) {
	if v, ok := f.fc.Int64(); ok {
		*dst = append(*dst, T(v))
		return
	}
	packed, ok := f.fc.Bytes()
	for ok && len(packed) > 0 {
		v, size := binary.Uvarint(packed)
		if size <= 0 {
			f.err = errVarint
			return
		}
		*dst = append(*dst, T(v))
		packed = packed[size:]
	}
}

// text returns a copy: the frame's bytes are not kept alive by a short string.
func (f *field) text() (string, bool) {
	v, ok := f.fc.String()
	if ok && !utf8.ValidString(v) {
		f.err = errUTF8
		return "", false
	}
	return strings.Clone(v), ok
}

func (f *field) string(dst *string) {
	if v, ok := f.text(); ok {
		*dst = v
	}
}

func (f *field) strings(dst *[]string) {
	if v, ok := f.text(); ok {
		*dst = append(*dst, v)
	}
}

func (f *field) stringMap(dst *map[string]string) {
	var entry mapEntry
	data, ok := f.fc.MessageData()
	if !ok {
		return
	}
	if f.err = decode(&entry, data); f.err != nil {
		return
	}
	if *dst == nil {
		*dst = map[string]string{}
	}
	(*dst)[entry.key] = entry.value
}

// child reads a nested message into *dst, which is made if it is nil.
func child[T any, P pointer[T]](f *field, dst **T) {
	data, ok := f.fc.MessageData()
	if !ok {
		return
	}
	if *dst == nil {
		*dst = new(T)
	}
	f.err = decode(P(*dst), data)
}

// children reads one element of a list of messages.
func children[T any, P pointer[T]](f *field, dst *[]*T) {
	var m *T
	child[T, P](f, &m)
	if m != nil {
		*dst = append(*dst, m)
	}
}
