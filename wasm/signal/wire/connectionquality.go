package wire

// ConnectionQuality is the server's judgement of a participant's connection, of
// both directions together.
type ConnectionQuality int32

// The qualities of a connection.
const (
	ConnectionPoor      ConnectionQuality = 0
	ConnectionGood      ConnectionQuality = 1
	ConnectionExcellent ConnectionQuality = 2
	// ConnectionLost: nothing comes from or reaches the participant.
	ConnectionLost ConnectionQuality = 3
)

// ConnectionQualityUpdate tells the qualities of the client itself and of those
// whose tracks it has subscribed. The server sends it when the quality of
// anybody in the room has changed, 5 s apart at least.
type ConnectionQualityUpdate struct {
	Updates []*ConnectionQualityInfo
}

func (m *ConnectionQualityUpdate) set(f *field) {
	switch f.num {
	case 1:
		if f.hasMessage() {
			info := &ConnectionQualityInfo{}
			f.message(info)
			m.Updates = append(m.Updates, info)
		}
	}
}

// ConnectionQualityInfo is the quality of one participant's connection.
type ConnectionQualityInfo struct {
	_              [0]func() // no comparison of it is in the download
	ParticipantSID string
	Quality        ConnectionQuality
}

func (m *ConnectionQualityInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.ParticipantSID)
	case 2:
		f.int32((*int32)(&m.Quality))
	}
}
