package wire

import "github.com/VictoriaMetrics/easyproto"

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
func (m *SignalRequest) Marshal(dst []byte) []byte {
	var buf easyproto.Marshaler
	m.put(buf.MessageMarshaler())
	return buf.Marshal(dst)
}

func (m *SignalRequest) put(w *writer) {
	switch {
	case m.Offer != nil:
		m.Offer.put(w.AppendMessage(1))
	case m.Answer != nil:
		m.Answer.put(w.AppendMessage(2))
	case m.Trickle != nil:
		m.Trickle.put(w.AppendMessage(3))
	case m.AddTrack != nil:
		m.AddTrack.put(w.AppendMessage(4))
	case m.Mute != nil:
		m.Mute.put(w.AppendMessage(5))
	case m.Subscription != nil:
		m.Subscription.put(w.AppendMessage(6))
	case m.TrackSetting != nil:
		m.TrackSetting.put(w.AppendMessage(7))
	case m.Leave != nil:
		m.Leave.put(w.AppendMessage(8))
	case m.Simulate != nil:
		m.Simulate.put(w.AppendMessage(13))
	case m.UpdateMetadata != nil:
		m.UpdateMetadata.put(w.AppendMessage(15))
	case m.PingReq != nil:
		m.PingReq.put(w.AppendMessage(16))
	}
}
