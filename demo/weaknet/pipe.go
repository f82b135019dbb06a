package weaknet

import (
	"bytes"
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// pipe is a link in real time. While nothing is shaped, packets go through it
// in their reader's goroutine; what has to wait is sent by run.
type pipe struct {
	start   time.Time
	deliver func(packet)
	// woken has room for one: run looks at the link again.
	woken chan struct{}

	mu   sync.Mutex
	link *link
}

// newPipe makes a pipe that hands what arrives to deliver, one packet at a
// time, in order. deliver may keep no packet.
func newPipe(deliver func(packet)) *pipe {
	return &pipe{
		start:   time.Now(),
		deliver: deliver,
		woken:   make(chan struct{}, 1),
		link:    newLink(rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))),
	}
}

func (p *pipe) now() time.Duration { return time.Since(p.start) }

// send takes a packet in; its data may be used again afterwards.
func (p *pipe) send(one packet) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.link.idle() {
		p.link.pass(one)
		p.deliver(one)
		return
	}
	one.data = bytes.Clone(one.data)
	before, waiting := p.link.next()
	p.link.arrive(p.now(), one)
	p.flush()
	if next, any := p.link.next(); any && (!waiting || next < before) {
		p.wake()
	}
}

// set changes the profile at once.
func (p *pipe) set(profile Profile) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.link.set(p.now(), profile)
	p.flush()
	p.wake()
}

func (p *pipe) count() Counters {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.link.count(p.now())
}

// run delivers what had to wait until ctx ends, and drops the rest.
func (p *pipe) run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-p.woken:
		case <-ctx.Done():
			p.mu.Lock()
			p.link.clear()
			p.mu.Unlock()
			return
		}
		p.mu.Lock()
		p.flush()
		next, any := p.link.next()
		p.mu.Unlock()
		timer.Stop()
		if any {
			timer.Reset(next - p.now())
		}
	}
}

// flush delivers what is due. The lock is held, which keeps the order.
func (p *pipe) flush() {
	now := p.now()
	for {
		one, due := p.link.leave(now)
		if !due {
			return
		}
		p.deliver(one)
	}
}

func (p *pipe) wake() {
	select {
	case p.woken <- struct{}{}:
	default:
	}
}
