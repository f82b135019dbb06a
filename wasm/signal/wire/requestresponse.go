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
// failed.
type RequestResponse struct {
	Reason  RequestReason
	Message string
	// AddTrack is the request, if it was one to add a track.
	AddTrack *RefusedTrack
}

func (m *RequestResponse) set(f *field) {
	switch f.num {
	case 2:
		f.int32((*int32)(&m.Reason))
	case 3:
		f.string(&m.Message)
	case 4, 6, 7, 8, 9, 10, 11:
		// Another request, in the same oneof as AddTrack: the last one counts.
		m.AddTrack = nil
	case 5:
		if f.hasMessage() {
			if m.AddTrack == nil {
				m.AddTrack = &RefusedTrack{}
			}
			f.message(m.AddTrack)
		}
	}
}

// RefusedTrack is what a RequestResponse repeats of an AddTrackRequest.
type RefusedTrack struct {
	CID string
}

func (m *RefusedTrack) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.CID)
	}
}
