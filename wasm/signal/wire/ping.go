package wire

// Ping asks for a Pong.
type Ping struct {
	// Timestamp is the client's clock in ms.
	Timestamp int64
	// RTT is the last measured round-trip time in ms.
	RTT int64
}

func (*Ping) name() string { return "Ping" }

func (m *Ping) put(w *writer) {
	putInt64(w, 1, m.Timestamp)
	putInt64(w, 2, m.RTT)
}

func (m *Ping) set(f *field) {
	switch f.num {
	case 1:
		f.int64(&m.Timestamp)
	case 2:
		f.int64(&m.RTT)
	}
}

// Pong answers a Ping.
type Pong struct {
	// LastPingTimestamp repeats the Ping's Timestamp.
	LastPingTimestamp int64
	// Timestamp is the server's clock in ms.
	Timestamp int64
}

func (*Pong) name() string { return "Pong" }

func (m *Pong) put(w *writer) {
	putInt64(w, 1, m.LastPingTimestamp)
	putInt64(w, 2, m.Timestamp)
}

func (m *Pong) set(f *field) {
	switch f.num {
	case 1:
		f.int64(&m.LastPingTimestamp)
	case 2:
		f.int64(&m.Timestamp)
	}
}
