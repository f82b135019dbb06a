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
	TrackSIDs []string
	Subscribe bool
}

func (m *UpdateSubscription) put(w *writer) {
	putStrings(w, 1, m.TrackSIDs)
	putBool(w, 2, m.Subscribe)
}

// UpdateTrackSettings says what is wanted of subscribed tracks.
type UpdateTrackSettings struct {
	TrackSIDs []string
	// Disabled has nothing sent of them; they stay subscribed.
	Disabled bool
	Quality  VideoQuality
}

func (m *UpdateTrackSettings) put(w *writer) {
	putStrings(w, 1, m.TrackSIDs)
	putBool(w, 3, m.Disabled)
	putInt(w, 4, int64(m.Quality))
}

// SubscriptionResponse tells that a subscription failed.
type SubscriptionResponse struct {
	TrackSID string
	Err      SubscriptionError
}

func (m *SubscriptionResponse) set(f *field) {
	switch f.num {
	case 1:
		f.string(&m.TrackSID)
	case 2:
		f.int32((*int32)(&m.Err))
	}
}
