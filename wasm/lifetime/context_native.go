//go:build !js

package lifetime

import (
	"context"
	"time"
)

// Context is context.Context in native builds, for the libraries that want
// one; context_js.go has what the engine may use of it.
type Context = context.Context

// Deadline is of context.Context. It tells none, also where there is a bound.
func (l *lifetime) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }

// Value is of context.Context. There are none.
func (l *lifetime) Value(any) any { return nil }

// followForeign ends l with a parent that is not of this package.
func (l *lifetime) followForeign(parent Context) {
	if parent.Done() == nil {
		return
	}
	go func() {
		select {
		case <-parent.Done():
			l.end(parent.Err())
		case <-l.done:
		}
	}()
}
