package wire

// JoinResponse is the first message of a session.
type JoinResponse struct {
	Room *Room
	// Participant is the client itself.
	Participant       *ParticipantInfo
	OtherParticipants []*ParticipantInfo
	ICEServers        []*ICEServer
	// PingTimeout and PingInterval are in seconds.
	PingTimeout  int32
	PingInterval int32
}

func (m *JoinResponse) set(f *field) {
	switch f.num {
	case 1:
		if f.hasMessage() {
			if m.Room == nil {
				m.Room = &Room{}
			}
			f.message(m.Room)
		}
	case 2:
		if f.hasMessage() {
			if m.Participant == nil {
				m.Participant = &ParticipantInfo{}
			}
			f.message(m.Participant)
		}
	case 3:
		f.participant(&m.OtherParticipants)
	case 5:
		if f.hasMessage() {
			s := &ICEServer{}
			m.ICEServers = append(m.ICEServers, s)
			f.message(s)
		}
	case 10:
		f.int32(&m.PingTimeout)
	case 11:
		f.int32(&m.PingInterval)
	}
}

// Room is a room.
type Room struct {
	Name string
}

func (m *Room) set(f *field) {
	switch f.num {
	case 2:
		f.string(&m.Name)
	}
}
