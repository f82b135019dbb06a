package simulcast

import "dualstream/wasm/stats"

// Remedy is what is to be done about a pair of streams, by what goes out of it.
type Remedy int

const (
	// Wait: nothing is to be done, or nothing can be told yet.
	Wait Remedy = iota
	// Correct: the encodings are to be set again.
	Correct
	// GiveUp: that did not help, and the low stream is to be off. Check.Fault says
	// why.
	GiveUp
	// Refit: the source is of another size than the plan takes it for. Nobody told:
	// a page may constrain a track by itself, and a telephone may be turned.
	Refit
)

const (
	// patience is how long a fault must last without a break, in seconds: encoders
	// take a second or two to start and to take another size.
	patience = 5
	// blindPatience is the same for a high stream that does not start in a browser
	// that says nothing of the uplink (Firefox): one that carries the low stream
	// alone shows the same for as long as it is narrow.
	blindPatience = 20
)

// Check holds what really goes out of a pair of streams against its plan. Its
// zero value is ready, and is of one sender.
//
// Two things are faults: both streams have the same size, or one of them does not
// start while the other one flows. A stream that has started and stops is none:
// browsers do that where the uplink or the processor does not carry both.
type Check struct {
	_ [0]func() // not compared, see stats
	// Fault says what is wrong, as a Plan's Warning does, since when; it is empty
	// where nothing is.
	Fault string
	since float64
	// both have been seen flowing, in two sizes.
	both, corrected bool
}

// Sound reports whether both streams have been seen as they should be.
func (c *Check) Sound() bool { return c.both && c.Fault == "" }

// Step takes what flows now: one stream, both in any order, or none (nil). The time
// is in seconds, and the uplink what the browser takes it to carry, in kbps, NaN
// where it does not say. The first fault that lasts is to be corrected, and one that
// stays or comes back is to be given up.
func (c *Check) Step(plan *Plan, one, other *stats.Outbound, at, uplinkKbps float64) Remedy {
	if len(plan.Encodings) < 2 || one == nil {
		c.Fault = ""
		return Wait
	}
	low, high := &plan.Encodings[0], &plan.Layers[1]
	if one.SourceHeight > 0 && (int(one.SourceWidth) != high.Width || int(one.SourceHeight) != high.Height) {
		return Refit
	}
	if !low.Active {
		*c = Check{}
		return Wait
	}
	fault, lasting := "", float64(patience)
	switch {
	case other != nil:
		if one.FrameHeight > 0 && one.FrameHeight == other.FrameHeight && one.FrameWidth == other.FrameWidth {
			fault = "both streams come out in the same size"
		} else {
			c.both = true
		}
	case c.both:
	case one.RID == HighRID:
		fault = "the low stream does not come out"
	// Half of what both may take is enough for the high one to start, and is what a
	// browser finds out of an uplink that it hardly uses.
	case one.RID == LowRID && !(uplinkKbps*2000 < float64(low.MaxBitrate+high.Bitrate)):
		fault = "the high stream does not come out beside the low one"
		if !(uplinkKbps >= 0) {
			lasting = blindPatience
		}
	}
	if fault != "" {
		fault = noEffect + fault
	}
	if fault == "" || fault != c.Fault {
		c.Fault, c.since = fault, at
		return Wait
	}
	if at-c.since < lasting {
		return Wait
	}
	c.since = at
	if c.corrected {
		return GiveUp
	}
	c.corrected = true
	return Correct
}
