package wire

// SignalTarget says which of the two peer connections is meant.
type SignalTarget int32

// The two peer connections.
const (
	// TargetPublisher is the connection on which the client offers.
	TargetPublisher SignalTarget = 0
	// TargetSubscriber is the connection on which the server offers.
	TargetSubscriber SignalTarget = 1
)

// SessionDescription is an offer or an answer.
type SessionDescription struct {
	// Type is "offer", "answer", "pranswer" or "rollback".
	Type string
	SDP  string
	// ID numbers the offers; an answer repeats the number of its offer.
	ID uint32
	// MidToTrackID maps the media sections of an offer to the server's track ids.
	MidToTrackID map[string]string
}

func (m *SessionDescription) put(w *writer) {
	putString(w, 1, m.Type)
	putString(w, 2, m.SDP)
	putInt(w, 3, int64(m.ID))
	putStringMap(w, 4, m.MidToTrackID)
}

func (m *SessionDescription) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Type)
	case 2:
		f.string(&m.SDP)
	case 3:
		f.uint32(&m.ID)
	case 4:
		f.stringMap(&m.MidToTrackID)
	}
}

// TrickleRequest is an ICE candidate, in either direction.
type TrickleRequest struct {
	// CandidateInit is the JSON text of an RTCIceCandidateInit.
	CandidateInit string
	Target        SignalTarget
}

func (m *TrickleRequest) put(w *writer) {
	putString(w, 1, m.CandidateInit)
	putInt(w, 2, int64(m.Target))
}

func (m *TrickleRequest) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.CandidateInit)
	case 2:
		f.int32((*int32)(&m.Target))
	}
}

// ICEServer is a STUN or TURN server.
type ICEServer struct {
	URLs       []string
	Username   string
	Credential string
}

func (m *ICEServer) set(f *field) {
	switch f.num {
	case 1:
		f.strings(&m.URLs)
	case 2:
		f.string(&m.Username)
	case 3:
		f.string(&m.Credential)
	}
}
