package client

import (
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// What a page is told for each of the server's reasons: of its own end, "" where
// the client joins anew, and of a remote user's.
var reasons = map[wire.DisconnectReason]struct {
	own    api.DisconnectReason
	remote api.LeaveReason
}{
	wire.UnknownReason:      {api.ReasonServerError, api.LeaveQuit},
	wire.ClientInitiated:    {api.ReasonLeave, api.LeaveQuit},
	wire.DuplicateIdentity:  {api.ReasonUIDConflict, api.LeaveQuit},
	wire.ServerShutdown:     {"", api.LeaveQuit},
	wire.ParticipantRemoved: {api.ReasonUIDBanned, api.LeaveQuit},
	wire.RoomDeleted:        {api.ReasonChannelBanned, api.LeaveQuit},
	wire.StateMismatch:      {"", api.LeaveServerTimeout},
	wire.JoinFailure:        {api.ReasonServerError, api.LeaveServerTimeout},
	wire.Migration:          {"", api.LeaveQuit},
	wire.SignalClose:        {"", api.LeaveServerTimeout},
	wire.RoomClosed:         {api.ReasonChannelBanned, api.LeaveQuit},
	wire.UserUnavailable:    {api.ReasonServerError, api.LeaveQuit},
	wire.UserRejected:       {api.ReasonServerError, api.LeaveQuit},
	wire.SIPTrunkFailure:    {api.ReasonServerError, api.LeaveQuit},
	wire.ConnectionTimeout:  {"", api.LeaveServerTimeout},
	wire.MediaFailure:       {"", api.LeaveServerTimeout},
	wire.AgentError:         {api.ReasonServerError, api.LeaveQuit},
	// A newer server's.
	99: {api.ReasonServerError, api.LeaveQuit},
}

func TestReasonsOfRemoteUsers(t *testing.T) {
	for reason, want := range reasons {
		told := newRecorder(t, "anna")
		c := New(Env{}, Config{Mode: ModeRTC}, told)
		c.users.update([]*wire.ParticipantInfo{{SID: "PA_1", Identity: "ben"}})
		gone := &wire.ParticipantInfo{SID: "PA_0", Identity: "ben", State: wire.ParticipantDisconnected, DisconnectReason: reason}
		c.users.update([]*wire.ParticipantInfo{gone}) // of an earlier connection
		if left := told.all("left"); len(left) != 0 {
			t.Fatalf("reason %d: %v", reason, left)
		}
		gone.SID = "PA_1"
		c.users.update([]*wire.ParticipantInfo{gone})
		if left := told.all("left"); len(left) != 1 || left[0] != "left ben "+string(want.remote) {
			t.Errorf("reason %d: %q, want %q", reason, left, want.remote)
		}
	}
}

func TestReasonsOfTheOwnEnd(t *testing.T) {
	for reason, want := range reasons {
		for _, action := range []wire.LeaveAction{wire.LeaveDisconnect, wire.LeaveResume, wire.LeaveReconnect} {
			m := seated(t, Config{Mode: ModeRTC}).member
			m.loop.call(func() {
				m.session.receive(&wire.SignalResponse{Leave: &wire.LeaveRequest{Reason: reason, Action: action}})
			})
			expected := "state CONNECTED DISCONNECTED " + string(want.own)
			if want.own == "" || action != wire.LeaveDisconnect {
				expected = "state CONNECTED RECONNECTING "
			}
			if states := m.all("state"); len(states) != 1 || states[0] != expected {
				t.Errorf("reason %d, action %d: %q, want %q", reason, action, states, expected)
			}
		}
	}
}

func TestUsersWhoLeftDuringAReconnection(t *testing.T) {
	told := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC}, told)
	c.users.update([]*wire.ParticipantInfo{{SID: "PA_1", Identity: "ben"}, {SID: "PA_2", Identity: "carl"}})
	c.users.replace([]*wire.ParticipantInfo{{SID: "PA_3", Identity: "carl"}})
	if left := told.all("left"); len(left) != 1 || left[0] != "left ben Quit" {
		t.Errorf("left: %q", left)
	}
	if joined := told.all("joined"); len(joined) != 2 {
		t.Errorf("joined: %q", joined)
	}
}
