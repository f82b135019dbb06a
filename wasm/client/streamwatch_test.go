package client

import (
	"math"
	"testing"
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

var twoLayersOf640 = []simulcast.Layer{
	{RID: "q", Width: 160, Height: 90, Bitrate: 50_000},
	{RID: "h", Width: 640, Height: 360, Bitrate: 600_000},
}

// scene plays readings into a watch, one a tick, and notes what it tells.
type scene struct {
	watch  *streamWatch
	layers []simulcast.Layer
	at     time.Duration
	frames float64
	told   []change
}

// change is what a watch tells, but for the readings behind it.
type change struct {
	cause         fallback.Cause
	from, to      api.Level
	width, height int
}

// asks is an application's request.
var asks = &fallback.Reason{Cause: fallback.CauseRequest}

func newScene(asked api.StreamType) *scene {
	return &scene{watch: newStreamWatch(asked), layers: twoLayersOf640}
}

// see plays n readings of frames of a width; 0 stands for no new frame.
func (s *scene) see(width float64, n int) {
	for range n {
		s.at += tick
		if width > 0 {
			s.frames += 4
		}
		in := &stats.Inbound{
			MID: 1, Kind: api.Video, TimestampMs: float64(s.at.Milliseconds()),
			BytesReceived: s.frames * 1000, FramesDecoded: s.frames, FrameWidth: width, FrameHeight: width * 9 / 16,
		}
		if width == 0 {
			in.FrameWidth, in.FrameHeight = s.watch.previous.FrameWidth, s.watch.previous.FrameHeight
		}
		if _, reason := s.watch.step(began.Add(s.at), s.layers, in); reason != nil {
			s.told = append(s.told, change{reason.Cause, reason.From, reason.To, reason.Width, reason.Height})
		}
	}
}

func (s *scene) expect(t *testing.T, want ...change) {
	t.Helper()
	if len(s.told) != len(want) {
		t.Fatalf("told %+v, want %+v", s.told, want)
	}
	for i := range want {
		if s.told[i] != want[i] {
			t.Errorf("told %+v, want %+v", s.told[i], want[i])
		}
	}
}

func low(cause fallback.Cause) change {
	return change{cause, api.LevelHigh, api.LevelLow, 160, 90}
}

func high(cause fallback.Cause) change {
	return change{cause, api.LevelLow, api.LevelHigh, 640, 360}
}

func TestWatchTellsWhatWasAskedOnce(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.watch.ask(api.LowStream, asks)
	s.see(640, 2)
	s.see(160, 20)
	s.watch.ask(api.HighStream, asks)
	s.see(640, 20)
	s.expect(t, low(fallback.CauseRequest), high(fallback.CauseRequest))
}

func TestWatchTellsARequestRightAfterTheFirstPicture(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 2)
	s.watch.ask(api.LowStream, asks)
	s.see(160, 3)
	s.expect(t, low(fallback.CauseRequest))
}

func TestWatchIsSilentAtFirstSight(t *testing.T) {
	for name, c := range map[string]struct {
		asked api.StreamType
		width float64
	}{
		"high as asked": {api.HighStream, 640},
		"low as asked":  {api.LowStream, 160},
		// All that a publisher without dual stream sends.
		"high in place of low": {api.LowStream, 640},
	} {
		s := newScene(c.asked)
		s.see(c.width, 40)
		if len(s.told) != 0 {
			t.Errorf("%s: told %+v", name, s.told)
		}
	}
}

func TestWatchTellsALowStreamThatNobodyAskedFor(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(160, 20)
	s.expect(t, low(CauseDelivery))
}

func TestWatchForgivesAFlickerAfterASwitch(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.watch.ask(api.LowStream, asks)
	s.see(160, 4)
	s.see(640, 4) // a second of the other layer
	s.see(160, 20)
	s.expect(t, low(fallback.CauseRequest))
}

func TestWatchTellsWhenThePublisherStopsTheLowStream(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.watch.ask(api.LowStream, asks)
	s.see(160, 8)
	s.see(640, 20)
	s.see(160, 20)
	s.expect(t, low(fallback.CauseRequest), high(CauseDelivery), low(CauseDelivery))
}

func TestWatchTellsAFallbackByItsReason(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.watch.ask(api.LowStream, &fallback.Reason{Cause: fallback.CauseCongestion})
	s.see(160, 8)
	s.expect(t, low(fallback.CauseCongestion))
}

