package wire

import (
	"errors"
	"unicode/utf8"
)

var (
	errTag       = errors.New("the field's tag is malformed")
	errTruncated = errors.New("the value is malformed or truncated")
	errUTF8      = errors.New("the text is not UTF-8")
)

// The limits and wire types of a field's tag (protobuf encoding).
const (
	maxFieldNumber = 1<<29 - 1
	wireVarint     = 0
	wireFixed64    = 1
	wireBytes      = 2
	wireStartGroup = 3
	wireEndGroup   = 4
	wireFixed32    = 5
)

// message is a message that can be read.
type message interface {
	// set reads one field; one that is not known is skipped.
	set(f *field)
}

// decode reads src into m. As in protobuf, what m holds already is merged
// with: scalars are replaced, lists and maps grow.
func decode(m message, src []byte) error {
	f := field{rest: src}
	for len(f.rest) > 0 {
		f.next()
		num := f.num
		switch {
		case f.err != nil:
		case f.wireType == wireStartGroup:
			f.skipGroup()
		case f.wireType == wireEndGroup:
			f.err = errTag
		default:
			m.set(&f)
		}
		if f.err != nil {
			return &DecodeError{Field: num, Cause: f.err}
		}
	}
	return nil
}

// field is the field that is being read. Its methods store the value if its
// wire type fits, else they leave the destination alone: protobuf takes such
// a field for an unknown one.
type field struct {
	num      uint32
	wireType byte
	// number is the value of a varint, data that of a text or message.
	number uint64
	data   []byte
	// err is what was wrong with the field.
	err error
	// rest is what follows the field.
	rest []byte
}

// next reads the next field, or the tag that begins or ends a group.
func (f *field) next() {
	tag, ok := f.varint()
	number := tag >> 3
	if !ok || number == 0 || number > maxFieldNumber {
		f.num, f.err = 0, errTag
		return
	}
	f.num, f.wireType = uint32(number), byte(tag&7)
	length := uint64(0)
	switch f.wireType {
	case wireVarint, wireBytes:
		if f.number, ok = f.varint(); !ok {
			f.err = errTruncated
			return
		}
		if f.wireType == wireBytes {
			length = f.number
		}
	case wireFixed64:
		length = 8
	case wireFixed32:
		length = 4
	case wireStartGroup, wireEndGroup:
	default:
		f.err = errTag
		return
	}
	if length > uint64(len(f.rest)) {
		f.err = errTruncated
		return
	}
	f.data, f.rest = f.rest[:length], f.rest[length:]
}

// varint reads a number of at most 64 bits from the rest.
func (f *field) varint() (v uint64, ok bool) {
	for i, b := range f.rest {
		if i == 9 && b > 1 || i > 9 {
			break
		}
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			f.rest = f.rest[i+1:]
			return v, true
		}
	}
	return 0, false
}

// skipGroup skips the group whose start tag was just read: no message of ours
// has one.
func (f *field) skipGroup() {
	open := []uint32{f.num}
	for len(open) > 0 && f.err == nil {
		f.next()
		switch last := len(open) - 1; {
		case f.err != nil:
		case f.wireType == wireStartGroup:
			open = append(open, f.num)
		case f.wireType == wireEndGroup && f.num == open[last]:
			open = open[:last]
		case f.wireType == wireEndGroup:
			f.err = errTag
		}
	}
}

// Integers are read as 64 bits and truncated, as protobuf does: a negative
// enum or int32 comes as ten bytes.

func (f *field) bool(dst *bool) {
	if f.wireType == wireVarint {
		*dst = f.number != 0
	}
}

func (f *field) uint32(dst *uint32) {
	if f.wireType == wireVarint {
		*dst = uint32(f.number)
	}
}

// int32 reads an int32 or an enum.
func (f *field) int32(dst *int32) {
	if f.wireType == wireVarint {
		*dst = int32(f.number)
	}
}

func (f *field) int64(dst *int64) {
	if f.wireType == wireVarint {
		*dst = int64(f.number)
	}
}

// string stores a copy: the frame's bytes are not kept alive by a short text.
func (f *field) string(dst *string) {
	switch {
	case !f.hasMessage():
	case !utf8.Valid(f.data):
		f.err = errUTF8
	default:
		*dst = string(f.data)
	}
}

func (f *field) strings(dst *[]string) {
	if f.hasMessage() {
		var v string
		f.string(&v)
		*dst = append(*dst, v)
	}
}

// hasMessage reports whether the value is of the wire type of texts and
// messages.
func (f *field) hasMessage() bool { return f.wireType == wireBytes }

// message reads a nested message; hasMessage is true.
func (f *field) message(m message) { f.err = decode(m, f.data) }

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
