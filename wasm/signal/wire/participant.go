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

// ParticipantKind is what a participant is.
type ParticipantKind int32

// The kinds of participants.
const (
	KindStandard  ParticipantKind = 0
	KindIngress   ParticipantKind = 1
	KindEgress    ParticipantKind = 2
	KindSIP       ParticipantKind = 3
	KindAgent     ParticipantKind = 4
	KindConnector ParticipantKind = 7
	KindBridge    ParticipantKind = 8
)

// ParticipantInfo is a participant, as the server tells it.
type ParticipantInfo struct {
	SID      string
	Identity string
	State    ParticipantState
	Tracks   []*TrackInfo
	Metadata string
	Name     string
	// Version grows with each change: one with a lower number is stale.
	Version    uint32
	Permission *ParticipantPermission
	// IsPublisher is true if the participant has a publisher's connection.
	IsPublisher bool
	Kind        ParticipantKind
	Attributes  map[string]string
	// DisconnectReason is set when State is ParticipantDisconnected.
	DisconnectReason DisconnectReason
}

func (*ParticipantInfo) name() string { return "ParticipantInfo" }

func (m *ParticipantInfo) put(w *writer) {
	putString(w, 1, m.SID)
	putString(w, 2, m.Identity)
	putInt32(w, 3, m.State)
	putMessages(w, 4, m.Tracks)
	putString(w, 5, m.Metadata)
	putString(w, 9, m.Name)
	putUint32(w, 10, m.Version)
	putMessage(w, 11, m.Permission)
	putBool(w, 13, m.IsPublisher)
	putInt32(w, 14, m.Kind)
	putStringMap(w, 15, m.Attributes)
	putInt32(w, 16, m.DisconnectReason)
}

func (m *ParticipantInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.SID)
	case 2:
		f.string(&m.Identity)
	case 3:
		readInt32(f, &m.State)
	case 4:
		children(f, &m.Tracks)
	case 5:
		f.string(&m.Metadata)
	case 9:
		f.string(&m.Name)
	case 10:
		f.uint32(&m.Version)
	case 11:
		child(f, &m.Permission)
	case 13:
		f.bool(&m.IsPublisher)
	case 14:
		readInt32(f, &m.Kind)
	case 15:
		f.stringMap(&m.Attributes)
	case 16:
		readInt32(f, &m.DisconnectReason)
	}
}

// ParticipantPermission is what a participant's token permits.
type ParticipantPermission struct {
	CanSubscribe   bool
	CanPublish     bool
	CanPublishData bool
	// CanUpdateMetadata permits UpdateParticipantMetadata.
	CanUpdateMetadata bool
}

func (*ParticipantPermission) name() string { return "ParticipantPermission" }

func (m *ParticipantPermission) put(w *writer) {
	putBool(w, 1, m.CanSubscribe)
	putBool(w, 2, m.CanPublish)
	putBool(w, 3, m.CanPublishData)
	putBool(w, 10, m.CanUpdateMetadata)
}

func (m *ParticipantPermission) set(f *field) {
	switch f.num {
	case 1:
		f.bool(&m.CanSubscribe)
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

func (*ParticipantUpdate) name() string { return "ParticipantUpdate" }

func (m *ParticipantUpdate) put(w *writer) {
	putMessages(w, 1, m.Participants)
}

func (m *ParticipantUpdate) set(f *field) {
	switch f.num {
	case 1:
		children(f, &m.Participants)
	}
}
