package client

import (
	"bytes"
	"slices"
	"sync"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal"
	"dualstream/wasm/signal/wire"
)

// sink is a connection that keeps the frames that are sent.
type sink struct {
	mu     sync.Mutex // pings come from timers
	frames [][]byte
}

func (s *sink) Send(frame []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frames = append(s.frames, slices.Clone(frame))
}
func (s *sink) Close(int, string) {}

// paused is a client that receives the video of the user ben, and its pauses.
type paused struct {
	*pauses
	t    *testing.T
	ben  *remote
	sub  *subscription
	sent *sink
	told *recorder
	now  time.Time
}

func newPaused(t *testing.T, option api.FallbackOption) *paused {
	told := newRecorder(t, "anna")
	c := New(Env{}, Config{Mode: ModeRTC}, told)
	sub := &subscription{client: c, kind: api.Video, sid: "TR_1", watch: newStreamWatch(api.HighStream)}
	ben := &remote{
		identity: "ben", tracks: []*wire.TrackInfo{{SID: "TR_1", Type: wire.TrackVideo}},
		subscriptions: map[api.MediaKind]*subscription{api.Video: sub},
	}
	c.users.users = []*remote{ben}
	c.downlink.options["ben"] = option
	p := &paused{pauses: &pauses{client: c}, t: t, ben: ben, sub: sub, sent: &sink{}, told: told, now: began}
	c.session = p.connect()
	return p
}

// connect is a session with a server of its own.
func (p *paused) connect() *session {
	p.t.Helper()
	link, err := signal.Open(lifetime.Background(), signal.Config{
		Dial: func(lifetime.Context, string, signal.ConnEvents) (signal.Conn, error) { return p.sent, nil },
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return &session{client: p.client, ctx: lifetime.Background(), signal: link}
}

// says is a message of the server about ben's video.
func (p *paused) says(state wire.StreamState) {
	p.take(p.client.session, &wire.StreamStateUpdate{StreamStates: []*wire.StreamStateInfo{
		{TrackSID: "TR_1", State: state}, {TrackSID: "TR_2", State: wire.StreamPaused},
	}}, p.now)
}

// passes lets time pass, with a tick at the end of it.
func (p *paused) passes(d time.Duration) {
	p.now = p.now.Add(d)
	p.tell(p.now)
}

// giveUp has the policy's place taken by a ceiling that no application can ask
// for: no video is asked for.
func (p *paused) giveUp(given bool) {
	level := api.LevelHigh
	if given {
		level = api.LevelAudio
	}
	p.client.downlink.wishes["ben"], p.sub.chosen = api.StreamType(level), level
}

func (p *paused) expect(want ...string) {
	p.t.Helper()
	if got := p.told.all("fallback "); !slices.Equal(got, want) {
		p.t.Errorf("told %q, want %q", got, want)
	}
}

func TestPauseByTheServerIsTold(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	if !p.withheld(p.ben, p.sub) {
		t.Error("a paused video is expected")
	}
	p.passes(900 * time.Millisecond)
	p.expect()
	p.says(wire.StreamPaused) // once more: the time goes on
	p.passes(100 * time.Millisecond)
	p.passes(time.Second)
	p.expect("fallback ben true server")
	p.says(wire.StreamActive)
	p.passes(time.Second)
	p.expect("fallback ben true server", "fallback ben false server")
	if p.withheld(p.ben, p.sub) || p.lasting(p.sub) || len(p.list) != 0 {
		t.Error("the pause goes on")
	}
}

func TestShortPauseByTheServer(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.passes(500 * time.Millisecond)
	p.says(wire.StreamActive)
	p.passes(2 * time.Second)
	p.expect()
}

func TestPauseByTheServerUnderOtherOptions(t *testing.T) {
	for _, option := range []api.FallbackOption{api.FallbackDisable, api.FallbackLowStream} {
		p := newPaused(t, option)
		p.says(wire.StreamPaused)
		p.passes(5 * time.Second)
		p.expect()
		if !p.withheld(p.ben, p.sub) {
			t.Errorf("option %d: a paused video is expected", option)
		}
		p.client.downlink.options["ben"] = api.FallbackAudioOnly
		p.passes(tick)
		p.expect("fallback ben true server")
	}
}

// The policy falls while the server has the video paused: nothing is told
// twice, and the policy tells the end.
func TestPolicyFallsDuringPause(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.passes(time.Second)
	p.giveUp(true)
	if p.withheld(p.ben, p.sub) {
		t.Error("a video that the policy gave up is not expected, and never comes back")
	}
	p.says(wire.StreamActive)
	p.passes(time.Second)
	p.expect("fallback ben true server")
	if !p.sub.fallen {
		t.Error("what the policy has given up counts as received")
	}
}

// The policy fell first and is back: it is the server that keeps the video from
// coming, and the end of that is told.
func TestPolicyRecoversDuringPause(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.giveUp(true)
	p.sub.fallen = true
	p.passes(2 * time.Second)
	if !p.lasting(p.sub) {
		t.Error("the pause does not last")
	}
	p.giveUp(false)
	p.passes(time.Second)
	p.expect()
	p.says(wire.StreamActive)
	p.expect("fallback ben false server")
}

func TestServerIsToldAgainWhatItIgnored(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.giveUp(true)
	p.says(wire.StreamActive)
	again := &wire.SignalRequest{TrackSetting: &wire.UpdateTrackSettings{
		TrackSIDs: []string{"TR_1"}, Disabled: true, Quality: wire.QualityHigh,
	}}
	if len(p.sent.frames) != 1 || !bytes.Equal(p.sent.frames[0], again.Marshal(nil)) {
		t.Errorf("sent %x", p.sent.frames)
	}
}

func TestPauseEndsWithItsSession(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.passes(time.Second)
	p.client.session = p.connect()
	if p.withheld(p.ben, p.sub) {
		t.Error("another server's pause holds")
	}
	p.passes(tick)
	p.expect("fallback ben true server", "fallback ben false server")
}

func TestPauseOfWhatIsNotReceived(t *testing.T) {
	p := newPaused(t, api.FallbackAudioOnly)
	p.says(wire.StreamPaused)
	p.ben.tracks[0].Muted = true
	p.passes(2 * time.Second)
	p.expect()
	delete(p.ben.subscriptions, api.Video)
	p.passes(time.Second)
	p.expect()
	if len(p.list) != 0 {
		t.Error("a pause outlives its subscription")
	}
}
