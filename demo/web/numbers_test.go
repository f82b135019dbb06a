package web

import (
	"strconv"
	"testing"
)

func TestNumbersAreFree(t *testing.T) {
	drawn := []uint32{0, 5, 7, 7, 4294967295, 5}
	numbers := freeNumbers{draw: func() uint32 {
		number := drawn[0]
		drawn = drawn[1:]
		return number
	}}
	numbers.take("room", "5")
	for _, want := range []string{"7", "4294967295"} { // not 0, not the taken 5, not 7 twice
		if got := numbers.next("room"); got != want {
			t.Errorf("drew %s, want %s", got, want)
		}
	}
	if got := numbers.next("other room"); got != "5" {
		t.Errorf("drew %s in another room, want 5", got)
	}
}

func TestNumbersForgetInTime(t *testing.T) {
	var numbers freeNumbers
	for i := range maxRemembered + 10 {
		numbers.take("room", strconv.Itoa(i))
	}
	if got := len(numbers.taken); got > maxRemembered {
		t.Errorf("%d remembered", got)
	}
}
