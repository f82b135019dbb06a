package client

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// breaks ends the session as a broken connection does.
func (s *seat) breaks() {
	s.loop.call(func() { s.session.lost("broken by the test", nil) })
}

func (s *seat) renew(token string) error {
	return s.do(func(done func(error)) { s.RenewToken(token, done) })
}

func TestReconnectionIsTriedSoOften(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC, Retry: Retry{FirstMs: 1, GrowPercent: 100, LongestMs: 1, Attempts: 3}})
	s.breaks()
	s.wait("state RECONNECTING DISCONNECTED NETWORK_ERROR", 1)
	if failed := s.all("refused"); !slices.Equal(failed, []string{"refused first", "refused first", "refused first"}) {
		t.Errorf("failed: %q", failed)
	}
	if media := s.all("media"); !slices.Equal(media, []string{"media false"}) {
		t.Errorf("what is published: %q", media)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.dialled) != 3 || !strings.HasPrefix(s.dialled[0], "ws://media.example/rtc?access_token=first&") {
		t.Errorf("dialled %q", s.dialled)
	}
}

func TestRenewedTokenIsOfTheNextConnection(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC, Retry: Retry{FirstMs: 1, GrowPercent: 100, LongestMs: 1}})
	s.must("renewToken", s.renew("second"))
	if len(s.sent.frames) != 0 || len(s.all("state")) != 0 {
		t.Error("the present connection was touched")
	}
	s.breaks()
	s.wait("refused second", 1)
	// At once, and not after the reconnection.
	s.must("renewToken while reconnecting", s.renew("third"))
	s.wait("refused third", 1)
	if failed := s.all("refused first"); len(failed) != 0 {
		t.Errorf("the old token was used: %q", failed)
	}
}

func TestTokenOfTheServerIsNewer(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.must("renewToken", s.renew("second"))
	s.loop.call(func() { s.session.receive(&wire.SignalResponse{RefreshToken: "third"}) })
	s.breaks()
	s.wait("refused third", 1)
}

func TestRenewTokenOutOfAChannel(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.must("leave", s.do(s.Leave))
	if err := s.renew("second"); code(err) != api.InvalidOperation {
		t.Errorf("renewToken: %v", err)
	}
}

func TestExpire(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.breaks()
	s.must("expire", s.do(s.Expire))
	want := []string{
		"state CONNECTED RECONNECTING ", "state RECONNECTING DISCONNECTING ",
		"state DISCONNECTING DISCONNECTED TOKEN_EXPIRE",
	}
	if states := s.all("state"); !slices.Equal(states, want) {
		t.Errorf("states: %q", states)
	}
}

func TestMediaComesBack(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC})
	s.breaks()
	s.loop.call(func() {
		s.publishAgain()
		s.publishAgain()
	})
	if media := s.all("media"); !slices.Equal(media, []string{"media false", "media true"}) {
		t.Errorf("told %q", media)
	}
}

// A session that breaks as soon as it is there is followed by the next one after
// waits that grow; one that lasted, at once.
func TestReconnectionOfASessionThatDoesNotLast(t *testing.T) {
	s := seated(t, Config{Mode: ModeRTC, Retry: Retry{FirstMs: 100, GrowPercent: 200, LongestMs: 300, Attempts: 1}})
	for i, c := range []struct {
		lasted time.Duration
		want   int
	}{{time.Hour, 0}, {0, 100}, {0, 200}, {200 * time.Millisecond, 300}, {0, 300}, {400 * time.Millisecond, 0}, {0, 100}} {
		wait := -1
		s.loop.call(func() {
			s.reentered = time.Now().Add(-c.lasted)
			wait = s.firstWait()
		})
		if wait != c.want {
			t.Errorf("session %d lasted %s: %d ms until the next one, want %d", i, c.lasted, wait, c.want)
		}
	}

	began := time.Now()
	s.loop.call(func() { s.reentered, s.waited = began, 100 })
	s.breaks()
	s.wait("state RECONNECTING DISCONNECTED NETWORK_ERROR", 1)
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("the only attempt was made after %s", took)
	}
}
