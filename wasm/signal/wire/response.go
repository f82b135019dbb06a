package wire

// SignalResponse is a message from the server to the client. Exactly one field
// is set; all are nil in a message of a kind that is not known here.
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
	Mute              *MuteTrackRequest
	RoomUpdate        *RoomUpdate
	ConnectionQuality *ConnectionQualityUpdate
	// StreamStateUpdate tells video that the server pauses for want of bandwidth.
	StreamStateUpdate *StreamStateUpdate
	// SubscribedQualityUpdate tells a publisher which layers are wanted.
	SubscribedQualityUpdate *SubscribedQualityUpdate
	// RefreshToken replaces the access token for reconnections.
	RefreshToken *string
	// TrackUnpublished tells that the server took an own track away.
	TrackUnpublished *TrackUnpublishedResponse
	// Reconnect is the first message of a resumed session.
	Reconnect            *ReconnectResponse
	PongResp             *Pong
	SubscriptionResponse *SubscriptionResponse
	RequestResponse      *RequestResponse
	// TrackSubscribed tells the first subscription to an own track.
	TrackSubscribed *TrackSubscribed
}

// Marshal appends the message's encoding to dst.
func (m *SignalResponse) Marshal(dst []byte) []byte { return encode(m, dst) }

// Unmarshal replaces m by the message in src. The error is a *DecodeError.
func (m *SignalResponse) Unmarshal(src []byte) error {
	m.drop()
	return decode(m, src)
}

func (m *SignalResponse) drop() { *m = SignalResponse{} }

func (*SignalResponse) name() string { return "SignalResponse" }

func (m *SignalResponse) put(w *writer) {
	putMessage(w, 1, m.Join)
	putMessage(w, 2, m.Answer)
	putMessage(w, 3, m.Offer)
	putMessage(w, 4, m.Trickle)
	putMessage(w, 5, m.Update)
	putMessage(w, 6, m.TrackPublished)
	putMessage(w, 8, m.Leave)
	putMessage(w, 9, m.Mute)
	putMessage(w, 11, m.RoomUpdate)
	putMessage(w, 12, m.ConnectionQuality)
	putMessage(w, 13, m.StreamStateUpdate)
	putMessage(w, 14, m.SubscribedQualityUpdate)
	if m.RefreshToken != nil {
		w.AppendString(16, *m.RefreshToken)
	}
	putMessage(w, 17, m.TrackUnpublished)
	putMessage(w, 19, m.Reconnect)
	putMessage(w, 20, m.PongResp)
	putMessage(w, 21, m.SubscriptionResponse)
	putMessage(w, 22, m.RequestResponse)
	putMessage(w, 23, m.TrackSubscribed)
}

func (m *SignalResponse) set(f *field) {
	switch f.num {
	case 1:
		member(f, m.drop, &m.Join)
	case 2:
		member(f, m.drop, &m.Answer)
	case 3:
		member(f, m.drop, &m.Offer)
	case 4:
		member(f, m.drop, &m.Trickle)
	case 5:
		member(f, m.drop, &m.Update)
	case 6:
		member(f, m.drop, &m.TrackPublished)
	case 8:
		member(f, m.drop, &m.Leave)
	case 9:
		member(f, m.drop, &m.Mute)
	case 11:
		member(f, m.drop, &m.RoomUpdate)
	case 12:
		member(f, m.drop, &m.ConnectionQuality)
	case 13:
		member(f, m.drop, &m.StreamStateUpdate)
	case 14:
		member(f, m.drop, &m.SubscribedQualityUpdate)
	case 16:
		stringMember(f, m.drop, &m.RefreshToken)
	case 17:
		member(f, m.drop, &m.TrackUnpublished)
	case 19:
		member(f, m.drop, &m.Reconnect)
	case 20:
		member(f, m.drop, &m.PongResp)
	case 21:
		member(f, m.drop, &m.SubscriptionResponse)
	case 22:
		member(f, m.drop, &m.RequestResponse)
	case 23:
		member(f, m.drop, &m.TrackSubscribed)
	default:
		// The message has no fields but the oneof's, so this is a member too.
		m.drop()
	}
}
