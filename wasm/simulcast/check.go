package simulcast

import (
	"dualstream/wasm/api"
	"dualstream/wasm/stats"
)

// Remedy is what is to be done about a pair of streams, by what goes out of it.
type Remedy int

const (
	// Wait: nothing is to be done, or nothing can be told yet.
	Wait Remedy = iota
	// Sound: both streams go out, in two sizes.
	Sound
	// Correct: the encodings are to be set again.
	Correct
	// GiveUp: that did not help, and the low stream is to be off. Check.Fault says
	// why.
	GiveUp
	// Refit: the source is of another size than the plan takes it for, that of
	// Check.Width and Check.Height. Nobody told: a page may constrain a track by
	// itself, and a telephone may be turned.
	Refit
)

const (
	// patienceMs is how long a fault must last, without a break: encoders take a
	// second or two to start and to take another size.
	patienceMs = 5000
	// blindPatienceMs is the same for a high stream that does not start in a browser
	// that says nothing of the uplink (Firefox): one that carries the low stream
	// alone shows the same for as long as it is narrow.
	blindPatienceMs = 20_000
)

// Check holds what really goes out of a pair of streams against its plan. Its
// zero value is ready, and is of one sender. Its only clock is the reports' own.
//
// Two things are faults: both streams have the same size, or one of them does not
// start while the other one flows. A stream that has started and stops is none:
// browsers do that where the uplink or the processor does not carry both.
type Check struct {
	// Width and Height are the source's where they are not the plan's, in pixels.
	Width, Height int

	begun bool
	// frames are what each stream had sent at the last reading.
	frames [2]float64
	// fault has lasted since sinceMs; it is empty where there is none.
	fault     string
	sinceMs   float64
	corrected bool
}

// Fault says why the low stream is to be off, as a Plan's Warning does.
func (c *Check) Fault() string { return c.fault }

// Step takes a reading of the sending connection. The first fault that lasts is
// to be corrected, and one that stays or comes back is to be given up.
func (c *Check) Step(plan *Plan, report *stats.Report) Remedy {
	if !plan.Simulcast() {
		return Wait
	}
	rows := rowsOf(report)
	if c.misfits(&plan.Layers[1], rows) {
		return Refit
	}
	if !plan.Encodings[0].Active {
		*c = Check{Width: c.Width, Height: c.Height}
		return Wait
	}
	var flows [2]bool
	for i, row := range rows {
		sent := sentOf(row)
		flows[i] = c.begun && sent > c.frames[i]
		c.frames[i] = sent
	}
	c.begun = true
	fault, patience := c.judge(plan, rows, flows, report.Transport.AvailableOutgoingKbps)
	if fault != c.fault || fault == "" {
		c.fault, c.sinceMs = fault, report.TimestampMs
		if fault == "" && flows[0] && flows[1] {
			return Sound
		}
		return Wait
	}
	if !(report.TimestampMs-c.sinceMs >= patience) {
		return Wait
	}
	c.sinceMs = report.TimestampMs
	if c.corrected {
		return GiveUp
	}
	c.corrected = true
	return Correct
}

// misfits reports whether the source has been of another size than the high stream
// is planned for, the same in two readings.
func (c *Check) misfits(high *Layer, rows [2]*stats.Outbound) bool {
	width, height := c.Width, c.Height
	c.Width, c.Height = 0, 0
	for _, row := range rows {
		if row == nil || !(row.SourceWidth > 0 && row.SourceHeight > 0) {
			continue
		}
		w, h := int(row.SourceWidth), int(row.SourceHeight)
		if w != high.Width || h != high.Height {
			c.Width, c.Height = w, h
			return w == width && h == height
		}
	}
	return false
}

// judge says what is wrong with a reading, and how long that may last.
func (c *Check) judge(plan *Plan, rows [2]*stats.Outbound, flows [2]bool, uplinkKbps float64) (fault string, patience float64) {
	if flows[0] && flows[1] {
		if rows[0].FrameHeight == rows[1].FrameHeight && rows[0].FrameWidth == rows[1].FrameWidth {
			return noEffect + "the browser sends both streams in the same size", patienceMs
		}
		return "", 0
	}
	flowing := 0
	if flows[1] {
		flowing = 1
	}
	if !flows[flowing] || c.frames[1-flowing] > 0 {
		return "", 0
	}
	switch rid := rows[flowing].RID; {
	case rid == HighRID:
		return noEffect + "the browser sends no low stream", patienceMs
	case rid == "" && rows[1] == nil:
		// It tells of all streams as one.
		return "", 0
	}
	// Of two streams without names it is taken to be the high one: the low one is
	// the first to get what the uplink carries. Half of what both may take is enough
	// for the high one to start, and is what a browser finds out of an uplink that it
	// hardly uses.
	both := float64(plan.Encodings[0].MaxBitrate + plan.Encodings[1].MaxBitrate)
	switch {
	case uplinkKbps*1000 >= both/2:
		patience = patienceMs
	case uplinkKbps >= 0:
		return "", 0
	default:
		patience = blindPatienceMs
	}
	return noEffect + "the browser sends no high stream beside the low one", patience
}

// rowsOf picks the low and the high stream of the newest video of a report, nil
// where it has none of that name; of streams without names, the first two.
func rowsOf(report *stats.Report) (rows [2]*stats.Outbound) {
	mid := -2
	for i := range report.Outbound {
		out := &report.Outbound[i]
		if out.Kind != api.Video || out.MID < mid {
			continue
		}
		if out.MID > mid {
			mid, rows = out.MID, [2]*stats.Outbound{}
		}
		switch {
		case out.RID == HighRID || out.RID == "" && rows[0] != nil:
			rows[1] = out
		default:
			rows[0] = out
		}
	}
	return rows
}

// sentOf is how much has been sent of a stream, in frames where that is known.
func sentOf(row *stats.Outbound) float64 {
	switch {
	case row == nil:
	case row.FramesEncoded >= 0:
		return row.FramesEncoded
	case row.BytesSent >= 0:
		return row.BytesSent
	}
	return 0
}
