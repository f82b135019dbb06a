package stats

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dualstream/wasm/api"
)

// measured measures a call from reports of these seconds.
func measured(m *Meter, call *Call, seconds ...float64) *Call {
	for _, n := range seconds {
		m.Measure(call, receiving(n), sending(n))
	}
	return call
}

func TestFlowsAreOfTwoSeconds(t *testing.T) {
	var m Meter
	call := calling()
	for _, c := range []struct {
		seconds []float64
		audio   Flow
		video   Flow
		sent    Flow
	}{
		{[]float64{1}, Flow{}, Flow{}, Flow{}},
		{
			[]float64{2},
			Flow{Ms: 1000, Packets: 50, Samples: 48000, Concealed: 3840, JitterMs: 12},
			Flow{Ms: 1000, Packets: 99, Lost: 1},
			Flow{Ms: 1000, Packets: 150, Lost: 3, JitterMs: 4},
		},
		{
			[]float64{3, 4, 5},
			Flow{Ms: 2000, Packets: 100, Samples: 96000, Concealed: 7680, JitterMs: 12},
			Flow{Ms: 2000, Packets: 198, Lost: 2},
			Flow{Ms: 2000, Packets: 300, Lost: 6, JitterMs: 4},
		},
		{ // counters that began anew
			[]float64{1},
			Flow{}, Flow{}, Flow{},
		},
	} {
		measured(&m, call, c.seconds...)
		of := &call.Remotes[0]
		for what, pair := range map[string][2]Flow{
			"audio": {c.audio, of.Audio.Seen.Flow}, "video": {c.video, of.Video.Seen.Flow}, "sent": {c.sent, call.Sent},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Errorf("%s after second %v (-want +got):\n%s", what, c.seconds, diff)
			}
		}
	}
}

func TestLossShare(t *testing.T) {
	if got := (&Flow{Packets: 90, Lost: 10}).LossShare(); got != 0.1 {
		t.Errorf("%v", got)
	}
	if got := (&Flow{}).LossShare(); !math.IsNaN(got) {
		t.Errorf("of nothing %v", got)
	}
}

// TestConcealedSilence: what is made up while its publisher sends little is no
// harm, unless packets are missing.
func TestConcealedSilence(t *testing.T) {
	for _, c := range []struct {
		what                string
		packets, lost, want float64
		concealed, silent   float64
	}{
		{what: "silence", packets: 3, concealed: 40_000, silent: 39_000, want: 1000},
		{what: "silence and loss", packets: 3, lost: 1, concealed: 40_000, silent: 39_000, want: 40_000},
		{what: "nothing comes", concealed: 48_000, silent: 47_000, want: 48_000},
		{what: "not told", packets: 3, concealed: 40_000, silent: nan, want: 40_000},
		{what: "nonsense", packets: 3, concealed: 10, silent: 40, want: 0},
	} {
		before, now := absentIn(0, api.Audio), absentIn(0, api.Audio)
		before.PacketsReceived, before.PacketsLost, before.ConcealedSamples, before.SilentConcealedSamples = 7, 7, 7, 7
		now.PacketsReceived, now.PacketsLost = 7+c.packets, 7+c.lost
		now.ConcealedSamples, now.SilentConcealedSamples = 7+c.concealed, 7+c.silent
		var s received
		s.begin(&before, 1000)
		s.take(&now, 2000)
		if got := s.seen.Flow.Concealed; got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// TestMutedFlow: the time in which a publisher is silent says nothing about the
// time after it.
func TestMutedFlow(t *testing.T) {
	var m Meter
	call := calling()
	call.Remotes[0].Audio.Muted = true
	measured(&m, call, 1, 2, 3)
	if got := call.Remotes[0].Audio.Seen.Flow; got.Ms != 0 || got.Concealed != 0 {
		t.Errorf("while muted %+v", got)
	}
	call.Remotes[0].Audio.Muted = false
	measured(&m, call, 4)
	if got := call.Remotes[0].Audio.Seen.Flow; got.Ms != 1000 || got.Concealed != 3840 {
		t.Errorf("after it %+v", got)
	}
}

func TestSeen(t *testing.T) {
	var m Meter
	call := measured(&m, calling(), 1)
	if call.Audio.Seen.Known || call.Video.Seen.Known || call.Remotes[0].Audio.Seen.Known {
		t.Error("a first reading tells a second")
	}
	measured(&m, call, 2)
	of := &call.Remotes[0]
	for what, pair := range map[string]struct {
		got  *Seen
		want Seen
	}{
		"sent audio":     {call.Audio.Seen, Seen{Known: true, Bps: 40_000, Level: 1}},
		"sent video":     {call.Video.Seen, Seen{Known: true, Bps: 600_000, FPS: 29.97, SourceFPS: 25, Level: nan}},
		"received audio": {of.Audio.Seen, Seen{Known: true, Bps: 40_000, FPS: nan, Level: 0.5, Decoded: 43_200}},
		"received video": {of.Video.Seen, Seen{Known: true, Bps: 800_000, FPS: 14.9, Level: nan, Decoded: nan}},
	} {
		got := *pair.got
		got.Flow = Flow{}
		if diff := cmp.Diff(pair.want, got, cmpNaN, cmpopts.IgnoreUnexported(Seen{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if call.SentRTTMs != 70 || call.ReceivedRTTMs != 50 || call.OutgoingKbps != 1234.5 {
		t.Errorf("%v %v %v", call.SentRTTMs, call.ReceivedRTTMs, call.OutgoingKbps)
	}
	m.Measure(call, receiving(2), sending(2))
	if call.Audio.Seen.Known || call.Video.Seen.Known || of.Video.Seen.Known {
		t.Error("a reading that is given twice tells a second")
	}
	m.Measure(call, nil, nil)
	if call.Audio.Seen != nil || call.Video.Seen != nil || of.Video.Seen != nil || call.Sent.Ms != 0 || !math.IsNaN(call.SentRTTMs) {
		t.Error("no reading tells a second")
	}
}

// cmpNaN makes NaN equal to itself.
var cmpNaN = cmp.Comparer(func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