func TestWatchTellsAFallbackFromASizeThatSaysNothing(t *testing.T) {
	s := newScene(api.HighStream)
	s.layers = make([]simulcast.Layer, 2) // of no size
	s.see(640, 4)
	s.layers = twoLayersOf640
	s.watch.ask(api.LowStream, &fallback.Reason{Cause: fallback.CauseCongestion})
	s.see(160, 8)
	s.expect(t, low(fallback.CauseCongestion))
}

func TestWatchSaysNothingOfATrial(t *testing.T) {
	recovery := &fallback.Reason{Cause: fallback.CauseRecovery}
	s := newScene(api.LowStream)
	s.see(160, 4)
	s.watch.try()
	s.see(640, 12)
	s.watch.ask(api.LowStream, &fallback.Reason{Cause: fallback.CauseTrialFailed})
	s.see(160, 8)
	s.expect(t)
	s.watch.try()
	s.see(640, 12)
	s.watch.ask(api.HighStream, recovery)
	s.see(640, 4)
	s.expect(t, high(fallback.CauseRecovery))
}

func TestWatchFindsAPublisherOfOneStream(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.watch.ask(api.LowStream, asks)
	s.see(640, 16)
	if s.watch.single {
		t.Fatal("taken for a publisher of one stream within 4 s")
	}
	s.see(640, 8)
	if !s.watch.single {
		t.Fatal("the high stream went on for 6 s where the low one was asked for")
	}
	s.see(160, 2)
	if s.watch.single {
		t.Fatal("the low stream was seen")
	}
}

func TestWatchHoldsStillWhileNothingArrives(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.see(0, 40)
	s.see(640, 4)
	s.expect(t)
}

func TestWatchSkipsTheServersBlankPictures(t *testing.T) {
	s := newScene(api.HighStream)
	s.see(640, 4)
	s.see(8, 20)
	s.see(640, 4)
	s.expect(t)
}

func TestWatchKnowsNothingOfASingleStream(t *testing.T) {
	s := newScene(api.LowStream)
	s.layers = s.layers[:1]
	s.see(160, 20)
	s.see(640, 20)
	s.expect(t)
}

func TestWatchWithoutNumbers(t *testing.T) {
	w := newStreamWatch(api.HighStream)
	nan := math.NaN()
	for i := range 20 {
		in := &stats.Inbound{MID: 1, Kind: api.Video, TimestampMs: nan, BytesReceived: nan, FramesDecoded: nan, FrameWidth: nan, FrameHeight: nan}
		if _, change := w.step(began.Add(time.Duration(i)*tick), twoLayersOf640, in); change != nil {
			t.Fatal("a change was told from nothing")
		}
	}
}

func TestLayersOf(t *testing.T) {
	camera := &wire.TrackInfo{Layers: []*wire.VideoLayer{
		{Width: 640, Height: 360, Bitrate: 600_000}, {Width: 160, Height: 90, Bitrate: 50_000},
	}}
	for name, c := range map[string]struct {
		attributes map[string]string
		want       [2]int // the heights
	}{
		"nothing announced":       {nil, [2]int{360, 90}},
		"another low stream":      {map[string]string{lowAttribute: "320x180"}, [2]int{360, 180}},
		"no low stream":           {map[string]string{lowAttribute: noLowStream}, [2]int{360, 90}},
		"an attribute of nobody":  {map[string]string{lowAttribute: "big"}, [2]int{360, 90}},
		"a size that is no size":  {map[string]string{lowAttribute: "-1x90"}, [2]int{360, 90}},
		"another attribute alone": {map[string]string{"else": "1x1"}, [2]int{360, 90}},
		"another high stream":     {map[string]string{lowAttribute: noLowStream, highAttribute: "1280x720 1130"}, [2]int{720, 90}},
		"both are others":         {map[string]string{lowAttribute: "160x120", highAttribute: "640x480 500"}, [2]int{480, 120}},
		"a high stream of nobody": {map[string]string{lowAttribute: noLowStream, highAttribute: "big 500"}, [2]int{360, 90}},
	} {
		layers := layersOf(&remote{attributes: c.attributes}, camera)
		if len(layers) != 2 || layers[0].Height != c.want[0] || layers[1].Height != c.want[1] {
			t.Errorf("%s: %+v", name, layers)
		}
	}
}
