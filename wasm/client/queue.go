package client

import "sync"

// queue runs functions one after the other, in the order in which they were
// given, on one goroutine that exists only while there is work. It is the
// client's mailbox: giving it work never blocks, so a callback from JavaScript
// may do so, and an idle client keeps no goroutine.
type queue struct {
	// panicked is told what a function panicked with; the queue goes on.
	panicked func(recovered any)
	// turn is held by whoever runs: a function of the queue, or call.
	turn sync.Mutex

	mu      sync.Mutex
	work    []func()
	running bool
}

// post appends work.
func (q *queue) post(f func()) {
	q.mu.Lock()
	q.work = append(q.work, f)
	start := !q.running
	q.running = true
	q.mu.Unlock()
	if start {
		go q.drain()
	}
}

func (q *queue) drain() {
	for {
		q.mu.Lock()
		if len(q.work) == 0 {
			q.running = false
			q.work = nil
			q.mu.Unlock()
			return
		}
		f := q.work[0]
		q.work[0] = nil
		q.work = q.work[1:]
		q.mu.Unlock()
		q.run(f)
	}
}

func (q *queue) run(f func()) {
	defer func() {
		if r := recover(); r != nil {
			q.panicked(r)
		}
	}()
	q.call(f)
}

// call runs f at once, between two functions of the queue: what the queue owns
// is f's meanwhile. It must not be called from the queue itself. As f is not
// kept, it costs no allocation, and none of the type data that comes with one.
func (q *queue) call(f func()) {
	q.turn.Lock()
	defer q.turn.Unlock()
	f()
}
