package wire

// SignalRequest is a message from the client to the server. Exactly one field
// is set.
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
	Leave    *LeaveRequest
	Simulate *SimulateScenario
	// UpdateMetadata changes the participant's own metadata, name or attributes.
	UpdateMetadata *UpdateParticipantMetadata
	PingReq        *Ping
}

// Marshal appends the message's encoding to dst.
func (m *SignalRequest) Marshal(dst []byte) []byte { return encode(m, dst) }

func (m *SignalRequest) put(w *writer) {
	switch {
	case m.Offer != nil:
		w.message(1, m.Offer)
	case m.Answer != nil:
		w.message(2, m.Answer)
	case m.Trickle != nil:
		w.message(3, m.Trickle)
	case m.AddTrack != nil:
		w.message(4, m.AddTrack)
	case m.Mute != nil:
		w.message(5, m.Mute)
	case m.Subscription != nil:
		w.message(6, m.Subscription)
	case m.TrackSetting != nil:
		w.message(7, m.TrackSetting)
	case m.Leave != nil:
		w.message(8, m.Leave)
	case m.Simulate != nil:
		w.message(13, m.Simulate)
	case m.UpdateMetadata != nil:
		w.message(15, m.UpdateMetadata)
	case m.PingReq != nil:
		w.message(16, m.PingReq)
	}
}
