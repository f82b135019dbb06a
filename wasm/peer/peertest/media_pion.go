//go:build !js

package peertest

import (
	_ "embed"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"dualstream/wasm/peer"
	"dualstream/wasm/peer/playback"
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

// made numbers the tracks, so that each has its own id.
var made atomic.Int64

func newID(name string) string { return name + "-" + strconv.FormatInt(made.Add(1), 10) }

// NewVideo gives a picture of 640x360 at 15 frames per second that moves, with
// the layers "q" (160x90) and "h" (640x360).
func NewVideo(t testing.TB) peer.LocalTrack {
	t.Helper()
	return play(t, playback.NewVideoSource(newID("video"), 0,
		playback.Layer{RID: "q", Clip: read(t, lowFile)},
		playback.Layer{RID: "h", Clip: read(t, highFile)},
	))
}

// NewAudio gives silence in frames of 20 ms.
func NewAudio(t testing.TB) peer.LocalTrack {
	t.Helper()
	return play(t, playback.NewAudioSource(newID("audio"), 0, playback.NewAudio(20*time.Millisecond, opusSilence)))
}

func read(t testing.TB, file []byte) *playback.Clip {
	t.Helper()
	clip, err := playback.ReadIVF(file)
	if err != nil {
		t.Fatal(err)
	}
	return clip
}

// play plays until the test ends.
func play(t testing.TB, source *playback.Source) peer.LocalTrack {
	t.Cleanup(playback.Play(source))
	return source.Track()
}
