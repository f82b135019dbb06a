package web

import (
	"crypto/rand"
	"encoding/binary"
	"strconv"
	"sync"
)

// maxRemembered bounds what freeNumbers keeps. With that many taken, a number
// drawn after forgetting them meets one of them once in 65 000 draws.
const maxRemembered = 1 << 16

// seat is one identity in one room.
type seat struct{ room, identity string }

// freeNumbers draws identities for participants who brought none: numbers from
// 1 to 2^32-1 in decimal that no earlier token of the same room carries. Its
// zero value is ready.
type freeNumbers struct {
	mu    sync.Mutex
	taken map[seat]struct{}
	draw  func() uint32 // the system's random source if nil
}

// take remembers an identity that a participant chose.
func (f *freeNumbers) take(room, identity string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.remember(seat{room, identity})
}

// next draws a number and remembers it.
func (f *freeNumbers) next(room string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	draw := f.draw
	if draw == nil {
		draw = randomNumber
	}
	for {
		number := draw()
		s := seat{room, strconv.FormatUint(uint64(number), 10)}
		if _, taken := f.taken[s]; number == 0 || taken {
			continue
		}
		f.remember(s)
		return s.identity
	}
}

func (f *freeNumbers) remember(s seat) {
	if f.taken == nil || len(f.taken) >= maxRemembered {
		f.taken = make(map[seat]struct{})
	}
	f.taken[s] = struct{}{}
}

func randomNumber() uint32 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: https://pkg.go.dev/crypto/rand#Read
	return binary.LittleEndian.Uint32(b[:])
}
