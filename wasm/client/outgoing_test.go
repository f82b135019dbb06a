package client

import (
	"slices"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// outgoing is a publisher of both streams in a browser that is simulated.
type outgoing struct {
	*seat
	sender *heldSender
	second float64
}

func publishing(t *testing.T) *outgoing {
	t.Helper()
	s := seated(t, Config{Mode: ModeRTC})
	s.loop.call(func() { s.dual, s.Client.identity = api.DualStreamOn, "anna" })
	return &outgoing{seat: s, sender: s.cameraOf("TR_1")}
}

// sends lets seconds pass in which streams of these sizes go out.
func (o *outgoing) sends(seconds int, low, high, source [2]float64) {
	for range seconds {
		o.second++
		report := &stats.Report{TimestampMs: 1000 * o.second}
		for i, size := range [][2]float64{low, high} {
			report.Outbound = append(report.Outbound, stats.Outbound{
				Kind: api.Video, RID: []string{"q", "h"}[i], FramesEncoded: 15 * o.second,
				FrameWidth: size[0], FrameHeight: size[1], SourceWidth: source[0], SourceHeight: source[1],
			})
		}
		o.loop.call(func() { o.checkSent(nil); o.checkSent(report) })
		// What was asked of the sender is carried out.
		o.must("settling", o.do(func(done func(error)) { o.SetTrackMuted("nobody's", false, done) }))
	}
}

// lows are the low streams that the viewers were told of.
func (o *outgoing) lows() (told []string) {
	for _, attributes := range o.attributes() {
		if low, ok := attributes[lowAttribute]; ok {
			told = append(told, low)
		}
	}
	return told
}

func (o *outgoing) expect(what string, got []string, want ...string) {
	o.t.Helper()
	if !slices.Equal(got, want) {
		o.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

var (
	size90, size360 = [2]float64{160, 90}, [2]float64{640, 360}
	size180         = [2]float64{320, 180}
)

func TestEqualStreamsAreCorrectedThenGivenUp(t *testing.T) {
	o := publishing(t)
	o.sends(6, size360, size360, size360)
	expectLow(t, o.sender)
	o.sends(1, size360, size360, size360)
	expectLow(t, o.sender, true) // set again
	o.sends(4, size360, size360, size360)
	o.expect("before it is given up", o.all("exception"))
	o.sends(10, size360, size360, size360)
	expectLow(t, o.sender, true, false)
	o.expect("told", o.all("exception"), "exception anna 1006")
	o.expect("the viewers were told", o.lows(), "160x90", "none")
	if got := o.all("log"); len(got) != 1 || !strings.Contains(got[0], "both streams in the same size") {
		t.Errorf("the log has %q", got)
	}

	// The application tries again.
	o.dualStream(false)
	o.dualStream(true)
	o.sends(3, size90, size360, size360)
	o.expect("told", o.all("exception"), "exception anna 1006", "exception anna 3006")
	o.expect("the viewers were told", o.lows(), "160x90", "none", "160x90")
	o.sends(20, size360, size360, size360)
	o.expect("told", o.all("exception"), "exception anna 1006", "exception anna 3006", "exception anna 1006")
	o.expect("the viewers were told", o.lows(), "160x90", "none", "160x90", "none")
}

func TestStreamsThatAreCorrectedStay(t *testing.T) {
	o := publishing(t)
	o.sends(7, size360, size360, size360)
	o.sends(30, size90, size360, size360)
	expectLow(t, o.sender, true)
	o.expect("told", o.all("exception"))
	o.expect("the log has", o.all("log"))
}

// A low stream that is given up stays so where it is asked for by viewers alone.
func TestGivenUpOnDemand(t *testing.T) {
	o := publishing(t)
	o.setMode(api.DualStreamAuto)
	o.asks(at(0))
	o.sends(30, size360, size360, size360)
	o.expect("told", o.all("exception"), "exception anna 1006")
	o.ticks(at(10))
	o.asks(at(20))
	o.sends(1, size360, size360, size360)
	if got := o.sender.low(); got[len(got)-1] {
		t.Errorf("the low stream was switched %v", got)
	}
	if got := o.lows(); got[len(got)-1] != "none" {
		t.Errorf("the viewers were told %q", got)
	}
	// Other media of the same track may do better.
	track := *o.publications[0].track
	if plan := o.planWith(&Track{Local: track.Local, Source: track.Source, Width: 640, Height: 360}, true); !plan.Encodings[0].Active {
		t.Error("another track's low stream is given up too")
	}
}

func TestBothStreamsFollowTheSource(t *testing.T) {
	o := publishing(t)
	o.sends(3, size90, size360, size360)
	o.sends(5, size90, size180, size180)
	o.sends(5, [2]float64{160, 284}, [2]float64{360, 640}, [2]float64{360, 640})
	var factors []float64
	for _, asked := range o.sender.asked {
		factors = append(factors, asked[0].ScaleDown)
	}
	if want := []float64{2, 2.25}; !slices.Equal(factors, want) {
		t.Errorf("the low stream is scaled down by %v, want %v", factors, want)
	}
	o.expect("the viewers were told", o.lows(), "160x90", "160x284")
	var highs []string
	for _, attributes := range o.attributes() {
		if high, ok := attributes[highAttribute]; ok {
			highs = append(highs, high)
		}
	}
	o.expect("and of the high one", highs, "320x180 140", "360x640 400")
}

// refusing is a sender whose browser took one stream.
type refusing struct{ heldSender }

func (*refusing) RIDs() []string { return nil }

func TestRefusedStreams(t *testing.T) {
	o := publishing(t)
	o.loop.call(func() {
		p := o.publications[0]
		p.sender = &refusing{}
		settle(o.publications)
		if p.plan.Simulcast() || p.plan.Encodings[0].RID != "" {
			t.Errorf("planned %+v", p.plan.Encodings)
		}
		o.warnNoEffect()
		o.session.announceLow()
	})
	o.sends(30, [2]float64{}, size360, size360)
	o.expect("told", o.all("exception"))
	o.expect("the viewers were told", o.lows(), "none")
	o.expect("the log has", o.all("log"), "log 2 "+simulcast.RefusedWarning)
	// It is said each time that the application asks for it.
	o.dualStream(false)
	o.dualStream(true)
	o.expect("the log has", o.all("log"), "log 2 "+simulcast.RefusedWarning, "log 2 "+simulcast.RefusedWarning)
}
