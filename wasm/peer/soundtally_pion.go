//go:build !js

package peer

const (
	// packetSamples is what a packet of audio holds: 20 ms at 48 kHz, as browsers
	// and bots send it.
	packetSamples = 960
	// longestGap is how many packets are taken for lost at once, 30 s; a larger
	// step is another count.
	longestGap = 1500
)

// soundTally estimates what a browser's audio decoder would have concealed, in
// samples: each packet that is missing when a later one comes. It has no
// playout clock: sound that comes late counts as played, and a silence is
// known only when it is over.
type soundTally struct {
	received, concealed int

	any    bool
	newest uint16
}

// take takes a packet in, by its sequence number. One that comes after a later
// one was concealed already.
func (t *soundTally) take(number uint16) {
	step := int(int16(number - t.newest))
	if t.any && step <= 0 && step >= -longestGap {
		return
	}
	if t.any && step > 1 && step <= longestGap {
		t.concealed += (step - 1) * packetSamples
	}
	t.any, t.newest = true, number
	t.received += packetSamples
}
