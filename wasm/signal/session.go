package signal

import (
	"errors"
	"sync"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/signal/wire"
)

// closeGrace is how long Close waits for what was sent to go out and for the
// other side's goodbye.
const closeGrace = time.Second

// errClosed ends the queue of a session that was closed here.
var errClosed = errors.New("the session was closed")

// Events are told by a session, one at a time and in order, on goroutines of
// its own; the first may come before Open has returned. They must not wait
// for Close. Nil members are skipped.
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

// Session is a signalling session.
type Session struct {
	conn   Conn
	events Events
	pings  pings
	// out holds the encoded messages to send.
	out *queue[[]byte]
	// ctx is done when the connection is not to be used any more.
	ctx    lifetime.Context
	cancel func(cause error)
	// done is closed when all goroutines have ended and Closed was told.
	done chan struct{}

	mu sync.Mutex
	// ended is true from the moment that err is why the session ends.
	ended bool
	err   error
}

// Open dials and starts a session. ctx is for dialling only. The error is the
// Dialer's.
func Open(ctx lifetime.Context, config Config) (*Session, error) {
	conn, err := config.Dial(ctx, config.URL)
	if err != nil {
		return nil, err
	}
	s := &Session{
		conn:   conn,
		events: config.Events,
		pings:  newPings(),
		out:    newQueue[[]byte](),
		done:   make(chan struct{}),
	}
	s.ctx, s.cancel = lifetime.New(lifetime.Background())
	go s.run()
	return s, nil
}

// Send queues a message and returns at once. The message is encoded now: it
// may be changed afterwards. The error, WS_ABORT, means that the session has
// ended; what was queued before may be lost then, unless Close ended it.
func (s *Session) Send(m *wire.SignalRequest) error {
	if !s.out.push(m.Marshal(nil)) {
		return api.NewError(api.WSAbort, "the signalling session has ended")
	}
	return nil
}

// RTTMs returns the last round-trip time to the server in ms, NaN as long as
// none was measured.
func (s *Session) RTTMs() float64 { return s.pings.rttMs() }

// Close sends what is queued, ends the session and waits until all its
// goroutines have ended: a second at most, if the connection is stuck.
func (s *Session) Close() {
	s.settle(nil)
	s.out.close(errClosed)
	grace := time.AfterFunc(closeGrace, func() { s.cancel(nil) })
	defer grace.Stop()
	<-s.done
}

// settle says why the session ends; the first reason counts.
func (s *Session) settle(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.ended, s.err = true, err
	}
}

// fail ends the session for a reason from outside.
func (s *Session) fail(err error) {
	s.settle(err)
	s.out.close(err)
	s.cancel(nil)
}

func (s *Session) run() {
	reading := make(chan struct{})
	go func() {
		defer close(reading)
		s.read()
	}()
	s.write()
	s.conn.Close(normalClosure, "")
	s.cancel(nil)
	<-reading
	s.pings.stop()
	if s.events.Closed != nil {
		s.events.Closed(s.err)
	}
	close(s.done)
}

// write sends what is queued until the session fails, or is closed and all is
// sent.
func (s *Session) write() {
	for {
		frame, err := s.out.pop(s.ctx)
		if err != nil || s.ctx.Err() != nil {
			return
		}
		if err := s.conn.Write(s.ctx, frame); err != nil {
			s.fail(lost(err))
			return
		}
	}
}

// read tells what arrives until the connection ends.
func (s *Session) read() {
	for first := true; ; first = false {
		frame, err := s.conn.Read(s.ctx)
		if err != nil {
			s.fail(lost(err))
			return
		}
		m := new(wire.SignalResponse)
		err = m.Unmarshal(frame)
		if err != nil && first {
			s.fail(api.WrapError(api.UnexpectedResponse, err, "the server's first message cannot be read, so it does not speak LiveKit's signalling"))
			return
		}
		s.pings.heard()
		if err != nil {
			if s.events.Undecodable != nil {
				s.events.Undecodable(err)
			}
			continue
		}
		s.receive(m)
	}
}

func (s *Session) receive(m *wire.SignalResponse) {
	switch {
	case m.PongResp != nil:
		s.pings.pong(m.PongResp)
		return
	case m.Join != nil:
		s.startPings(m.Join)
	case !m.Known():
		return
	}
	if s.events.Message != nil {
		s.events.Message(m)
	}
}

func lost(err error) error {
	return api.WrapError(api.NetworkError, err, "the connection to the media server has ended")
}
