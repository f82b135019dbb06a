package signal

import (
	"math"
	"strconv"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// pings are what keeps a session alive and finds out that it is dead. They
// belong to the session's lock.
type pings struct {
	// timer is nil until startPings. It fires for the next ping and for the
	// end of the timeout, whichever is first.
	timer             *time.Timer
	interval, timeout time.Duration
	// last is when the last frame came, sent when the last ping went.
	last, sent time.Time
	// stamp is what the last ping said of its time, in ms.
	stamp int64
	rtt   float64
}

func newPings() pings { return pings{rtt: math.NaN()} }

func (p *pings) heard() { p.last = time.Now() }

// pong takes the answer to the last ping; answers to older ones are late and
// say nothing of now.
func (p *pings) pong(m *wire.Pong) {
	if m.LastPingTimestamp == p.stamp {
		p.rtt = float64(time.Since(p.sent).Microseconds()) / 1000
	}
}

func (p *pings) stop() {
	if p.timer != nil {
		p.timer.Stop()
	}
}

// due returns the ping that is to be sent now, nil if there is none yet, and
// arms the timer again. It reports false if the server was silent for too long.
func (p *pings) due() (ping *wire.Ping, alive bool) {
	silent, waited := time.Since(p.last), time.Since(p.sent)
	if silent >= p.timeout {
		return nil, false
	}
	if waited >= p.interval {
		p.sent, waited = time.Now(), 0
		p.stamp = p.sent.UnixMilli()
		ping = &wire.Ping{Timestamp: p.stamp}
		if !math.IsNaN(p.rtt) {
			ping.RTT = int64(p.rtt + 0.5)
		}
	}
	p.timer.Reset(min(p.timeout-silent, p.interval-waited))
	return ping, true
}

// startPings sends a ping now and at every interval, and ends the session when
// nothing has come for the length of the timeout. There are no pings if the
// server gives no times. The lock is held.
func (s *Session) startPings(join *wire.JoinResponse) {
	p := &s.pings
	if p.timer != nil || join.PingInterval <= 0 || join.PingTimeout <= 0 {
		return
	}
	p.interval = time.Duration(join.PingInterval) * time.Second
	p.timeout = time.Duration(join.PingTimeout) * time.Second
	p.timer = time.AfterFunc(0, s.ping)
}

// ping is what the timer does.
func (s *Session) ping() {
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return
	}
	ping, alive := s.pings.due()
	s.mu.Unlock()
	switch {
	case !alive:
		seconds := strconv.Itoa(int(s.pings.timeout / time.Second))
		s.end(api.NewError(api.NetworkError, "the media server was silent for ", seconds, " s"))
	case ping != nil:
		_ = s.Send(&wire.SignalRequest{PingReq: ping})
	}
}
