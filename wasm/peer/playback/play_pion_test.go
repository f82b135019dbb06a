//go:build !js

package playback

import (
	"testing"
	"time"
)

func newTestSource(t *testing.T, at int) *Source {
	t.Helper()
	low, err := ReadIVF(readFile(t, "q.ivf"))
	if err != nil {
		t.Fatal(err)
	}
	high, err := ReadIVF(readFile(t, "h.ivf"))
	if err != nil {
		t.Fatal(err)
	}
	return NewVideoSource("video", at, Layer{"q", low}, Layer{"h", high})
}

func isKey(frame []byte) bool { return frame[0]&1 == 0 }

func TestKeyFrameIsTheNextFrame(t *testing.T) {
	s := newTestSource(t, 3)
	low, high := s.layers[0], s.layers[1]
	for at := range 70 {
		s.wantKeyFrame("h")
		if !isKey(high.next(at)) {
			t.Fatalf("at %d: no key frame follows its request", at)
		}
		if far := max(high.shift, -high.shift); far > 8 {
			t.Errorf("at %d: the picture jumps by %d frames", at, far)
		}
		if low.next(at); low.shift != 0 {
			t.Errorf("at %d: the other layer jumps too", at)
		}
	}
	// It goes on from the key frame, to which there is nothing to jump twice.
	s.wantKeyFrame("h")
	high.next(20)
	if got, want := &high.next(21)[0], &high.Clip.frame(21 + high.shift)[0]; got != want {
		t.Error("the frame after the key frame is not the next one")
	}
	s.wantKeyFrame("x")
}

func TestFramesComeInTheirOrderAndAtTheirPace(t *testing.T) {
	video := newTestSource(t, 0)
	audio := NewAudioSource("audio", 0, NewAudio(20*time.Millisecond, []byte{1}, []byte{2}))
	sources := []*Source{video, audio}
	start := time.Unix(1000, 0)
	next := sendDue(sources, start)
	for now := start; now.Before(start.Add(6 * time.Second)); now = next {
		next = sendDue(sources, now)
	}
	if video.at != 90 || audio.at != 300 {
		t.Errorf("in 6 s: %d frames of video and %d of audio, want 90 and 300", video.at, audio.at)
	}
	// A late call sends what is due, a very late one does not.
	now := next.Add(100 * time.Millisecond)
	before := audio.at
	next = sendDue(sources, now)
	if audio.at != before+6 {
		t.Errorf("after 100 ms: %d frames of audio, want 6", audio.at-before)
	}
	before = audio.at
	sendDue(sources, next.Add(time.Minute))
	if audio.at != before+1 {
		t.Errorf("after a minute's sleep: %d frames of audio, want 1", audio.at-before)
	}
}

func TestPlayStops(t *testing.T) {
	s := NewAudioSource("audio", 0, NewAudio(time.Millisecond, []byte{1}))
	stop := Play(s)
	time.Sleep(50 * time.Millisecond)
	stop()
	at := s.at
	if at < 5 {
		t.Errorf("%d frames in 50 ms, one each millisecond", at)
	}
	time.Sleep(10 * time.Millisecond)
	stop()
	if s.at != at {
		t.Error("it goes on after stop")
	}
}

func TestSourceTrack(t *testing.T) {
	video := newTestSource(t, 0).Track()
	if w, h := video.Size(); w != 640 || h != 360 || video.ID() != "video" {
		t.Errorf("track %s of %dx%d", video.ID(), w, h)
	}
}
