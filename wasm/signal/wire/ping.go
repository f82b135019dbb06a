package wire

// Ping asks for a Pong.
type Ping struct {
	// Timestamp is the client's clock in ms.
	Timestamp int64
	// RTT is the last measured round-trip time in ms.
	RTT int64
}

func (m *Ping) put(w *writer) {
	putInt(w, 1, m.Timestamp)
	putInt(w, 2, m.RTT)
}

// Pong answers a Ping.
type Pong struct {
	// LastPingTimestamp repeats the Ping's Timestamp.
	LastPingTimestamp int64
}

func (m *Pong) set(f *field) {
	switch f.num {
	case 1:
		f.int64(&m.LastPingTimestamp)
	}
}
