package wire

// SignalRequest is a message from the client to the server. Exactly one field
// is set; all are nil in a message of a kind that is not known here.
type SignalRequest struct {
	// Offer is for the publisher's connection.
	Offer *SessionDescription
	// Answer is to the server's offer for the subscriber's connection.
	Answer  *SessionDescription
	Trickle *TrickleRequest
	// AddTrack announces a track before it is offered.
	AddTrack *AddTrackRequest
	// Mute mutes or unmutes an own published track.
	Mute         *MuteTrackRequest
	Subscription *UpdateSubscription
	TrackSetting *UpdateTrackSettings
	// Leave ends the session.
	Leave *LeaveRequest
	// SyncState tells the client's view after a reconnection.
	SyncState *SyncState
	Simulate  *SimulateScenario
	// UpdateMetadata changes the participant's own metadata, name or attributes.
	UpdateMetadata   *UpdateParticipantMetadata
	PingReq          *Ping
	UpdateVideoTrack *UpdateLocalVideoTrack
}

// Marshal appends the message's encoding to dst.
func (m *SignalRequest) Marshal(dst []byte) []byte { return encode(m, dst) }

// Unmarshal replaces m by the message in src. The error is a *DecodeError.
func (m *SignalRequest) Unmarshal(src []byte) error {
	m.drop()
	return decode(m, src)
}

func (m *SignalRequest) drop() { *m = SignalRequest{} }

func (*SignalRequest) name() string { return "SignalRequest" }

func (m *SignalRequest) put(w *writer) {
	putMessage(w, 1, m.Offer)
	putMessage(w, 2, m.Answer)
	putMessage(w, 3, m.Trickle)
	putMessage(w, 4, m.AddTrack)
	putMessage(w, 5, m.Mute)
	putMessage(w, 6, m.Subscription)
	putMessage(w, 7, m.TrackSetting)
	putMessage(w, 8, m.Leave)
	putMessage(w, 12, m.SyncState)
	putMessage(w, 13, m.Simulate)
	putMessage(w, 15, m.UpdateMetadata)
	putMessage(w, 16, m.PingReq)
	putMessage(w, 18, m.UpdateVideoTrack)
}

func (m *SignalRequest) set(f *field) {
	switch f.num {
	case 1:
		member(f, m.drop, &m.Offer)
	case 2:
		member(f, m.drop, &m.Answer)
	case 3:
		member(f, m.drop, &m.Trickle)
	case 4:
		member(f, m.drop, &m.AddTrack)
	case 5:
		member(f, m.drop, &m.Mute)
	case 6:
		member(f, m.drop, &m.Subscription)
	case 7:
		member(f, m.drop, &m.TrackSetting)
	case 8:
		member(f, m.drop, &m.Leave)
	case 12:
		member(f, m.drop, &m.SyncState)
	case 13:
		member(f, m.drop, &m.Simulate)
	case 15:
		member(f, m.drop, &m.UpdateMetadata)
	case 16:
		member(f, m.drop, &m.PingReq)
	case 18:
		member(f, m.drop, &m.UpdateVideoTrack)
	default:
		// The message has no fields but the oneof's, so this is a member too.
		m.drop()
	}
}
