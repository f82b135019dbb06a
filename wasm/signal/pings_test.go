package signal

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/livekit/protocol/livekit"

	"dualstream/wasm/api"
)

func joinWithPings(interval, timeout int32) *livekit.SignalResponse {
	return &livekit.SignalResponse{Message: &livekit.SignalResponse_Join{
		Join: &livekit.JoinResponse{PingInterval: interval, PingTimeout: timeout},
	}}
}

func pong(timestamp int64) *livekit.SignalResponse {
	return &livekit.SignalResponse{Message: &livekit.SignalResponse_PongResp{
		PongResp: &livekit.Pong{LastPingTimestamp: timestamp},
	}}
}

func rtt(s *Session) float64 {
	rtt, _ := s.RTTMs()
	return rtt
}

func late(s *Session) bool {
	_, late := s.RTTMs()
	return late
}

func TestPingsMeasureTheRoundTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		if !math.IsNaN(rtt(s)) {
			t.Errorf("before any ping the round trip is %v", rtt(s))
		}
		joined := time.Now()
		c.say(joinWithPings(5, 15))
		for i := range 3 {
			ping := c.heard(t).GetPingReq()
			if at := time.Since(joined); at != time.Duration(i)*5*time.Second {
				t.Errorf("ping %d came after %v", i, at)
			}
			if ping.Timestamp != time.Now().UnixMilli() {
				t.Errorf("ping %d has the timestamp %d", i, ping.Timestamp)
			}
			if want := int64(70 * min(i, 1)); ping.Rtt != want {
				t.Errorf("ping %d tells a round trip of %d, want %d", i, ping.Rtt, want)
			}
			time.Sleep(70 * time.Millisecond)
			c.say(pong(ping.Timestamp))
			synctest.Wait()
			if rtt(s) != 70 {
				t.Errorf("round trip %v", rtt(s))
			}
		}
		time.Sleep(time.Second)
		c.say(pong(1))
		synctest.Wait()
		if rtt(s) != 70 {
			t.Errorf("the answer to no ping made the round trip %v", rtt(s))
		}
		if len(r.messages) != 1 {
			t.Errorf("pongs were told: %v", r.messages)
		}
	})
}

func TestSilenceEndsTheSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		open(t, c, Config{Events: r.events()})
		c.say(joinWithPings(5, 15))
		// Any frame counts, even one that cannot be read.
		time.Sleep(14 * time.Second)
		c.say(muted("1"))
		time.Sleep(14 * time.Second)
		c.sayFrame([]byte{0x0a})
		time.Sleep(15*time.Second - time.Millisecond)
		synctest.Wait()
		if closed := r.closedWith(); len(closed) != 0 {
			t.Fatalf("closed too early: %v", closed)
		}
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		if len(r.closed) != 1 || code(r.closed[0]) != api.NetworkError {
			t.Fatalf("told closed: %v", r.closed)
		}
		if want := "NETWORK_ERROR: the media server was silent for 15 s"; r.closed[0].Error() != want {
			t.Errorf("got %q", r.closed[0])
		}
	})
}

func TestPingsAreNotDelayedByFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newFakeConn()
		s := open(t, c, Config{})
		defer s.Close()
		c.say(joinWithPings(5, 15))
		for range 30 {
			time.Sleep(time.Second)
			c.say(muted("1"))
		}
		synctest.Wait()
		if len(c.sent) != 7 {
			t.Errorf("%d pings in 30 s", len(c.sent))
		}
	})
}

func TestPingsKeepTheFirstTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newFakeConn()
		s := open(t, c, Config{})
		defer s.Close()
		c.say(joinWithPings(5, 15))
		c.say(joinWithPings(1, 2))
		time.Sleep(14 * time.Second)
		synctest.Wait()
		if len(c.sent) != 3 {
			t.Errorf("%d pings in 14 s", len(c.sent))
		}
	})
}

func TestNoPingsAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		c.say(joinWithPings(5, 15))
		time.Sleep(time.Second)
		s.Close()
		time.Sleep(time.Hour)
		if len(c.sent) != 1 || len(r.closed) != 1 || r.closed[0] != nil {
			t.Errorf("sent %d messages, closed: %v", len(c.sent), r.closed)
		}
	})
}

func TestNoPingsWithoutTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		c.say(joinWithPings(0, 15))
		time.Sleep(time.Hour)
		s.Close()
		if len(c.sent) != 0 || r.closed[0] != nil {
			t.Errorf("sent %d messages, closed: %v", len(c.sent), r.closed)
		}
	})
}

func TestLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		if late(s) {
			t.Error("late before anything was asked")
		}
		c.say(joinWithPings(5, 15))
		for _, step := range []struct {
			after time.Duration
			late  bool
		}{{0, false}, {10 * time.Second, false}, {time.Millisecond, true}, {4 * time.Second, true}} {
			time.Sleep(step.after)
			if late(s) != step.late {
				t.Errorf("after %v more of silence late is %t", step.after, late(s))
			}
		}
		c.say(pong(1))
		synctest.Wait()
		if late(s) {
			t.Error("late although the server was heard")
		}
	})
}

func TestNotLateWithoutPings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r record
		c := newFakeConn()
		s := open(t, c, Config{Events: r.events()})
		defer s.Close()
		c.say(joinWithPings(0, 0))
		time.Sleep(time.Minute)
		if late(s) {
			t.Error("late although nothing is asked of the server")
		}
	})
}
