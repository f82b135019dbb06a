package lifetime

import "time"

// Sleep waits for a time, and returns nil. If ctx ends before, it returns the
// cause at once.
func Sleep(ctx Context, length time.Duration) error {
	asleep, wake := Bounded(ctx, length)
	<-asleep.Done()
	wake()
	return Cause(ctx)
}
