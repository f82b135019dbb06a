package wire

// StreamState says whether the server sends a stream.
type StreamState int32

// The states of a stream.
const (
	StreamActive StreamState = 0
	// StreamPaused is for want of bandwidth only.
	StreamPaused StreamState = 1
)

// StreamStateUpdate tells which streams the server pauses or sends again.
type StreamStateUpdate struct {
	StreamStates []*StreamStateInfo
}

func (*StreamStateUpdate) name() string { return "StreamStateUpdate" }

func (m *StreamStateUpdate) put(w *writer) {
	putMessages(w, 1, m.StreamStates)
}

func (m *StreamStateUpdate) set(f *field) {
	switch f.num {
	case 1:
		children(f, &m.StreamStates)
	}
}

// StreamStateInfo is the state of one stream.
type StreamStateInfo struct {
	ParticipantSID string
	TrackSID       string
	State          StreamState
}

func (*StreamStateInfo) name() string { return "StreamStateInfo" }

func (m *StreamStateInfo) put(w *writer) {
	putString(w, 1, m.ParticipantSID)
	putString(w, 2, m.TrackSID)
	putInt32(w, 3, m.State)
}

func (m *StreamStateInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.ParticipantSID)
	case 2:
		f.string(&m.TrackSID)
	case 3:
		readInt32(f, &m.State)
	}
}
