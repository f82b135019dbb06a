package signal

import (
	"sync"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// Events are told by a session, one at a time and in order; the first may come
// before Open has returned. They come from within the browser's events, so they
// must not block. Nil members are skipped.
type Events struct {
	// Message is a message of the server. Answers to pings, and messages of a
	// kind that is not known, are not told.
	Message func(*wire.SignalResponse)
	// Undecodable tells that a frame which is not the first could not be read,
	// and was skipped: the session goes on, since the frames are independent.
	Undecodable func(error)
	// Closed is the last event and comes once: nil after Close, else an
	// *api.Error. NETWORK_ERROR: the connection broke, was closed by the server
	// (the cause is a *CloseError) or was silent for too long.
	// UNEXPECTED_RESPONSE: the first frame could not be read, so this is no
	// LiveKit server.
	Closed func(error)
}

// Config is what a session is opened with.
type Config struct {
	Dial Dialer
	// URL is what the function URL returns.
	URL    string
	Events Events
}

// Session is a signalling session. It has no goroutine: it lives in the events
// of its connection and in the timer of its pings.
type Session struct {
	events Events

	mu sync.Mutex
	// conn is set before the first event, and before Open returns.
	conn Conn
	// begun is true when a frame has come.
	begun bool
	// ended is true from the moment that err is why the session ends.
	ended bool
	err   error
	pings pings
}

// Open dials and starts a session. ctx is for dialling only. The error is the
// Dialer's.
func Open(ctx lifetime.Context, config Config) (*Session, error) {
	s := &Session{events: config.Events, pings: newPings()}
	conn, err := config.Dial(ctx, config.URL, ConnEvents{Frame: s.frame, Closed: s.closed})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.conn = conn
	s.mu.Unlock()
	return s, nil
}

// Send sends a message and returns at once. The message is encoded now: it may
// be changed afterwards. The error, WS_ABORT, means that the session has ended;
// what was sent before may be lost then, unless Close ended it.
func (s *Session) Send(m *wire.SignalRequest) error {
	s.mu.Lock()
	conn, ended := s.conn, s.ended
	s.mu.Unlock()
	if ended {
		return api.NewError(api.WSAbort, "the signalling session has ended")
	}
	conn.Send(m.Marshal(nil))
	return nil
}

// RTTMs returns the last round-trip time to the server in ms, NaN as long as
// none was measured. late tells that the server is overdue: it was silent for so
// long that a ping was unanswered when the next one was due. A session whose
// server stays silent ends soon after.
func (s *Session) RTTMs() (rtt float64, late bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pings.rtt, s.pings.timer != nil && time.Since(s.pings.last) > 2*s.pings.interval
}

// Close ends the session and returns at once. What was sent still goes out; no
// message is told any more. Closed comes from within Close in the browser, and
// a second later at most elsewhere.
func (s *Session) Close() { s.end(nil) }

// end closes the connection; the first reason counts.
func (s *Session) end(reason error) {
	s.mu.Lock()
	s.settle(reason)
	conn := s.conn
	s.mu.Unlock()
	conn.Close(normalClosure, "")
}

// settle says why the session ends. The lock is held.
func (s *Session) settle(reason error) {
	if !s.ended {
		s.ended, s.err = true, reason
		s.pings.stop()
	}
}

// closed takes the end of the connection.
func (s *Session) closed(err error) {
	s.mu.Lock()
	s.settle(api.WrapError(api.NetworkError, err, "the connection to the media server has ended"))
	s.mu.Unlock()
	if s.events.Closed != nil {
		s.events.Closed(s.err)
	}
}

// frame takes a frame of the server.
func (s *Session) frame(conn Conn, frame []byte) {
	m := new(wire.SignalResponse)
	err := m.Unmarshal(frame)
	s.mu.Lock()
	first, ended := !s.begun, s.ended
	s.begun, s.conn = true, conn
	// Any frame proves that the server is there, as it answers and sends on one
	// connection.
	s.pings.heard()
	switch {
	case err != nil || ended:
	case m.PongResp != nil:
		s.pings.pong(m.PongResp)
	case m.Join != nil:
		s.startPings(m.Join)
	}
	s.mu.Unlock()
	switch {
	case ended:
	case err == nil:
		if m.PongResp == nil && m.Known() && s.events.Message != nil {
			s.events.Message(m)
		}
	case first:
		s.end(api.WrapError(api.UnexpectedResponse, err, "the server's first message cannot be read, so it does not speak LiveKit's signalling"))
	case s.events.Undecodable != nil:
		s.events.Undecodable(err)
	}
}
