package wire

import (
	"testing"

	"github.com/livekit/protocol/livekit"
)

func TestEnumsHaveTheProtosNumbers(t *testing.T) {
	for _, e := range []struct {
		name      string
		ours      []int32
		reals     map[int32]string
		protoName []string
	}{
		{"SignalTarget", []int32{int32(TargetPublisher), int32(TargetSubscriber)}, livekit.SignalTarget_name,
			[]string{"PUBLISHER", "SUBSCRIBER"}},
		{"TrackType", []int32{int32(TrackAudio), int32(TrackVideo), int32(TrackData)}, livekit.TrackType_name,
			[]string{"AUDIO", "VIDEO", "DATA"}},
		{"TrackSource", []int32{int32(SourceUnknown), int32(SourceCamera), int32(SourceMicrophone), int32(SourceScreenShare), int32(SourceScreenShareAudio)}, livekit.TrackSource_name,
			[]string{"UNKNOWN", "CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"}},
		{"VideoQuality", []int32{int32(QualityLow), int32(QualityMedium), int32(QualityHigh), int32(QualityOff)}, livekit.VideoQuality_name,
			[]string{"LOW", "MEDIUM", "HIGH", "OFF"}},
		{"AudioTrackFeature", []int32{int32(FeatureStereo), int32(FeatureNoDTX), int32(FeatureAutoGainControl), int32(FeatureEchoCancellation), int32(FeatureNoiseSuppression), int32(FeatureEnhancedNoiseCancellation), int32(FeaturePreconnectBuffer)}, livekit.AudioTrackFeature_name,
			[]string{"TF_STEREO", "TF_NO_DTX", "TF_AUTO_GAIN_CONTROL", "TF_ECHO_CANCELLATION", "TF_NOISE_SUPPRESSION", "TF_ENHANCED_NOISE_CANCELLATION", "TF_PRECONNECT_BUFFER"}},
		{"ParticipantState", []int32{int32(ParticipantJoining), int32(ParticipantJoined), int32(ParticipantActive), int32(ParticipantDisconnected)}, livekit.ParticipantInfo_State_name,
			[]string{"JOINING", "JOINED", "ACTIVE", "DISCONNECTED"}},
		{"LeaveAction", []int32{int32(LeaveDisconnect), int32(LeaveResume), int32(LeaveReconnect)}, livekit.LeaveRequest_Action_name,
			[]string{"DISCONNECT", "RESUME", "RECONNECT"}},
		{"SubscriptionError", []int32{int32(SubscriptionErrorUnknown), int32(SubscriptionCodecMismatch), int32(SubscriptionTrackNotFound)}, livekit.SubscriptionError_name,
			[]string{"SE_UNKNOWN", "SE_CODEC_UNSUPPORTED", "SE_TRACK_NOTFOUND"}},
		{"DisconnectReason", []int32{int32(UnknownReason), int32(ClientInitiated), int32(DuplicateIdentity), int32(ServerShutdown), int32(ParticipantRemoved), int32(RoomDeleted), int32(StateMismatch), int32(JoinFailure), int32(Migration), int32(SignalClose), int32(RoomClosed), int32(UserUnavailable), int32(UserRejected), int32(SIPTrunkFailure), int32(ConnectionTimeout), int32(MediaFailure), int32(AgentError)}, livekit.DisconnectReason_name,
			[]string{"UNKNOWN_REASON", "CLIENT_INITIATED", "DUPLICATE_IDENTITY", "SERVER_SHUTDOWN", "PARTICIPANT_REMOVED", "ROOM_DELETED", "STATE_MISMATCH", "JOIN_FAILURE", "MIGRATION", "SIGNAL_CLOSE", "ROOM_CLOSED", "USER_UNAVAILABLE", "USER_REJECTED", "SIP_TRUNK_FAILURE", "CONNECTION_TIMEOUT", "MEDIA_FAILURE", "AGENT_ERROR"}},
		{"RequestReason", []int32{int32(RequestOK), int32(RequestNotFound), int32(RequestNotAllowed), int32(RequestLimitExceeded), int32(RequestQueued), int32(RequestUnsupportedType), int32(RequestUnclassifiedError), int32(RequestInvalidHandle), int32(RequestInvalidName), int32(RequestDuplicateHandle), int32(RequestDuplicateName), int32(RequestInvalidRequest)}, livekit.RequestResponse_Reason_name,
			[]string{"OK", "NOT_FOUND", "NOT_ALLOWED", "LIMIT_EXCEEDED", "QUEUED", "UNSUPPORTED_TYPE", "UNCLASSIFIED_ERROR", "INVALID_HANDLE", "INVALID_NAME", "DUPLICATE_HANDLE", "DUPLICATE_NAME", "INVALID_REQUEST"}},
	} {
		if len(e.ours) != len(e.reals) {
			t.Errorf("%s has %d values, the real one %d", e.name, len(e.ours), len(e.reals))
		}
		for i, v := range e.ours {
			if e.reals[v] != e.protoName[i] {
				t.Errorf("%s: %d is %q, want %q", e.name, v, e.reals[v], e.protoName[i])
			}
		}
	}
}
