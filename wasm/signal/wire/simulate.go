package wire

// SimulateScenario asks the server to simulate conditions.
type SimulateScenario struct {
	// SubscriberBandwidth replaces the server's estimate of this participant's
	// downlink, in bits per second; 0 restores the estimate.
	SubscriberBandwidth int64
}

func (m *SimulateScenario) put(w *writer) {
	// A member of a oneof is written even if it is 0.
	w.number(6, m.SubscriberBandwidth)
}
