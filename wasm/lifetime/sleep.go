package lifetime

import "time"

// Sleep waits for a time, and returns nil. If ctx ends before, it returns the
// cause at once.
func Sleep(ctx Context, length time.Duration) error {
	over := make(chan struct{})
	timer := time.AfterFunc(length, func() { close(over) })
	defer timer.Stop()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return Cause(ctx)
	}
}
