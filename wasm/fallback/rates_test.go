package fallback

import (
	"math"
	"testing"
)

func TestMeter(t *testing.T) {
	var m meter
	var d delta
	s := Stream{TimestampMs: 1000, BytesReceived: 100, HeaderBytesReceived: 10, PacketsReceived: 5}
	if m.read(&s, &d) || !m.settling() {
		t.Error("a first reading is no rate")
	}
	if m.read(&s, &d) || m.settling() {
		t.Error("the same reading twice is nothing new")
	}
	s.TimestampMs, s.BytesReceived, s.HeaderBytesReceived, s.PacketsReceived = 1500, 1100, 30, 15
	s.PacketsLost, s.NackCount, s.FramesDecoded = 3, 2, 7
	if !m.read(&s, &d) || d.ms != 500 || d.packets != 10 || d.wireBytes != 1000+20+380 || d.frames != 7 || d.repairs() != 3 {
		t.Errorf("%+v", d)
	}
	if d.wireKbps() != 1400*8/500.0 {
		t.Errorf("%g kbps", d.wireKbps())
	}
	s.TimestampMs, s.PacketsLost = 2000, 1
	if !m.read(&s, &d) || d.repairs() != 0 {
		t.Errorf("a lost packet that comes late: %+v", d)
	}
	for name, change := range map[string]func(*Stream){
		"counters begin again": func(s *Stream) { s.PacketsReceived = 0 },
		"no time":              func(s *Stream) { s.TimestampMs = math.NaN() },
		"no packets":           func(s *Stream) { s.PacketsReceived = math.Inf(1) },
		"a long pause":         func(s *Stream) { s.TimestampMs = 6000 },
		"time goes back":       func(s *Stream) { s.TimestampMs = 1000 },
	} {
		n, x := m, s
		x.TimestampMs = 2250
		change(&x)
		if n.read(&x, &d) {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// A discontinuous stream becomes usual; one that loses packets does not.
func TestUsualAudioRate(t *testing.T) {
	u := newUser(&User{Identity: "anna"})
	u.hasAudio = true
	u.audioD = delta{ms: 250, packets: 12.5}
	for range 4 {
		u.learnAudio()
	}
	if u.audioPps != 50 || u.audioLearntMs < audioLearnMs {
		t.Fatalf("%g a second", u.audioPps)
	}
	u.audioD = delta{ms: 250, packets: 4, lost: 8}
	u.learnAudio()
	if u.audioPps != 50 {
		t.Errorf("%g a second after a loss", u.audioPps)
	}
	u.audioD = delta{ms: 250, packets: 0}
	for range 10 {
		u.learnAudio()
	}
	if u.audioPps >= leastUsualPps {
		t.Errorf("%g a second in a silence", u.audioPps)
	}
}
