package wire

// SyncState tells the server what the client has, after a reconnection.
type SyncState struct {
	// Answer and Offer are the last ones of the subscriber's connection.
	Answer       *SessionDescription
	Subscription *UpdateSubscription
	// PublishTracks are the answers to the client's AddTrackRequests.
	PublishTracks []*TrackPublishedResponse
	DataChannels  []*DataChannelInfo
	Offer         *SessionDescription
	// TrackSIDsDisabled are subscribed tracks that are disabled.
	TrackSIDsDisabled []string
}

func (*SyncState) name() string { return "SyncState" }

func (m *SyncState) put(w *writer) {
	putMessage(w, 1, m.Answer)
	putMessage(w, 2, m.Subscription)
	putMessages(w, 3, m.PublishTracks)
	putMessages(w, 4, m.DataChannels)
	putMessage(w, 5, m.Offer)
	putStrings(w, 6, m.TrackSIDsDisabled)
}

func (m *SyncState) set(f *field) {
	switch f.num {
	case 1:
		child(f, &m.Answer)
	case 2:
		child(f, &m.Subscription)
	case 3:
		children(f, &m.PublishTracks)
	case 4:
		children(f, &m.DataChannels)
	case 5:
		child(f, &m.Offer)
	case 6:
		f.strings(&m.TrackSIDsDisabled)
	}
}

// DataChannelInfo is an open data channel.
type DataChannelInfo struct {
	Label  string
	ID     uint32
	Target SignalTarget
}

func (*DataChannelInfo) name() string { return "DataChannelInfo" }

func (m *DataChannelInfo) put(w *writer) {
	putString(w, 1, m.Label)
	putUint32(w, 2, m.ID)
	putInt32(w, 3, m.Target)
}

func (m *DataChannelInfo) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.Label)
	case 2:
		f.uint32(&m.ID)
	case 3:
		readInt32(f, &m.Target)
	}
}
