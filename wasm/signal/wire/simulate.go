package wire

// SimulateScenario asks the server to simulate conditions.
type SimulateScenario struct {
	// SubscriberBandwidth replaces the server's estimate of this participant's
	// downlink, in bits per second; 0 restores the estimate.
	SubscriberBandwidth *int64
}

func (m *SimulateScenario) drop() { *m = SimulateScenario{} }

func (*SimulateScenario) name() string { return "SimulateScenario" }

func (m *SimulateScenario) put(w *writer) {
	if m.SubscriberBandwidth != nil {
		w.AppendInt64(6, *m.SubscriberBandwidth)
	}
}

func (m *SimulateScenario) set(f *field) {
	switch f.num {
	case 6:
		int64Member(f, m.drop, &m.SubscriberBandwidth)
	default:
		// The message has no fields but the oneof's, so this is a member too.
		m.drop()
	}
}
