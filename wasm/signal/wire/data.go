package wire

// DataPacket is a message on a data channel, as the server hands it on.
type DataPacket struct {
	// User is nil where the message is of another kind.
	User *UserPacket
	// ParticipantIdentity is the sender's, set by the server; empty if the sender
	// is hidden.
	ParticipantIdentity string
}

// Unmarshal reads src into m, which is empty. The payload is a part of src. The
// error is a *DecodeError.
func (m *DataPacket) Unmarshal(src []byte) error { return decode(m, src) }

func (m *DataPacket) set(f *field) {
	switch f.num {
	case 2:
		if f.hasMessage() {
			if m.User == nil {
				m.User = &UserPacket{}
			}
			f.message(m.User)
		}
	case 4:
		f.string(&m.ParticipantIdentity)
	}
}

// UserPacket is a message of an application.
type UserPacket struct {
	Payload []byte
	// Topic tells one application's messages from another's.
	Topic string
}

func (m *UserPacket) set(f *field) {
	switch f.num {
	case 2:
		if f.hasMessage() {
			m.Payload = f.data
		}
	case 4:
		f.string(&m.Topic)
	}
}

// UserMessage is a DataPacket with a UserPacket for one participant. It ends with
// the payload.
func UserMessage(identity, topic string, payload []byte) []byte {
	var user, packet writer
	user.text(4, topic)
	user.text(2, string(payload))
	packet.text(5, identity)
	packet.text(2, string(user.out))
	return packet.out
}
