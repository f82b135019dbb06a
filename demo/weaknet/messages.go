package weaknet

import (
	"context"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// mostWaiting is how many bytes of messages wait before their sender has to.
const mostWaiting = 1 << 20

// message is a WebSocket message, or the end of the messages.
type message struct {
	kind websocket.MessageType
	data []byte
	// end is why there are no more; nil in a message.
	end error
	// came is when it was put in.
	came time.Time
}

// messages are one direction of a WebSocket: messages wait in it as the
// signalling's settings say.
type messages struct {
	// changed and roomier have room for one: pop or push looks again.
	changed, roomier chan struct{}

	mu      sync.Mutex
	queue   fifo[message]
	bytes   int
	shape   Signalling
	over    bool
	written time.Time // when the last one that was popped had been sent at the rate
}

func newMessages() *messages {
	return &messages{changed: make(chan struct{}, 1), roomier: make(chan struct{}, 1)}
}

// set changes the settings at once, also for what waits.
func (m *messages) set(shape Signalling) {
	m.mu.Lock()
	m.shape = shape
	m.mu.Unlock()
	poke(m.changed)
}

// finish lets out what waits, since nobody is left who could wait for it.
func (m *messages) finish() {
	m.mu.Lock()
	m.over = true
	m.mu.Unlock()
	poke(m.changed)
}

// push puts a message in. It waits for room, until ctx ends.
func (m *messages) push(ctx context.Context, one message) {
	for {
		m.mu.Lock()
		room := m.bytes < mostWaiting || one.end != nil
		if room {
			one.came = time.Now()
			m.queue.push(one)
			m.bytes += len(one.data)
		}
		m.mu.Unlock()
		if room {
			poke(m.changed)
			return
		}
		select {
		case <-m.roomier:
		case <-ctx.Done():
			return
		}
	}
}

// pop waits for the next message and its time. The error is that of ctx.
func (m *messages) pop(ctx context.Context) (message, error) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		timer.Stop()
		m.mu.Lock()
		if m.queue.len() > 0 {
			written, at, held := m.release(m.queue.first())
			wait := time.Until(at)
			if !held && wait <= 0 {
				one := m.queue.pop()
				m.bytes -= len(one.data)
				m.written = written
				m.mu.Unlock()
				poke(m.roomier)
				return one, nil
			}
			if !held {
				timer.Reset(wait)
			}
		}
		m.mu.Unlock()
		select {
		case <-timer.C:
		case <-m.changed:
		case <-ctx.Done():
			return message{}, ctx.Err()
		}
	}
}

// release says when the first message has been sent at the rate, and when it
// arrives.
func (m *messages) release(one *message) (written, at time.Time, held bool) {
	written = one.came
	if m.over {
		return written, written, false
	}
	if m.shape.RateKbps > 0 {
		if m.written.After(written) {
			written = m.written
		}
		written = written.Add(milliseconds(float64(len(one.data)) * 8 / m.shape.RateKbps))
	}
	return written, written.Add(milliseconds(m.shape.DelayMs)), m.shape.Hold
}

// poke fills a channel that has room for one.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
