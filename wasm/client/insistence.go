package client

import (
	"time"

	"dualstream/wasm/api"
)

// insistAfter is how long a stream that was asked for may take to be seen. Then
// it is asked for again, each time after twice as long: a request may have met a
// server that was not ready for it, or a key frame was lost on a full downlink.
const insistAfter = 2 * time.Second

// longestInsistence is how often the time is doubled.
const longestInsistence = 4

// insistence sees to it that a stream that was asked for comes.
type insistence struct {
	// due is when it is to be seen; zero once it was.
	due     time.Time
	repeats int
}

// asked notes a request.
func (i *insistence) asked(now time.Time) { i.due = now.Add(insistAfter << i.repeats) }

// overdue takes a reading. It reports whether the level that was chosen is to be
// asked for again.
func (i *insistence) overdue(now time.Time, chosen api.Level, s seen) bool {
	switch {
	case chosen == api.LevelAudio:
		return false
	case !s.still && (!s.known || chosen == api.LevelLow || api.Level(s.stream) == chosen):
		// A publisher of one stream gives that where the low one is asked for.
		i.due, i.repeats = time.Time{}, 0
		return false
	case i.due.IsZero():
		i.asked(now)
		return false
	case now.Before(i.due):
		return false
	}
	i.repeats = min(i.repeats+1, longestInsistence)
	return true
}

// instead is what is asked for until the next reading: a server does nothing
// about a request that is the same as before. It is what costs the least.
func instead(chosen api.Level, s seen) api.Level {
	if !s.still && chosen == api.LevelHigh {
		return api.LevelLow
	}
	return api.LevelAudio
}
