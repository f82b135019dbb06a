package client

import (
	"math"
	"time"
)

// began ties the clock of milliseconds to the calendar once: a computer whose
// time is set during a call changes nothing.
var (
	began   = time.Now()
	beganMs = float64(began.UnixMilli())
)

// milliseconds is a time in ms since 1970, on a clock that only goes forward.
func milliseconds(t time.Time) float64 {
	return beganMs + float64(t.Sub(began))/float64(time.Millisecond)
}

// notKnown is a number of the statistics that is not there.
var notKnown = math.NaN()
