package wire

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/VictoriaMetrics/easyproto"
)

var (
	errTag  = errors.New("the field's tag is malformed")
	errUTF8 = errors.New("the text is not UTF-8")
)

// The limits and wire types of a field's tag (protobuf encoding).
const (
	maxFieldNumber = 1<<29 - 1
	wireStartGroup = 3
	wireEndGroup   = 4
)

// message is a message that can be read.
type message interface {
	// set reads one field; one that is not known is skipped.
	set(f *field)
}

// decode reads src into m. As in protobuf, what m holds already is merged
// with: scalars are replaced, lists and maps grow.
func decode(m message, src []byte) error {
	var f field
	for len(src) > 0 {
		src = f.next(src)
		if f.err == nil && !f.skip {
			m.set(&f)
		}
		if f.err != nil {
			return &DecodeError{Field: f.num, Cause: f.err}
		}
	}
	return nil
}

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

// int32 reads an int32 or an enum.
func (f *field) int32(dst *int32) {
	if v, ok := f.fc.Int64(); ok {
		*dst = int32(v)
	}
}

func (f *field) int64(dst *int64) {
	if v, ok := f.fc.Int64(); ok {
		*dst = v
	}
}

// string stores a copy: the frame's bytes are not kept alive by a short text.
func (f *field) string(dst *string) {
	v, ok := f.fc.String()
	if !ok {
		return
	}
	if !utf8.ValidString(v) {
		f.err = errUTF8
		return
	}
	*dst = strings.Clone(v)
}

func (f *field) strings(dst *[]string) {
	if f.hasMessage() {
		var v string
		f.string(&v)
		*dst = append(*dst, v)
	}
}

// hasMessage reports whether the value is of the wire type of messages, texts
// and lists.
func (f *field) hasMessage() bool {
	_, ok := f.fc.MessageData()
	return ok
}

// message reads a nested message; hasMessage is true.
func (f *field) message(m message) {
	data, _ := f.fc.MessageData()
	f.err = decode(m, data)
}

// stringMap reads an entry of a map, which is a message.
func (f *field) stringMap(dst *map[string]string) {
	if !f.hasMessage() {
		return
	}
	var entry mapEntry
	f.message(&entry)
	if *dst == nil {
		*dst = map[string]string{}
	}
	(*dst)[entry.key] = entry.value
}

type mapEntry struct{ key, value string }

func (m *mapEntry) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.key)
	case 2:
		f.string(&m.value)
	}
}
