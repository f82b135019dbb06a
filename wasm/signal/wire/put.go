package wire

import "github.com/VictoriaMetrics/easyproto"

// writer collects the fields of one message.
type writer = easyproto.MessageMarshaler

// The put functions leave out a value that is protobuf's default.

func putBool(w *writer, num uint32, v bool) {
	if v {
		w.AppendBool(num, v)
	}
}

func putUint32(w *writer, num uint32, v uint32) {
	if v != 0 {
		w.AppendUint32(num, v)
	}
}

// putInt64 also writes an int32 or an enum, sign-extended as protobuf asks.
func putInt64(w *writer, num uint32, v int64) {
	if v != 0 {
		w.AppendInt64(num, v)
	}
}

func putString(w *writer, num uint32, v string) {
	if v != "" {
		w.AppendString(num, v)
	}
}

func putStrings(w *writer, num uint32, list []string) {
	for _, v := range list {
		w.AppendString(num, v)
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
		entry := w.AppendMessage(num)
		putString(entry, 1, key)
		putString(entry, 2, m[key])
	}
}
