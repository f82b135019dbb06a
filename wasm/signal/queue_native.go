//go:build !js

package signal

import (
	"context"
	"sync"
)

// queue keeps frames in order from those who must not block to one who waits.
// It is unbounded.
type queue struct {
	mu     sync.Mutex
	frames [][]byte
	err    error
	// wake has a token when there may be something new to see.
	wake chan struct{}
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// push appends a frame, unless the queue is closed.
func (q *queue) push(frame []byte) {
	q.mu.Lock()
	if q.err == nil {
		q.frames = append(q.frames, frame)
	}
	q.mu.Unlock()
	q.signal()
}

// close ends the queue: pop returns what is left, then err. Only the first
// close counts.
func (q *queue) close(err error) {
	q.mu.Lock()
	if q.err == nil {
		q.err = err
	}
	q.mu.Unlock()
	q.signal()
}

// closed returns what the queue was closed with, nil if it is open.
func (q *queue) closed() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err
}

// pop waits for a frame. Only one goroutine may pop.
func (q *queue) pop(ctx context.Context) ([]byte, error) {
	for {
		q.mu.Lock()
		if len(q.frames) > 0 {
			frame := q.frames[0]
			q.frames[0] = nil
			q.frames = q.frames[1:]
			q.mu.Unlock()
			return frame, nil
		}
		err := q.err
		q.mu.Unlock()
		if err != nil {
			return nil, err
		}
		select {
		case <-q.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
