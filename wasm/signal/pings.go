package signal

import (
	"math"
	"strconv"
	"sync"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
)

// pings are what keeps a session alive and finds out that it is dead.
type pings struct {
	// anything has a token when a frame has come since it was last looked at.
	anything chan struct{}

	// interval, timeout and started belong to the reading goroutine until
	// startPings has handed them over.
	interval, timeout time.Duration
	started           bool

	mu sync.Mutex
	// sent is when the last ping went, stamp what it said of that in ms.
	sent  time.Time
	stamp int64
	rtt   float64
}

func newPings(interval, timeout time.Duration) pings {
	return pings{anything: make(chan struct{}, 1), interval: interval, timeout: timeout, rtt: math.NaN()}
}

// times takes the times of a JoinResponse, in seconds.
func (p *pings) times(interval, timeout int32) {
	p.interval = time.Duration(interval) * time.Second
	p.timeout = time.Duration(timeout) * time.Second
}

// heard notes that a frame has come. Any frame proves that the server is
// there, as it answers and sends on one connection.
func (p *pings) heard() {
	select {
	case p.anything <- struct{}{}:
	default:
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

// startPings starts the goroutine that pings, once.
func (s *Session) startPings() {
	if s.pings.started || s.pings.interval <= 0 || s.pings.timeout <= 0 {
		return
	}
	s.pings.started = true
	interval, timeout := s.pings.interval, s.pings.timeout
	s.goroutines.Go(func() { s.ping(interval, timeout) })
}

// ping sends a ping now and at every interval, and ends the session when
// nothing has come for the length of the timeout.
func (s *Session) ping(interval, timeout time.Duration) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	silence := time.NewTimer(timeout)
	defer silence.Stop()
	if s.Send(s.pings.next()) != nil {
		return
	}
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
			if s.Send(s.pings.next()) != nil {
				return
			}
		case <-s.pings.anything:
			silence.Reset(timeout)
		case <-silence.C:
			seconds := strconv.FormatFloat(timeout.Seconds(), 'g', 3, 64)
			s.fail(api.NewError(api.NetworkError, "the media server was silent for ", seconds, " s"))
			return
		}
	}
}
