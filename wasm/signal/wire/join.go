package wire

// JoinResponse is the first message of a new session.
type JoinResponse struct {
	Room *Room
	// Participant is the client itself.
	Participant       *ParticipantInfo
	OtherParticipants []*ParticipantInfo
	ServerVersion     string
	ICEServers        []*ICEServer
	// SubscriberPrimary is true if the subscriber's connection is made at once.
	SubscriberPrimary bool
	// AlternativeURL, if set, is where to connect instead; little else is set then.
	AlternativeURL string
	// PingTimeout and PingInterval are in seconds.
	PingTimeout          int32
	PingInterval         int32
	EnabledPublishCodecs []*Codec
}

func (*JoinResponse) name() string { return "JoinResponse" }

func (m *JoinResponse) put(w *writer) {
	putMessage(w, 1, m.Room)
	putMessage(w, 2, m.Participant)
	putMessages(w, 3, m.OtherParticipants)
	putString(w, 4, m.ServerVersion)
	putMessages(w, 5, m.ICEServers)
	putBool(w, 6, m.SubscriberPrimary)
	putString(w, 7, m.AlternativeURL)
	putInt32(w, 10, m.PingTimeout)
	putInt32(w, 11, m.PingInterval)
	putMessages(w, 14, m.EnabledPublishCodecs)
}

func (m *JoinResponse) set(f *field) {
	switch f.num {
	case 1:
		child(f, &m.Room)
	case 2:
		child(f, &m.Participant)
	case 3:
		children(f, &m.OtherParticipants)
	case 4:
		f.string(&m.ServerVersion)
	case 5:
		children(f, &m.ICEServers)
	case 6:
		f.bool(&m.SubscriberPrimary)
	case 7:
		f.string(&m.AlternativeURL)
	case 10:
		readInt32(f, &m.PingTimeout)
	case 11:
		readInt32(f, &m.PingInterval)
	case 14:
		children(f, &m.EnabledPublishCodecs)
	}
}

// ReconnectResponse is the first message of a resumed session.
type ReconnectResponse struct {
	ICEServers []*ICEServer
}

func (*ReconnectResponse) name() string { return "ReconnectResponse" }

func (m *ReconnectResponse) put(w *writer) {
	putMessages(w, 1, m.ICEServers)
}

func (m *ReconnectResponse) set(f *field) {
	switch f.num {
	case 1:
		children(f, &m.ICEServers)
	}
}
