package fallback

// window holds the goodput of the last readings, newest last.
type window struct {
	entries [8]goodput
	n       int
}

type goodput struct {
	ms, wireBytes float64
	// full: audio was short or packets were lost, so what arrived is all that
	// the downlink carries.
	full bool
}

func (w *window) clear() { w.n = 0 }

func (w *window) add(g goodput) {
	if w.n == len(w.entries) {
		copy(w.entries[:], w.entries[1:])
		w.n--
	}
	w.entries[w.n] = g
	w.n++
}

// capacityKbps is the goodput of the last 500 ms; false if the downlink was not
// full all the time: what a burst lost says nothing about the rate.
func (w *window) capacityKbps() (kbps float64, full bool) {
	ms, bytes := 0.0, 0.0
	for i := w.n - 1; i >= 0 && ms < 450; i-- {
		g := &w.entries[i]
		if !g.full {
			return 0, false
		}
		ms += g.ms
		bytes += g.wireBytes
	}
	if ms == 0 {
		return 0, false
	}
	return bytes * 8 / ms, true
}
