package wire

// SubscriptionError is why a subscription failed.
type SubscriptionError int32

// The errors of a subscription.
const (
	SubscriptionErrorUnknown  SubscriptionError = 0
	SubscriptionCodecMismatch SubscriptionError = 1
	SubscriptionTrackNotFound SubscriptionError = 2
)

// UpdateSubscription subscribes to tracks or unsubscribes from them.
type UpdateSubscription struct {
	TrackSIDs         []string
	Subscribe         bool
	ParticipantTracks []*ParticipantTracks
}

func (*UpdateSubscription) name() string { return "UpdateSubscription" }

func (m *UpdateSubscription) put(w *writer) {
	putStrings(w, 1, m.TrackSIDs)
	putBool(w, 2, m.Subscribe)
	putMessages(w, 3, m.ParticipantTracks)
}

func (m *UpdateSubscription) set(f *field) {
	switch f.num {
	case 1:
		f.strings(&m.TrackSIDs)
	case 2:
		f.bool(&m.Subscribe)
	case 3:
		children(f, &m.ParticipantTracks)
	}
}

// ParticipantTracks are tracks of one participant.
type ParticipantTracks struct {
	ParticipantSID string
	TrackSIDs      []string
}

func (*ParticipantTracks) name() string { return "ParticipantTracks" }

func (m *ParticipantTracks) put(w *writer) {
	putString(w, 1, m.ParticipantSID)
	putStrings(w, 2, m.TrackSIDs)
}

func (m *ParticipantTracks) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.ParticipantSID)
	case 2:
		f.strings(&m.TrackSIDs)
	}
}

// UpdateTrackSettings says what is wanted of subscribed tracks.
type UpdateTrackSettings struct {
	TrackSIDs []string
	// Disabled is true to receive nothing and keep the subscription.
	Disabled bool
	Quality  VideoQuality
	// Width and Height are what is wanted in pixels; they win over Quality.
	Width  uint32
	Height uint32
	// FPS is the frame rate that is wanted, 0 for all.
	FPS uint32
}

func (*UpdateTrackSettings) name() string { return "UpdateTrackSettings" }

func (m *UpdateTrackSettings) put(w *writer) {
	putStrings(w, 1, m.TrackSIDs)
	putBool(w, 3, m.Disabled)
	putInt32(w, 4, m.Quality)
	putUint32(w, 5, m.Width)
	putUint32(w, 6, m.Height)
	putUint32(w, 7, m.FPS)
}

func (m *UpdateTrackSettings) set(f *field) {
	switch f.num {
	case 1:
		f.strings(&m.TrackSIDs)
	case 3:
		f.bool(&m.Disabled)
	case 4:
		readInt32(f, &m.Quality)
	case 5:
		f.uint32(&m.Width)
	case 6:
		f.uint32(&m.Height)
	case 7:
		f.uint32(&m.FPS)
	}
}

// SubscriptionResponse tells that a subscription failed.
type SubscriptionResponse struct {
	TrackSID string
	Err      SubscriptionError
}

func (*SubscriptionResponse) name() string { return "SubscriptionResponse" }

func (m *SubscriptionResponse) put(w *writer) {
	putString(w, 1, m.TrackSID)
	putInt32(w, 2, m.Err)
}

func (m *SubscriptionResponse) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	case 2:
		readInt32(f, &m.Err)
	}
}
