package wire

// ConnectionQuality is the server's view of a participant's connection.
type ConnectionQuality int32

// The qualities of a connection.
const (
	ConnectionPoor      ConnectionQuality = 0
	ConnectionGood      ConnectionQuality = 1
	ConnectionExcellent ConnectionQuality = 2
	ConnectionLost      ConnectionQuality = 3
)

// ConnectionQualityUpdate tells the quality of participants' connections.
type ConnectionQualityUpdate struct {
	Updates []*ConnectionQualityInfo
}

func (*ConnectionQualityUpdate) name() string { return "ConnectionQualityUpdate" }

func (m *ConnectionQualityUpdate) put(w *writer) {
	putMessages(w, 1, m.Updates)
}

func (m *ConnectionQualityUpdate) set(f *field) {
	switch f.num {
	case 1:
		children(f, &m.Updates)
	}
}

// ConnectionQualityInfo is the quality of one participant's connection.
type ConnectionQualityInfo struct {
	ParticipantSID string
	Quality        ConnectionQuality
}

func (*ConnectionQualityInfo) name() string { return "ConnectionQualityInfo" }

func (m *ConnectionQualityInfo) put(w *writer) {
	putString(w, 1, m.ParticipantSID)
	putInt32(w, 2, m.Quality)
}

func (m *ConnectionQualityInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.ParticipantSID)
	case 2:
		readInt32(f, &m.Quality)
	}
}
