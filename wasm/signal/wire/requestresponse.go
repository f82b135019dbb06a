package wire

// RequestReason is the outcome of a request.
type RequestReason int32

// The outcomes of a request.
const (
	RequestOK                RequestReason = 0
	RequestNotFound          RequestReason = 1
	RequestNotAllowed        RequestReason = 2
	RequestLimitExceeded     RequestReason = 3
	RequestQueued            RequestReason = 4
	RequestUnsupportedType   RequestReason = 5
	RequestUnclassifiedError RequestReason = 6
	RequestInvalidHandle     RequestReason = 7
	RequestInvalidName       RequestReason = 8
	RequestDuplicateHandle   RequestReason = 9
	RequestDuplicateName     RequestReason = 10
	RequestInvalidRequest    RequestReason = 11
)

// RequestResponse tells the outcome of a request, often only of one that
// failed. At most one of the members below Message is set: the request.
type RequestResponse struct {
	// RequestID is the request's own, 0 if it has none.
	RequestID uint32
	Reason    RequestReason
	Message   string

	Trickle          *TrickleRequest
	AddTrack         *AddTrackRequest
	Mute             *MuteTrackRequest
	UpdateMetadata   *UpdateParticipantMetadata
	UpdateVideoTrack *UpdateLocalVideoTrack
}

func (m *RequestResponse) drop() {
	*m = RequestResponse{RequestID: m.RequestID, Reason: m.Reason, Message: m.Message}
}

func (*RequestResponse) name() string { return "RequestResponse" }

func (m *RequestResponse) put(w *writer) {
	putUint32(w, 1, m.RequestID)
	putInt32(w, 2, m.Reason)
	putString(w, 3, m.Message)
	putMessage(w, 4, m.Trickle)
	putMessage(w, 5, m.AddTrack)
	putMessage(w, 6, m.Mute)
	putMessage(w, 7, m.UpdateMetadata)
	putMessage(w, 9, m.UpdateVideoTrack)
}

func (m *RequestResponse) set(f *field) {
	switch f.num {
	case 1:
		f.uint32(&m.RequestID)
	case 2:
		readInt32(f, &m.Reason)
	case 3:
		f.string(&m.Message)
	case 4:
		member(f, m.drop, &m.Trickle)
	case 5:
		member(f, m.drop, &m.AddTrack)
	case 6:
		member(f, m.drop, &m.Mute)
	case 7:
		member(f, m.drop, &m.UpdateMetadata)
	case 9:
		member(f, m.drop, &m.UpdateVideoTrack)
	case 8, 10, 11:
		// Members of the same oneof whose content is not needed.
		m.drop()
	}
}
