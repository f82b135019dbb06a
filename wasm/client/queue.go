package client

import "sync"

// queue runs functions one after the other, in the order in which they were
// given, on one goroutine that exists only while there is work. It is the
// client's mailbox: giving it work never blocks, so a callback from JavaScript
// may do so, and an idle client keeps no goroutine.
type queue struct {
	// panicked is told what a function panicked with; the queue goes on.
	panicked func(recovered any)

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
	f()
}

// call runs f on the queue and waits for its end. It must not be called from
// the queue itself.
func (q *queue) call(f func()) {
	done := make(chan struct{})
	q.post(func() {
		defer close(done)
		f()
	})
	<-done
}
