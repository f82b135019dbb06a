package client

import (
	"slices"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// watched is a client and what it is told of the user ben.
type watched struct {
	*Client
	t    *testing.T
	told *recorder
	n    int
}

func watch(t *testing.T, mode Mode) *watched {
	told := newRecorder(t, "anna")
	return &watched{Client: New(Env{}, Config{Mode: mode, Role: api.Audience}, told), t: t, told: told}
}

// ben is what the server says of ben.
func (w *watched) ben(role string, mayPublish bool, tracks ...*wire.TrackInfo) *watched {
	info := &wire.ParticipantInfo{
		SID: "PA_1", Identity: "ben", Tracks: tracks,
		Permission: &wire.ParticipantPermission{CanPublish: mayPublish},
	}
	if role != "" {
		info.Attributes = map[string]string{roleAttribute: role}
	}
	w.users.update([]*wire.ParticipantInfo{info})
	return w
}

func (w *watched) leaves() *watched {
	w.users.update([]*wire.ParticipantInfo{{SID: "PA_1", Identity: "ben", State: wire.ParticipantDisconnected}})
	return w
}

// expect compares what was told since it was called last.
func (w *watched) expect(want ...string) *watched {
	w.t.Helper()
	got := w.told.all("")[w.n:]
	w.n += len(got)
	if !slices.Equal(got, want) {
		w.t.Errorf("told %q, want %q", got, want)
	}
	return w
}

func video(muted bool) *wire.TrackInfo {
	return &wire.TrackInfo{SID: "TR_1", Type: wire.TrackVideo, Source: wire.SourceCamera, Muted: muted}
}

func TestEverybodyIsShownInModeRTC(t *testing.T) {
	watch(t, ModeRTC).ben("audience", false).expect("joined ben").
		ben("host", true).expect().
		leaves().expect("left ben Quit")
}

func TestHostsAreShownInModeLive(t *testing.T) {
	// Who says so.
	watch(t, ModeLive).ben("host", true).expect("joined ben").
		ben("host", true, video(false)).expect("published ben video").
		ben("host", true).expect("unpublished ben video").
		ben("audience", true).expect("left ben BecomeAudience").
		ben("host", true).expect("joined ben").
		leaves().expect("left ben Quit")
	// Who says nothing is a host from the first track on.
	watch(t, ModeLive).ben("", true).expect().
		ben("", true, video(true)).expect("joined ben").
		ben("", true).expect().
		leaves().expect("left ben Quit")
	// Whose word is late.
	watch(t, ModeLive).ben("audience", true).expect().
		ben("audience", true, video(false)).expect("joined ben", "published ben video").
		ben("audience", true).expect("unpublished ben video", "left ben BecomeAudience").
		leaves().expect()
}

func TestWhoMayNotPublishIsAnAudience(t *testing.T) {
	watch(t, ModeLive).ben("host", false).expect().
		ben("", true, video(false)).expect("joined ben", "published ben video").
		ben("", false).expect("unpublished ben video", "left ben BecomeAudience")
}

func TestAudienceIsForgotten(t *testing.T) {
	w := watch(t, ModeLive).ben("host", true)
	w.downlink.wishes["ben"] = api.LowStream
	w.ben("audience", true)
	if w.downlink.wish("ben") != api.HighStream {
		t.Error("what was asked for about a host outlives that")
	}
	if w.users.find("ben") == nil {
		t.Error("an audience is not known")
	}
}

func TestOwnRoleIsTold(t *testing.T) {
	for _, test := range []struct {
		name   string
		config Config
		before api.Role // as the session found it
		roles  []api.Role
		want   []string
	}{
		{"mode rtc", Config{Mode: ModeRTC}, "", nil, nil},
		{"an audience", Config{Mode: ModeLive, Role: api.Audience}, "", nil, nil},
		{"a host", Config{Mode: ModeLive, Role: api.Host}, "", nil, []string{"host"}},
		{"a host again", Config{Mode: ModeLive, Role: api.Host}, api.Host, nil, nil},
		{"once a host", Config{Mode: ModeLive, Role: api.Audience}, api.Host, nil, []string{"audience"}},
		{
			"changes", Config{Mode: ModeLive, Role: api.Audience}, "",
			[]api.Role{api.Audience, api.Host, api.Host, api.Audience}, []string{"host", "audience"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := seated(t, test.config)
			s.loop.call(func() {
				s.session.role = test.before
				s.session.announceRole()
			})
			for _, role := range test.roles {
				s.must("setClientRole", s.do(func(done func(error)) { s.SetClientRole(role, done) }))
			}
			var told []string
			for _, attributes := range s.attributes() {
				told = append(told, attributes[roleAttribute])
			}
			if !slices.Equal(told, test.want) {
				t.Errorf("told %q, want %q", told, test.want)
			}
		})
	}
}

func TestMutedTracksAreTold(t *testing.T) {
	microphone := func(muted bool) *wire.TrackInfo {
		return &wire.TrackInfo{SID: "TR_2", Type: wire.TrackAudio, Source: wire.SourceMicrophone, Muted: muted}
	}
	watch(t, ModeRTC).ben("", true, video(false), microphone(true)).
		expect("joined ben", "published ben video").
		ben("", true, video(true), microphone(true)).
		expect("muted ben video true", "unpublished ben video").
		ben("", true, video(false), microphone(false)).
		expect("muted ben video false", "muted ben audio false", "published ben audio", "published ben video").
		ben("", true).expect("unpublished ben audio", "unpublished ben video")
}
