package wire

// mapEntry is one entry of a map<string, string> as it is on the wire.
type mapEntry struct{ key, value string }

func (*mapEntry) name() string { return "map entry" }

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
