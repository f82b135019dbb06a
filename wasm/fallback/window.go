package fallback

// windowMs is how much is looked back on, about: two readings may be a little
// shorter than 500 ms.
const windowMs = 450

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

// goodputKbps is that of the last 500 ms; NaN if there is none.
func (w *window) goodputKbps() float64 {
	ms, bytes := 0.0, 0.0
	for i := w.n - 1; i >= 0 && ms < windowMs; i-- {
		ms += w.entries[i].ms
		bytes += w.entries[i].wireBytes
	}
	return bytes * 8 / ms
}

// capacityKbps is the goodput of the last 500 ms; false if the downlink was not
// full all the time: what a burst lost says nothing about the rate.
func (w *window) capacityKbps() (kbps float64, full bool) {
	for i, ms := w.n-1, 0.0; i >= 0 && ms < windowMs; i-- {
		if !w.entries[i].full {
			return 0, false
		}
		ms += w.entries[i].ms
	}
	kbps = w.goodputKbps()
	return kbps, known(kbps)
}
