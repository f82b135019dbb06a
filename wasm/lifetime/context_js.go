//go:build js && wasm

package lifetime

// Context is the part of context.Context that the engine uses. The method
// Deadline of that alone would link the text forms of time.Time.
type Context interface {
	// Done is closed when the Context ends.
	Done() <-chan struct{}
	// Err is nil until the Context ends: then it is context.DeadlineExceeded
	// if its time was over, else context.Canceled.
	Err() error
}

// followForeign ends l with a parent that is not of this package: a test's.
func (l *lifetime) followForeign(parent Context) {
	go func() {
		<-parent.Done()
		l.end(parent.Err())
	}()
}
