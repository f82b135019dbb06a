//go:build !js

package peer

import (
	"testing"

	"pgregory.net/rapid"
)

// sentPacket is a packet of a frame.
type sentPacket struct {
	number      uint16
	first, last bool
}

// framesOf gives the packets of frames of these sizes, numbered from start on.
func framesOf(start uint16, sizes ...int) []sentPacket {
	var packets []sentPacket
	for _, size := range sizes {
		for i := range size {
			packets = append(packets, sentPacket{start, i == 0, i == size-1})
			start++
		}
	}
	return packets
}

func TestFrameTally(t *testing.T) {
	sizes := []int{1, 3, 2, 5}
	for name, c := range map[string]struct {
		order []int
		want  int
	}{
		"in order":              {[]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 4},
		"the other way round":   {[]int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, 4},
		"first packets missing": {[]int{2, 3, 5, 7, 8, 9, 10}, 0},
		"last packets missing":  {[]int{1, 2, 4, 6, 7, 8, 9}, 0},
		"one missing between":   {[]int{0, 1, 3, 4, 5, 6, 7, 8, 9, 10}, 3},
		"sent again":            {[]int{0, 1, 3, 4, 5, 2, 2, 1, 3}, 3},
		"all twice":             {[]int{0, 0, 1, 1, 2, 2, 3, 3}, 2},
	} {
		for _, start := range []uint16{0, 100, 65530} {
			packets := framesOf(start, sizes...)
			var tally frameTally
			for _, i := range c.order {
				tally.take(packets[i].number, packets[i].first, packets[i].last)
			}
			if tally.frames != c.want {
				t.Errorf("%s from %d on: %d whole frames, want %d", name, start, tally.frames, c.want)
			}
		}
	}
}

// TestFrameTallyForgets: what came a round of numbers ago completes no frame.
func TestFrameTallyForgets(t *testing.T) {
	var tally frameTally
	tally.take(1, true, false)
	for n := uint16(10); n < 10+tallied; n++ {
		tally.take(n, true, true)
	}
	tally.take(2, false, true)
	if tally.frames != tallied {
		t.Errorf("%d whole frames, want %d", tally.frames, tallied)
	}
}

// TestFrameTallyCounts: whatever is lost, sent twice or changes places, each
// frame that came whole is counted once.
func TestFrameTallyCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 6), 1, 30).Draw(t, "sizes")
		sent := framesOf(rapid.Uint16().Draw(t, "start"), sizes...)
		lost := map[uint16]bool{}
		var come []sentPacket
		for _, p := range sent {
			if lost[p.number] = rapid.IntRange(0, 9).Draw(t, "lost") == 0; !lost[p.number] {
				come = append(come, p)
			}
			if !lost[p.number] && rapid.IntRange(0, 9).Draw(t, "twice") == 0 {
				come = append(come, p)
			}
		}
		want, whole := 0, true
		for _, p := range sent {
			whole = (whole || p.first) && !lost[p.number]
			if p.last && whole {
				want++
			}
			whole = whole || p.last
		}
		var tally frameTally
		for _, p := range rapid.Permutation(come).Draw(t, "order") {
			tally.take(p.number, p.first, p.last)
		}
		if tally.frames != want {
			t.Fatalf("%d whole frames, want %d", tally.frames, want)
		}
	})
}

func TestSoundTally(t *testing.T) {
	for name, c := range map[string]struct {
		numbers             []uint16
		received, concealed int
	}{
		"nothing":         {nil, 0, 0},
		"in order":        {[]uint16{7, 8, 9}, 3, 0},
		"over the end":    {[]uint16{65534, 65535, 0, 1}, 4, 0},
		"two missing":     {[]uint16{65534, 1}, 2, 2},
		"late and twice":  {[]uint16{1, 3, 2, 3, 4}, 3, 1},
		"30 s missing":    {[]uint16{1, 1 + longestGap}, 2, longestGap - 1},
		"another count":   {[]uint16{1, 20_000, 20_002}, 3, 1},
		"a lower count":   {[]uint16{20_000, 1, 3}, 3, 1},
		"begins anywhere": {[]uint16{40_000, 40_001}, 2, 0},
	} {
		var tally soundTally
		for _, n := range c.numbers {
			tally.take(n)
		}
		if tally.received != c.received*packetSamples || tally.concealed != c.concealed*packetSamples {
			t.Errorf("%s: %d received, %d concealed", name, tally.received/packetSamples, tally.concealed/packetSamples)
		}
	}
}
