package signal

import (
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/livekit/protocol/livekit"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// A synctest bubble fails the test if a goroutine outlives it: each of these
// tests also proves that a session leaves none behind.

// code returns the documented code of err, empty if it has none.
func code(err error) api.Code {
	var e *api.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// muted is any message of the server that is told apart by its sid.
func muted(sid string) *livekit.SignalResponse {
	return &livekit.SignalResponse{Message: &livekit.SignalResponse_Mute{Mute: &livekit.MuteTrackRequest{Sid: sid}}}
}

func TestDialErrorIsReturned(t *testing.T) {
	want := api.NewError(api.CannotGetGateway, "no")
	_, err := Open(t.Context(), Config{
		URL: "ws://h",
		Dial: func(_ lifetime.Context, url string, _ ConnEvents) (Conn, error) {
			if url != "ws://h" {
				t.Errorf("dialled %q", url)
			}
			return nil, want
		},
	})
	if err != error(want) {
		t.Fatalf("got %v", err)
	}
}

func TestMessagesComeInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		for i := range 100 {
			c.say(muted(strconv.Itoa(i)))
		}
		synctest.Wait()
		if len(r.messages) != 100 {
			t.Fatalf("%d messages came", len(r.messages))
		}
		for i, m := range r.messages {
			if m.Mute.SID != strconv.Itoa(i) {
				t.Fatalf("message %d is %s", i, m.Mute.SID)
			}
		}
	})
}

func TestSendKeepsTheOrderAndTheMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newFakeConn()
		s := open(t, c, Config{})
		defer s.Close()
		mute := &wire.MuteTrackRequest{}
		for i := range 100 {
			mute.SID = strconv.Itoa(i)
			if err := s.Send(&wire.SignalRequest{Mute: mute}); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 100 {
			if m := c.heard(t); m.GetMute().GetSid() != strconv.Itoa(i) {
				t.Fatalf("message %d is %s", i, m.GetMute().GetSid())
			}
		}
	})
}

func TestCloseComesAfterWhatWasSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		for range 50 {
			_ = s.Send(&wire.SignalRequest{Mute: &wire.MuteTrackRequest{}})
		}
		_ = s.Send(&wire.SignalRequest{Leave: &wire.LeaveRequest{Reason: wire.ClientInitiated}})
		s.Close()
		for range 50 {
			c.heard(t)
		}
		if m := c.heard(t); m.GetLeave() == nil {
			t.Errorf("the last message is %+v", m)
		}
		if !slices.Equal(c.closes, []int{normalClosure}) {
			t.Errorf("closed with %v", c.closes)
		}
		if len(r.closed) != 1 || r.closed[0] != nil {
			t.Errorf("told closed: %v", r.closed)
		}
		if err := s.Send(&wire.SignalRequest{}); code(err) != api.WSAbort {
			t.Errorf("sending afterwards: %v", err)
		}
	})
}

func TestCloseTwiceAndAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		s := open(t, newFakeConn(), Config{Events: r.events()})
		var closers sync.WaitGroup
		for range 3 {
			closers.Go(s.Close)
		}
		closers.Wait()
		s.Close()
		if len(r.closed) != 1 || r.closed[0] != nil {
			t.Errorf("told closed: %v", r.closed)
		}
	})
}

func TestClosedByTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		c.say(muted("last"))
		c.end(&CloseError{Code: 1001, Reason: "going away"})
		synctest.Wait()
		if len(r.messages) != 1 {
			t.Errorf("%d messages came", len(r.messages))
		}
		var end *CloseError
		if len(r.closed) != 1 || code(r.closed[0]) != api.NetworkError || !errors.As(r.closed[0], &end) || end.Code != 1001 {
			t.Errorf("told closed: %v", r.closed)
		}
		if err := s.Send(&wire.SignalRequest{}); code(err) != api.WSAbort {
			t.Errorf("sending afterwards: %v", err)
		}
		s.Close()
		if len(r.closed) != 1 {
			t.Errorf("told closed again: %v", r.closed)
		}
	})
}

func TestBrokenConnectionEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		open(t, c, Config{Events: r.events()})
		broken := errors.New("broken pipe")
		c.end(broken)
		synctest.Wait()
		if len(r.closed) != 1 || !errors.Is(r.closed[0], broken) {
			t.Errorf("told closed: %v", r.closed)
		}
	})
}

func TestUndecodableFirstFrameEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		open(t, c, Config{Events: r.events()})
		c.sayFrame([]byte("<html>"))
		synctest.Wait()
		if len(r.closed) != 1 || code(r.closed[0]) != api.UnexpectedResponse {
			t.Errorf("told closed: %v", r.closed)
		}
		if !slices.Equal(c.closes, []int{normalClosure}) {
			t.Errorf("closed with %v", c.closes)
		}
	})
}

func TestUndecodableFrameIsSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		c.say(muted("1"))
		c.sayFrame([]byte{0x0a})
		c.say(muted("2"))
		synctest.Wait()
		var wrong *wire.DecodeError
		if len(r.undecodable) != 1 || !errors.As(r.undecodable[0], &wrong) {
			t.Errorf("told undecodable: %v", r.undecodable)
		}
		if len(r.messages) != 2 || len(r.closed) != 0 {
			t.Errorf("messages %v, closed %v", r.messages, r.closed)
		}
	})
}

func TestNoMessageAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		s.Close()
		c.say(joinWithPings(5, 15))
		c.sayFrame([]byte{0x0a})
		synctest.Wait()
		if len(r.messages) != 0 || len(r.undecodable) != 0 || len(r.closed) != 1 || len(c.sent) != 0 {
			t.Errorf("messages %v, undecodable %v, closed %v, %d sent", r.messages, r.undecodable, r.closed, len(c.sent))
		}
	})
}

// The dialer may tell its first events before it returns.
func TestEventsBeforeOpenReturns(t *testing.T) {
	for _, ends := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var r record
			c := newFakeConn()
			s, err := Open(t.Context(), Config{Events: r.events(), Dial: func(ctx lifetime.Context, url string, events ConnEvents) (Conn, error) {
				conn, err := c.dial(ctx, url, events)
				c.say(joinWithPings(5, 15))
				synctest.Wait()
				if c.heard(t).GetPingReq() == nil {
					t.Error("no ping")
				}
				if ends {
					c.end(&CloseError{Code: 1001})
				}
				return conn, err
			}})
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			if len(r.messages) != 1 || len(r.closed) != 1 || (r.closed[0] != nil) != ends {
				t.Errorf("messages %v, closed %v", r.messages, r.closed)
			}
		})
	}
}

func TestCloseWithinAnEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		var s *Session
		events := r.events()
		events.Message = func(*wire.SignalResponse) { s.Close() }
		s = open(t, c, Config{Events: events})
		c.say(muted("1"))
		if len(r.closed) != 1 || r.closed[0] != nil {
			t.Errorf("told closed: %v", r.closed)
		}
	})
}

func TestMessagesOfUnknownKindAreNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		c.sayFrame([]byte{0xfa, 0x3f, 0x01, 0x00})
		c.say(muted("1"))
		synctest.Wait()
		if len(r.messages) != 1 || len(r.undecodable) != 0 {
			t.Errorf("messages %v, undecodable %v", r.messages, r.undecodable)
		}
	})
}

func TestNilEventsAreSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newFakeConn()
		s := open(t, c, Config{})
		c.say(muted("1"))
		c.sayFrame([]byte{0x0a})
		synctest.Wait()
		s.Close()
	})
}
