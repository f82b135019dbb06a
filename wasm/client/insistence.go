package client

import (
	"time"

	"dualstream/wasm/api"
)

// insistAfter is how long a stream that was asked for may take to be seen. Then
// it is asked for again, each time after twice as long: a request may have met a
// server that was not ready for it, or a key frame was lost on a full downlink.
// After half of that the server is reminded of who decides.
const insistAfter = 2 * time.Second

// longestInsistence is how often the time is doubled.
const longestInsistence = 4

// insistence sees to it that a stream that was asked for comes.
type insistence struct {
	// due is when it is to be seen; zero once it was.
	due      time.Time
	repeats  int
	reminded bool
}

// insisting is what is to be done about a stream that does not come.
type insisting int

const (
	// content: the stream comes, or may take some more time.
	content insisting = iota
	// remind: the server is to be told again that this viewer decides (see
	// decideHere).
	remind
	// askAgain: that, and the stream is to be asked for again.
	askAgain
)

// patience is how long it may take now.
func (i *insistence) patience() time.Duration { return insistAfter << i.repeats }

// asked notes a request.
func (i *insistence) asked(now time.Time) { i.due, i.reminded = now.Add(i.patience()), false }

// step takes a reading of the level that was chosen.
func (i *insistence) step(now time.Time, chosen api.Level, s seen) insisting {
	switch {
	case chosen == api.LevelAudio:
		return content
	case !s.still && (!s.known || chosen == api.LevelLow || api.Level(s.stream) == chosen):
		// A publisher of one stream gives that where the low one is asked for.
		*i = insistence{}
		return content
	case i.due.IsZero():
		i.asked(now)
		return content
	case !now.Before(i.due):
		i.repeats = min(i.repeats+1, longestInsistence)
		return askAgain
	case !i.reminded && i.due.Sub(now) <= i.patience()/2:
		i.reminded = true
		return remind
	}
	return content
}

// instead is what is asked for until the next reading: a server does nothing
// about a request that is the same as before. It is what costs the least.
func instead(chosen api.Level, s seen) api.Level {
	if !s.still && chosen == api.LevelHigh {
		return api.LevelLow
	}
	return api.LevelAudio
}
