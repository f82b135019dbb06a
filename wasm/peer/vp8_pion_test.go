//go:build !js

package peer

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/pion/webrtc/v3/pkg/media/ivfreader"
)

func TestVP8KeyFrame(t *testing.T) {
	for file, size := range map[string][2]int{"q.ivf": {160, 90}, "h.ivf": {640, 360}} {
		data, err := os.ReadFile("peertest/testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		reader, _, err := ivfreader.NewWith(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			frame, _, err := reader.ParseNextFrame()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			width, height, key := vp8KeyFrame(frame)
			if key != (i%15 == 0) {
				t.Errorf("%s: frame %d: key frame %v", file, i, key)
			}
			if key && (width != size[0] || height != size[1]) {
				t.Errorf("%s: frame %d is %dx%d", file, i, width, height)
			}
		}
	}
	for _, frame := range [][]byte{nil, {0}, make([]byte, 10)} {
		if _, _, key := vp8KeyFrame(frame); key {
			t.Errorf("% x is taken for a key frame", frame)
		}
	}
}
