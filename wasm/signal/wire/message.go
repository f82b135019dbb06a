package wire

import "github.com/VictoriaMetrics/easyproto"

// message is what every message type of this package implements.
type message interface {
	// name is the message's name in the .proto file.
	name() string
	// put writes the fields that are not at their default.
	put(w *writer)
	// set reads one field; one that is not known is skipped.
	set(f *field)
}

// pointer is a message type's pointer, for helpers that make new values.
type pointer[T any] interface {
	*T
	message
}

// writer collects the fields of one message.
type writer = easyproto.MessageMarshaler

// encode appends the encoding of m to dst.
func encode(m message, dst []byte) []byte {
	var buf easyproto.Marshaler
	m.put(buf.MessageMarshaler())
	return buf.Marshal(dst)
}

// decode reads src into m. As in protobuf, what m holds already is merged
// with: scalars are replaced, lists and maps grow.
func decode(m message, src []byte) error {
	f := field{}
	for len(src) > 0 {
		src = f.next(src)
		if f.err == nil && !f.skip {
			m.set(&f)
		}
		if f.err != nil {
			return &DecodeError{Message: m.name(), Field: f.num, Cause: f.err}
		}
	}
	return nil
}
