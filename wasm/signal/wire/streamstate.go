package wire

// StreamState is what the server does with a subscribed video by its own
// estimate of the downlink.
type StreamState int32

// The states of a stream.
const (
	StreamActive StreamState = 0
	StreamPaused StreamState = 1
)

// StreamStateUpdate tells of which subscribed videos the server has begun or
// ceased to send nothing, by its own choice. A change of the layer that it sends
// is not told.
type StreamStateUpdate struct {
	StreamStates []*StreamStateInfo
}

func (m *StreamStateUpdate) set(f *field) {
	switch f.num {
	case 1:
		if f.hasMessage() {
			info := &StreamStateInfo{}
			f.message(info)
			m.StreamStates = append(m.StreamStates, info)
		}
	}
}

// StreamStateInfo is the state of one video.
type StreamStateInfo struct {
	TrackSID string
	State    StreamState
}

func (m *StreamStateInfo) set(f *field) {
	switch f.num {
	case 2:
		f.string(&m.TrackSID)
	case 3:
		f.int32((*int32)(&m.State))
	}
}
