package wire

// SignalResponse is a message from the server to the client. Exactly one field
// is set; none is in a message of a kind that is not known here.
type SignalResponse struct {
	// Join is the first message of a new session.
	Join *JoinResponse
	// Answer is to the client's offer for the publisher's connection.
	Answer *SessionDescription
	// Offer is for the subscriber's connection.
	Offer   *SessionDescription
	Trickle *TrickleRequest
	// Update tells participants that came, changed or left.
	Update *ParticipantUpdate
	// TrackPublished answers AddTrackRequest.
	TrackPublished *TrackPublishedResponse
	// Leave ends the session.
	Leave *LeaveRequest
	// Mute asks the client to mute or unmute an own track.
	Mute *MuteTrackRequest
	// ConnectionQuality tells how the connections of participants do.
	ConnectionQuality *ConnectionQualityUpdate
	// StreamStateUpdate tells which videos the server itself has paused.
	StreamStateUpdate *StreamStateUpdate
	// SubscribedQualityUpdate tells how much of an own video is wanted.
	SubscribedQualityUpdate *SubscribedQualityUpdate
	// RefreshToken replaces the access token for reconnections; empty is unset.
	RefreshToken         string
	PongResp             *Pong
	SubscriptionResponse *SubscriptionResponse
	RequestResponse      *RequestResponse

	// kind is the number of the member that is set, 0 if none is.
	kind uint32
}

// Known reports whether the message was of a kind that is known here.
func (m *SignalResponse) Known() bool { return m.kind != 0 }

// Unmarshal replaces m by the message in src. The error is a *DecodeError.
func (m *SignalResponse) Unmarshal(src []byte) error {
	*m = SignalResponse{}
	return decode(m, src)
}

// set reads a member of a oneof, as all of them are: the last one counts, and
// the same one again is merged.
func (m *SignalResponse) set(f *field) {
	if !f.hasMessage() {
		*m = SignalResponse{}
		return
	}
	if f.num != m.kind {
		*m = SignalResponse{kind: f.num}
	}
	switch f.num {
	case 1:
		if m.Join == nil {
			m.Join = &JoinResponse{}
		}
		f.message(m.Join)
	case 2:
		if m.Answer == nil {
			m.Answer = &SessionDescription{}
		}
		f.message(m.Answer)
	case 3:
		if m.Offer == nil {
			m.Offer = &SessionDescription{}
		}
		f.message(m.Offer)
	case 4:
		if m.Trickle == nil {
			m.Trickle = &TrickleRequest{}
		}
		f.message(m.Trickle)
	case 5:
		if m.Update == nil {
			m.Update = &ParticipantUpdate{}
		}
		f.message(m.Update)
	case 6:
		if m.TrackPublished == nil {
			m.TrackPublished = &TrackPublishedResponse{}
		}
		f.message(m.TrackPublished)
	case 8:
		if m.Leave == nil {
			m.Leave = &LeaveRequest{}
		}
		f.message(m.Leave)
	case 9:
		if m.Mute == nil {
			m.Mute = &MuteTrackRequest{}
		}
		f.message(m.Mute)
	case 12:
		if m.ConnectionQuality == nil {
			m.ConnectionQuality = &ConnectionQualityUpdate{}
		}
		f.message(m.ConnectionQuality)
	case 13:
		if m.StreamStateUpdate == nil {
			m.StreamStateUpdate = &StreamStateUpdate{}
		}
		f.message(m.StreamStateUpdate)
	case 14:
		if m.SubscribedQualityUpdate == nil {
			m.SubscribedQualityUpdate = &SubscribedQualityUpdate{}
		}
		f.message(m.SubscribedQualityUpdate)
	case 16:
		f.string(&m.RefreshToken)
	case 20:
		if m.PongResp == nil {
			m.PongResp = &Pong{}
		}
		f.message(m.PongResp)
	case 21:
		if m.SubscriptionResponse == nil {
			m.SubscriptionResponse = &SubscriptionResponse{}
		}
		f.message(m.SubscriptionResponse)
	case 22:
		if m.RequestResponse == nil {
			m.RequestResponse = &RequestResponse{}
		}
		f.message(m.RequestResponse)
	default:
		m.kind = 0
	}
}
