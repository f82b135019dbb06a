//go:build !js

package playback

import (
	"os"
	"testing"
	"time"
)

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	file, err := os.ReadFile("../peertest/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestReadIVF(t *testing.T) {
	for name, want := range map[string]struct{ width, height int }{"q.ivf": {160, 90}, "h.ivf": {640, 360}} {
		c, err := ReadIVF(readFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if c.Width != want.width || c.Height != want.height || len(c.frames) != 30 || len(c.keys) < 2 {
			t.Errorf("%s: %dx%d, %d frames, key frames %v", name, c.Width, c.Height, len(c.frames), c.keys)
		}
		if ticks := uint32(c.Interval.Seconds() * 90000); ticks != 6000 {
			t.Errorf("%s: a frame lasts %d ticks of the RTP clock, want 6000", name, ticks)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	ivf := readFile(t, "q.ivf")
	const header = 32
	inter := append(append([]byte{}, ivf[:header]...), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
	empty := append(append([]byte{}, ivf[:header]...), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	other := append([]byte{}, ivf...)
	copy(other[8:], "VP90")
	for name, file := range map[string][]byte{
		"nothing": nil, "no frame": ivf[:header], "cut off": ivf[:len(ivf)-1],
		"no key frame": inter, "an empty frame": empty, "another codec": other,
	} {
		if _, err := ReadIVF(file); err == nil {
			t.Errorf("IVF, %s: no error", name)
		}
	}
	for name, file := range map[string][]byte{"nothing": nil, "another file": ivf} {
		if _, err := ReadOgg(file); err == nil {
			t.Errorf("Ogg, %s: no error", name)
		}
	}
}

func TestNearestKey(t *testing.T) {
	c := &Clip{Interval: time.Second}
	for i := range 10 {
		c.add([]byte{byte(i)}, i == 2 || i == 5)
	}
	for position, want := range map[int]int{0: 2, 2: 0, 3: -1, 4: 1, 5: 0, 8: -3, 9: 3, 29: 3, 32: 0} {
		if got := c.nearestKey(position); got != want {
			t.Errorf("from %d: %d, want %d", position, got, want)
		}
	}
}
