package client

import (
	"strconv"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// returns reports whether a client whose session the server ended joins anew:
// where nobody wanted it gone (LiveKit, livekit_models.proto, DisconnectReason).
func returns(r wire.DisconnectReason) bool {
	switch r {
	case wire.ServerShutdown, wire.Migration, wire.StateMismatch,
		wire.ConnectionTimeout, wire.SignalClose, wire.MediaFailure:
		return true
	}
	return false
}

// disconnectReason is the documented reason for the server's, where the client
// does not return.
func disconnectReason(r wire.DisconnectReason) api.DisconnectReason {
	switch r {
	case wire.ClientInitiated:
		return api.ReasonLeave
	case wire.DuplicateIdentity:
		return api.ReasonUIDConflict
	case wire.ParticipantRemoved:
		return api.ReasonUIDBanned
	case wire.RoomDeleted, wire.RoomClosed:
		return api.ReasonChannelBanned
	default:
		return api.ReasonServerError
	}
}

// leaveError says in words why the server ended a session.
func leaveError(r wire.DisconnectReason) *api.Error {
	switch r {
	case wire.DuplicateIdentity:
		return api.NewError(api.UIDConflict, "another client joined the channel with the same uid")
	case wire.ParticipantRemoved:
		return api.NewError(api.OperationAborted, "the media server removed this user from the channel")
	case wire.RoomDeleted, wire.RoomClosed:
		return api.NewError(api.OperationAborted, "the channel was closed on the media server")
	default:
		return api.NewError(api.UnexpectedResponse, "the media server ended the session, reason ", strconv.Itoa(int(r)))
	}
}

// leaveReason is the documented reason for which a remote user left.
func leaveReason(r wire.DisconnectReason) api.LeaveReason {
	switch r {
	case wire.ConnectionTimeout, wire.SignalClose, wire.StateMismatch, wire.MediaFailure, wire.JoinFailure:
		return api.LeaveServerTimeout
	default:
		return api.LeaveQuit
	}
}

// requestReason says in words why the server refused a request.
func requestReason(r wire.RequestReason) string {
	switch r {
	case wire.RequestNotFound:
		return "not found"
	case wire.RequestNotAllowed:
		return "the token does not permit it"
	case wire.RequestLimitExceeded:
		return "a limit is exceeded"
	case wire.RequestUnsupportedType:
		return "not supported"
	default:
		return "reason " + strconv.Itoa(int(r))
	}
}

// subscriptionError says in words why the server refused a subscription.
func subscriptionError(e wire.SubscriptionError) string {
	switch e {
	case wire.SubscriptionCodecMismatch:
		return "this browser cannot decode the track's codec"
	case wire.SubscriptionTrackNotFound:
		return "the track is not there any more"
	default:
		return "reason " + strconv.Itoa(int(e))
	}
}
