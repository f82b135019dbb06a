package wire

// LeaveAction is what a client should do when the server ends its session.
type LeaveAction int32

// The actions.
const (
	// LeaveDisconnect ends the session for good.
	LeaveDisconnect LeaveAction = 0
	// LeaveResume asks for a resumed session.
	LeaveResume LeaveAction = 1
	// LeaveReconnect asks for a new session.
	LeaveReconnect LeaveAction = 2
)

// DisconnectReason says why a participant was disconnected.
type DisconnectReason int32

// The reasons for a disconnection.
const (
	UnknownReason      DisconnectReason = 0
	ClientInitiated    DisconnectReason = 1
	DuplicateIdentity  DisconnectReason = 2
	ServerShutdown     DisconnectReason = 3
	ParticipantRemoved DisconnectReason = 4
	RoomDeleted        DisconnectReason = 5
	// StateMismatch refuses to resume a session that the server does not know.
	StateMismatch   DisconnectReason = 6
	JoinFailure     DisconnectReason = 7
	Migration       DisconnectReason = 8
	SignalClose     DisconnectReason = 9
	RoomClosed      DisconnectReason = 10
	UserUnavailable DisconnectReason = 11
	UserRejected    DisconnectReason = 12
	SIPTrunkFailure DisconnectReason = 13
	// ConnectionTimeout is the server's giving up on a silent participant.
	ConnectionTimeout DisconnectReason = 14
	MediaFailure      DisconnectReason = 15
	AgentError        DisconnectReason = 16
)

// LeaveRequest ends the session, in either direction.
type LeaveRequest struct {
	Reason DisconnectReason
	Action LeaveAction
}

func (m *LeaveRequest) put(w *writer) {
	putInt(w, 2, int64(m.Reason))
	putInt(w, 3, int64(m.Action))
}

func (m *LeaveRequest) set(f *field) {
	switch f.num {
	case 2:
		f.int32((*int32)(&m.Reason))
	case 3:
		f.int32((*int32)(&m.Action))
	}
}
