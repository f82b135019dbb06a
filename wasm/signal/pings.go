package signal

import (
	"math"
	"strconv"
	"sync"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// pings are what keeps a session alive and finds out that it is dead.
type pings struct {
	// These belong to the reading goroutine. silence ends the session after the
	// timeout; it is nil until startPings.
	silence *time.Timer
	timeout time.Duration
	// ended is closed when the goroutine that pings has ended.
	ended chan struct{}

	mu sync.Mutex
	// sent is when the last ping went, stamp what it said of that in ms.
	sent  time.Time
	stamp int64
	rtt   float64
}

func newPings() pings { return pings{rtt: math.NaN()} }

// heard notes that a frame has come. Any frame proves that the server is
// there, as it answers and sends on one connection.
func (p *pings) heard() {
	if p.silence != nil {
		p.silence.Reset(p.timeout)
	}
}

// pong takes the answer to the last ping; answers to older ones are late and
// say nothing of now.
func (p *pings) pong(m *wire.Pong) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m.LastPingTimestamp == p.stamp {
		p.rtt = float64(time.Since(p.sent).Microseconds()) / 1000
	}
}

func (p *pings) rttMs() float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rtt
}

// next makes the ping that is sent now.
func (p *pings) next() *wire.SignalRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = time.Now()
	p.stamp = p.sent.UnixMilli()
	ping := &wire.Ping{Timestamp: p.stamp}
	if !math.IsNaN(p.rtt) {
		ping.RTT = int64(math.Round(p.rtt))
	}
	return &wire.SignalRequest{PingReq: ping}
}

// startPings starts the goroutine that pings, once, and ends the session when
// nothing has come for the length of the timeout. There are no pings if the
// server gives no times.
func (s *Session) startPings(join *wire.JoinResponse) {
	interval := time.Duration(join.PingInterval) * time.Second
	timeout := time.Duration(join.PingTimeout) * time.Second
	if s.pings.silence != nil || interval <= 0 || timeout <= 0 {
		return
	}
	s.pings.timeout = timeout
	s.pings.silence = time.AfterFunc(timeout, func() {
		seconds := strconv.Itoa(int(join.PingTimeout))
		s.fail(api.NewError(api.NetworkError, "the media server was silent for ", seconds, " s"))
	})
	s.pings.ended = make(chan struct{})
	go func() {
		defer close(s.pings.ended)
		s.ping(interval)
	}()
}

// stop waits until nothing pings any more. The reading goroutine has ended, and
// the session's context too.
func (p *pings) stop() {
	if p.silence != nil {
		p.silence.Stop()
		<-p.ended
	}
}

// ping sends a ping now and at every interval until the session ends.
func (s *Session) ping(interval time.Duration) {
	for s.Send(s.pings.next()) == nil && lifetime.Sleep(s.ctx, interval) == nil {
	}
}
