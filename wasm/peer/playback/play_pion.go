//go:build !js

package playback

import (
	"sync"
	"time"
)

// longestLag is how late a frame may be sent. A machine that slept for longer
// goes on from where it was: it sends no burst of what it missed.
const longestLag = 200 * time.Millisecond

// Play sends the frames of the sources, each at its pace, until stop is
// called, which returns when the last has been sent. All share one goroutine
// and one timer. A source must not be played twice at once.
func Play(sources ...*Source) (stop func()) {
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		play(sources, quit)
	}()
	return sync.OnceFunc(func() {
		close(quit)
		<-ended
	})
}

func play(sources []*Source, quit <-chan struct{}) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-quit:
			return
		case <-timer.C:
		}
		timer.Reset(time.Until(sendDue(sources, time.Now())))
	}
}

// sendDue sends what is due by now, and returns when something is again.
func sendDue(sources []*Source, now time.Time) (next time.Time) {
	for i, s := range sources {
		if now.Sub(s.due) > longestLag {
			s.due = now
		}
		for !s.due.After(now) {
			s.send()
			s.due = s.due.Add(s.interval)
		}
		if i == 0 || s.due.Before(next) {
			next = s.due
		}
	}
	return next
}
