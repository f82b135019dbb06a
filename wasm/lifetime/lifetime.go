// Package lifetime makes the contexts of the engine: they end when they are
// told to, with a cause, or after a time, and carry no values.
//
// It stands in for what package context and the channels of package time offer
// because of the browser's download: through their types those link all that
// Go knows of dates and time zones (25 kB with brotli).
package lifetime

import (
	"context"
	"sync"
	"time"
)

// lifetime is the Context of this package.
type lifetime struct {
	done chan struct{}
	// parent is nil where it is no lifetime.
	parent *lifetime

	// mu guards the fields below: one for a lifetime and all that come from it.
	mu *sync.Mutex
	// children are those that have not ended.
	children []*lifetime
	// cause is set before done is closed.
	cause error
	// ended is called then, if it is set.
	ended func()
}

// Background returns a Context that never ends.
func Background() Context { return &lifetime{mu: new(sync.Mutex)} }

// New returns a Context that ends with a cause when end is called, or with
// parent. The first cause counts; nil stands for context.Canceled. end must be
// called sooner or later.
func New(parent Context) (ctx Context, end func(cause error)) {
	l := begin(parent)
	return l, l.end
}

// Bounded returns a Context that ends with parent, or when the time is over:
// its cause is context.DeadlineExceeded then. stop, which ends it too, must be
// called when it is not needed any more.
func Bounded(parent Context, bound time.Duration) (ctx Context, stop func()) {
	l := begin(parent)
	timer := time.AfterFunc(bound, func() { l.end(context.DeadlineExceeded) })
	return l, func() {
		timer.Stop()
		l.end(nil)
	}
}

// OnEnd has f called when ctx ends, unless stop is called before, as it must be
// when that is no longer of use. f must neither block nor use a Context: it is
// called while they are locked. (Waiting for one of two channels links 15 kB of
// the runtime into the page's download; waiting for one that f fills does not.)
func OnEnd(ctx Context, f func()) (stop func()) {
	l := &lifetime{done: make(chan struct{}), ended: f}
	l.follow(ctx)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ended = nil
		l.settle(context.Canceled)
	}
}

// Cause returns why ctx has ended, nil if it has not. Of a Context that is not
// of this package it is the Err.
func Cause(ctx Context) error {
	l, ok := ctx.(*lifetime)
	if !ok {
		return ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cause
}

// begin makes a lifetime that ends with parent.
func begin(parent Context) *lifetime {
	l := &lifetime{done: make(chan struct{})}
	l.follow(parent)
	return l
}

// follow makes l end with parent.
func (l *lifetime) follow(parent Context) {
	p, ok := parent.(*lifetime)
	if !ok {
		l.mu = new(sync.Mutex)
		l.followForeign(parent)
		return
	}
	l.mu, l.parent = p.mu, p
	l.mu.Lock()
	defer l.mu.Unlock()
	p.children = append(p.children, l)
	if p.cause != nil {
		l.settle(p.cause)
	}
}

func (l *lifetime) end(cause error) {
	if cause == nil {
		cause = context.Canceled
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.settle(cause)
}

// settle ends l and its children. The lock is held.
func (l *lifetime) settle(cause error) {
	if l.cause != nil {
		return
	}
	l.cause = cause
	close(l.done)
	if l.ended != nil {
		l.ended()
	}
	if l.parent != nil {
		l.parent.drop(l)
	}
	for len(l.children) > 0 {
		l.children[0].settle(cause)
	}
}

// drop takes a child that has ended off the list. The lock is held.
func (l *lifetime) drop(child *lifetime) {
	for i, c := range l.children {
		if c == child {
			l.children = append(l.children[:i], l.children[i+1:]...)
			return
		}
	}
}

// Done is of Context. It is nil where nothing can end l.
func (l *lifetime) Done() <-chan struct{} { return l.done }

// Err is of Context.
func (l *lifetime) Err() error {
	switch cause := Cause(l); cause {
	case nil, context.DeadlineExceeded:
		return cause
	default:
		return context.Canceled
	}
}
