package wire

import (
	"maps"
	"slices"
)

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

func putInt64(w *writer, num uint32, v int64) {
	if v != 0 {
		w.AppendInt64(num, v)
	}
}

// putInt32 writes an int32 or an enum, sign-extended as protobuf asks.
func putInt32[T ~int32](w *writer, num uint32, v T) {
	putInt64(w, num, int64(v))
}

// putEnums writes a repeated enum, packed.
func putEnums[T ~int32](w *writer, num uint32, list []T) {
	if len(list) == 0 {
		return
	}
	wide := make([]int64, len(list))
	for i, v := range list {
		wide[i] = int64(v)
	}
	w.AppendInt64s(num, wide)
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
	for _, key := range slices.Sorted(maps.Keys(m)) {
		entry := mapEntry{key: key, value: m[key]}
		entry.put(w.AppendMessage(num))
	}
}

func putMessage[T any, P pointer[T]](w *writer, num uint32, m *T) {
	if m != nil {
		P(m).put(w.AppendMessage(num))
	}
}

func putMessages[T any, P pointer[T]](w *writer, num uint32, list []*T) {
	for _, m := range list {
		putMessage[T, P](w, num, m)
	}
}
