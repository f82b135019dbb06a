package signal

import (
	"sync"

	"dualstream/wasm/lifetime"
)

// queue keeps values in order from those who must not block to one who waits.
// It is unbounded: a callback from JavaScript may never wait for room.
type queue[T any] struct {
	mu     sync.Mutex
	values []T
	err    error
	// ended is closed when the queue is.
	ended chan struct{}
	// wake has a token when there may be something new to see.
	wake chan struct{}
}

func newQueue[T any]() *queue[T] {
	return &queue[T]{ended: make(chan struct{}), wake: make(chan struct{}, 1)}
}

// push appends a value; it reports false if the queue is closed.
func (q *queue[T]) push(v T) bool {
	q.mu.Lock()
	open := q.err == nil
	if open {
		q.values = append(q.values, v)
	}
	q.mu.Unlock()
	q.signal()
	return open
}

// close ends the queue: pop returns what is left, then err. Only the first
// close counts.
func (q *queue[T]) close(err error) {
	q.mu.Lock()
	if q.err == nil {
		q.err = err
		close(q.ended)
	}
	q.mu.Unlock()
	q.signal()
}

// closed returns what the queue was closed with, nil if it is open.
func (q *queue[T]) closed() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.err
}

// pop waits for a value. Only one goroutine may pop.
func (q *queue[T]) pop(ctx lifetime.Context) (T, error) {
	for {
		q.mu.Lock()
		if len(q.values) > 0 {
			v := q.values[0]
			var zero T
			q.values[0] = zero
			q.values = q.values[1:]
			q.mu.Unlock()
			return v, nil
		}
		err := q.err
		q.mu.Unlock()
		var zero T
		if err != nil {
			return zero, err
		}
		select {
		case <-q.wake:
		case <-ctx.Done():
			return zero, ctx.Err()
		}
	}
}

func (q *queue[T]) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}
