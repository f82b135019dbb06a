//go:build !js

package peer

// tallied is how many packets back a frame may still be completed: about two
// seconds of video.
const tallied = 512

// frameTally counts the frames of which all packets have come, in whatever
// order: one that was lost may be sent again.
type frameTally struct {
	frames  int
	packets [tallied]tally
}

// tally is a packet that has come, and whether it is the first or the last of
// its frame.
type tally struct {
	came        bool
	number      uint16
	first, last bool
}

// take takes a packet in, by its sequence number.
func (t *frameTally) take(number uint16, first, last bool) {
	if t.has(number) {
		return
	}
	t.packets[number%tallied] = tally{came: true, number: number, first: first, last: last}
	from, to := number, number
	for !t.packets[from%tallied].first {
		if from--; !t.has(from) || t.packets[from%tallied].last {
			return
		}
	}
	for !t.packets[to%tallied].last {
		if to++; !t.has(to) || t.packets[to%tallied].first {
			return
		}
	}
	t.frames++
}

func (t *frameTally) has(number uint16) bool {
	p := &t.packets[number%tallied]
	return p.came && p.number == number
}
