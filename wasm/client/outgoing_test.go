package client

import (
	"slices"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/lifetime"
	"dualstream/wasm/peer"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

// outgoing is a publisher of both streams in a browser that is simulated.
type outgoing struct {
	*seat
	sender *heldSender
	second float64
	// frames are those of both streams.
	frames [2]float64
}

func publishing(t *testing.T) *outgoing {
	t.Helper()
	s := seated(t, Config{Mode: ModeRTC})
	s.loop.call(func() {
		s.dual, s.Client.identity = api.DualStreamOn, "anna"
		s.Client.statistics.begin(at(0))
	})
	return &outgoing{seat: s, sender: s.cameraOf("TR_1")}
}

// sends lets seconds pass in which streams of these sizes go out; one of no size
// does not.
func (o *outgoing) sends(seconds int, low, high, source [2]float64) {
	for range seconds {
		o.second++
		report := &stats.Report{TimestampMs: 1000 * o.second}
		report.Transport.AvailableOutgoingKbps = 2000
		for i, size := range [][2]float64{low, high} {
			if size[0] > 0 {
				o.frames[i] += 15
			}
			report.Outbound = append(report.Outbound, stats.Outbound{
				MID: 1, Kind: api.Video, RID: []string{"q", "h"}[i], TimestampMs: 1000 * o.second,
				FramesEncoded: o.frames[i], BytesSent: 500 * o.frames[i], FramesPerSecond: 15,
				FrameWidth: size[0], FrameHeight: size[1],
				SourceFrames: 15 * o.second, SourceWidth: source[0], SourceHeight: source[1],
			})
		}
		o.loop.call(func() {
			o.tellStatistics(at(o.second), nil, report)
			o.checkSent()
		})
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
	expectLow(t, o.sender, true)
	o.sends(1, size360, size360, size360)
	expectLow(t, o.sender, true, false)
	o.expect("the viewers were told", o.lows(), "160x90", "none")
	o.sends(20, [2]float64{}, size360, size360)
	expectLow(t, o.sender, true, false)
	o.expect("told", o.all("exception"), "exception anna 1006")
	if got := o.all("log"); len(got) != 1 || !strings.Contains(got[0], "Dual stream has no effect: both streams come out in the same size") {
		t.Errorf("the log has %q", got)
	}

	// The application tries again.
	o.dualStream(false)
	o.dualStream(true)
	expectLow(t, o.sender, true, false, false, true)
	o.sends(12, size90, size360, size360)
	o.expect("told", o.all("exception"), "exception anna 1006", "exception anna 3006")
	o.expect("the viewers were told", o.lows(), "160x90", "none", "160x90")
	o.sends(25, size360, size360, size360)
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

func TestStreamThatDoesNotStartIsGivenUp(t *testing.T) {
	for want, sizes := range map[string][2][2]float64{
		"the low stream does not":  {{}, size360},
		"the high stream does not": {size90, {}},
	} {
		o := publishing(t)
		o.sends(12, sizes[0], sizes[1], size360)
		expectLow(t, o.sender, true, false)
		if got := o.all("log"); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("the log has %q", got)
		}
		o.expect("the viewers were told", o.lows(), "160x90", "none")
	}
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
	// Other media may do better.
	o.publications[0].sender = replacing{o.sender}
	track := *o.publications[0].track
	o.must("replaceTrack", o.do(func(done func(error)) { o.ReplaceTrack(&track, done) }))
	if got := o.sender.low(); !got[len(got)-1] {
		t.Error("another camera's low stream is given up too")
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

// replacing is a sender that takes any track.
type replacing struct{ *heldSender }

func (replacing) Replace(lifetime.Context, peer.LocalTrack) error { return nil }

// refusing is a sender whose browser took one stream.
type refusing struct{ *heldSender }

func (refusing) RIDs() []string { return nil }

func TestRefusedStreams(t *testing.T) {
	o, sender := publishing(t), &heldSender{}
	o.loop.call(func() {
		p := o.publications[0]
		p.sender = refusing{sender}
		o.settle(o.publications)
		if p.plan.Simulcast() {
			t.Errorf("planned %+v", p.plan.Encodings)
		}
		o.warnNoEffect()
		o.session.announceLow()
	})
	o.sends(30, [2]float64{}, size360, size360)
	o.expect("told", o.all("exception"), "exception anna 1006")
	o.expect("the viewers were told", o.lows(), "none")
	o.expect("the log has", o.all("log"), "log 2 "+simulcast.RefusedWarning)
	// What was negotiated as one stream stays one.
	o.dualStream(false)
	o.dualStream(true)
	o.sends(3, [2]float64{}, size360, size360)
	expectLow(t, sender)
	o.expect("the viewers were told", o.lows(), "none")
}
