package wire

// ParticipantState is how far a participant has come.
type ParticipantState int32

// The states of a participant.
const (
	// ParticipantJoining has signalling but has not offered yet.
	ParticipantJoining ParticipantState = 0
	// ParticipantJoined has offered.
	ParticipantJoined ParticipantState = 1
	// ParticipantActive has its media connected.
	ParticipantActive ParticipantState = 2
	// ParticipantDisconnected has left.
	ParticipantDisconnected ParticipantState = 3
)

// ParticipantInfo is a participant, as the server tells it.
type ParticipantInfo struct {
	SID        string
	Identity   string
	State      ParticipantState
	Tracks     []*TrackInfo
	Metadata   string
	Name       string
	Permission *ParticipantPermission
	Attributes map[string]string
	// DisconnectReason is set when State is ParticipantDisconnected.
	DisconnectReason DisconnectReason
}

func (m *ParticipantInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		f.string(&m.Identity)
	case 3:
		f.int32((*int32)(&m.State))
	case 4:
		if f.hasMessage() {
			t := &TrackInfo{}
			m.Tracks = append(m.Tracks, t)
			f.message(t)
		}
	case 5:
		f.string(&m.Metadata)
	case 9:
		f.string(&m.Name)
	case 11:
		if f.hasMessage() {
			if m.Permission == nil {
				m.Permission = &ParticipantPermission{}
			}
			f.message(m.Permission)
		}
	case 15:
		f.stringMap(&m.Attributes)
	case 16:
		f.int32((*int32)(&m.DisconnectReason))
	}
}

// ParticipantPermission is what a participant's token permits.
type ParticipantPermission struct {
	// CanPublish permits tracks.
	CanPublish bool
	// CanPublishData permits messages on the data channels.
	CanPublishData bool
	// CanUpdateMetadata permits UpdateParticipantMetadata.
	CanUpdateMetadata bool
}

func (m *ParticipantPermission) set(f *field) {
	switch f.num {
	case 2:
		f.bool(&m.CanPublish)
	case 3:
		f.bool(&m.CanPublishData)
	case 10:
		f.bool(&m.CanUpdateMetadata)
	}
}

// ParticipantUpdate tells participants that came, changed or left.
type ParticipantUpdate struct {
	Participants []*ParticipantInfo
}

func (m *ParticipantUpdate) set(f *field) {
	switch f.num {
	case 1:
		f.participant(&m.Participants)
	}
}

// participant reads one element of a list of participants.
func (f *field) participant(list *[]*ParticipantInfo) {
	if f.hasMessage() {
		p := &ParticipantInfo{}
		*list = append(*list, p)
		f.message(p)
	}
}
