package wire

// sendable is a message that can be written.
type sendable interface {
	// put writes the fields that are not at their default.
	put(w *writer)
}

// writer collects the fields of one message.
type writer struct{ out []byte }

// encode appends the encoding of m to dst.
func encode(m sendable, dst []byte) []byte {
	w := writer{dst}
	m.put(&w)
	return w.out
}

func (w *writer) varint(v uint64) {
	for ; v >= 0x80; v >>= 7 {
		w.out = append(w.out, byte(v)|0x80)
	}
	w.out = append(w.out, byte(v))
}

// number writes an integer, also where it is the default. An int32 or an enum
// is sign-extended, as protobuf asks.
func (w *writer) number(num uint32, v int64) {
	w.varint(uint64(num)<<3 | wireVarint)
	w.varint(uint64(v))
}

// text writes a text or a message, also where it is the default.
func (w *writer) text(num uint32, v string) {
	w.varint(uint64(num)<<3 | wireBytes)
	w.varint(uint64(len(v)))
	w.out = append(w.out, v...)
}

// message writes a nested message, also an empty one.
func (w *writer) message(num uint32, m sendable) {
	w.text(num, string(encode(m, nil)))
}

// The put functions leave out a value that is protobuf's default.

func putBool(w *writer, num uint32, v bool) {
	if v {
		w.number(num, 1)
	}
}

func putInt(w *writer, num uint32, v int64) {
	if v != 0 {
		w.number(num, v)
	}
}

func putString(w *writer, num uint32, v string) {
	if v != "" {
		w.text(num, v)
	}
}

func putStrings(w *writer, num uint32, list []string) {
	for _, v := range list {
		w.text(num, v)
	}
}

// putStringMap writes the entries in the order of their keys, so that equal
// messages have equal bytes.
func putStringMap(w *writer, num uint32, m map[string]string) {
	var keys []string
	for key := range m {
		keys = append(keys, key)
		for i := len(keys) - 1; i > 0 && keys[i] < keys[i-1]; i-- {
			keys[i], keys[i-1] = keys[i-1], keys[i]
		}
	}
	for _, key := range keys {
		w.message(num, &mapEntry{key, m[key]})
	}
}

// mapEntry is one entry of a map<string, string> as it is on the wire.
type mapEntry struct{ key, value string }

func (m *mapEntry) put(w *writer) {
	putString(w, 1, m.key)
	putString(w, 2, m.value)
}

func (m *mapEntry) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.key)
	case 2:
		f.string(&m.value)
	}
}
