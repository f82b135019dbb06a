//go:build !js

package peertest

import (
	"bytes"
	_ "embed"
	"io"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/webrtc/v3/pkg/media"
	"github.com/pion/webrtc/v3/pkg/media/ivfreader"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
)

// The two layers of one picture, see testdata/make.sh.
var (
	//go:embed testdata/q.ivf
	lowFile []byte
	//go:embed testdata/h.ivf
	highFile []byte
)

// opusSilence is an Opus frame of 20 ms of silence (RFC 6716: CELT, fullband).
var opusSilence = []byte{0xf8, 0xff, 0xfe}

const (
	videoInterval = time.Second / 15
	audioInterval = 20 * time.Millisecond
)

// made numbers the tracks, so that each has its own id.
var made atomic.Int64

func newID(name string) string { return name + "-" + strconv.FormatInt(made.Add(1), 10) }

// NewVideo gives a picture of 640x360 at 15 frames per second that moves, with
// the layers "q" (160x90) and "h" (640x360).
func NewVideo(t testing.TB) peer.LocalTrack {
	t.Helper()
	layers := map[string]*loop{"q": newLoop(t, lowFile), "h": newLoop(t, highFile)}
	track := peer.NewSampleTrack(api.Video, newID("video"), 640, 360, "q", "h")
	track.OnKeyFrameRequest(func(rid string) { layers[rid].jump.Store(true) })
	play(t, videoInterval, func() {
		for rid, l := range layers {
			track.WriteSample(rid, media.Sample{Data: l.next(), Duration: videoInterval})
		}
	})
	return track
}

// NewAudio gives silence in frames of 20 ms.
func NewAudio(t testing.TB) peer.LocalTrack {
	t.Helper()
	track := peer.NewSampleTrack(api.Audio, newID("audio"), 0, 0)
	play(t, audioInterval, func() {
		track.WriteSample("", media.Sample{Data: opusSilence, Duration: audioInterval})
	})
	return track
}

// play calls next at each interval until the test ends.
func play(t testing.TB, interval time.Duration, next func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				next()
			case <-stop:
				return
			}
		}
	}()
	t.Cleanup(func() {
		close(stop)
		<-stopped
	})
}

// loop gives the frames of a VP8 file again and again.
type loop struct {
	frames [][]byte
	at     int
	// jump asks to go on at the next key frame.
	jump atomic.Bool
}

func newLoop(t testing.TB, file []byte) *loop {
	t.Helper()
	reader, _, err := ivfreader.NewWith(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	l := &loop{}
	for {
		frame, _, err := reader.ParseNextFrame()
		if err == io.EOF {
			return l
		}
		if err != nil {
			t.Fatal(err)
		}
		l.frames = append(l.frames, frame)
	}
}

func (l *loop) next() []byte {
	if l.jump.Swap(false) {
		for !isKeyFrame(l.frames[l.at]) {
			l.at = (l.at + 1) % len(l.frames)
		}
	}
	frame := l.frames[l.at]
	l.at = (l.at + 1) % len(l.frames)
	return frame
}

// isKeyFrame reads the frame tag (RFC 6386 section 9.1).
func isKeyFrame(frame []byte) bool { return frame[0]&1 == 0 }
