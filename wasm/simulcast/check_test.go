package simulcast

import (
	"math"
	"slices"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/stats"

	"pgregory.net/rapid"
)

// encoded is one stream of a sender that is simulated, one reading a second.
type encoded struct {
	rid           string
	width, height float64
	// perSecond are the frames of each second; the last goes on.
	perSecond []float64
	// bare: the browser tells bytes alone.
	bare bool
	// absent: the report has no row of it until it has started.
	absent bool
}

// goingOut makes the report of a second.
func goingOut(second int, uplinkKbps float64, mid int, streams ...encoded) *stats.Report {
	report := &stats.Report{TimestampMs: float64(1000 * second)}
	report.Transport.AvailableOutgoingKbps = uplinkKbps
	report.Outbound = append(report.Outbound, stats.Outbound{Kind: api.Audio, MID: 7, FramesEncoded: math.NaN(), BytesSent: 99})
	for _, e := range streams {
		sum := 0.0
		for i := range second + 1 {
			sum += e.perSecond[min(i, len(e.perSecond)-1)]
		}
		if e.absent && sum == 0 {
			continue
		}
		out := stats.Outbound{
			Kind: api.Video, MID: mid, RID: e.rid, FramesEncoded: sum, BytesSent: 500 * sum,
			FrameWidth: e.width, FrameHeight: e.height,
		}
		if sum == 0 {
			out.FrameWidth, out.FrameHeight = math.NaN(), math.NaN()
		}
		if e.bare {
			out.FramesEncoded, out.FrameWidth, out.FrameHeight = math.NaN(), math.NaN(), math.NaN()
		}
		report.Outbound = append(report.Outbound, out)
	}
	return report
}

var (
	flowing = []float64{15}
	nothing = []float64{0}
	plan360 = Decide(camera(640, 360, 30), api.LowStreamParameter{}, true, chromium)
)

func TestCheck(t *testing.T) {
	const (
		wide   = 2000
		narrow = 200
	)
	blind := math.NaN()
	for name, c := range map[string]struct {
		uplink  float64
		streams []encoded
		// correct and giveUp are the seconds in which that is said, 0 for never.
		correct, giveUp int
		sound           bool
		fault           string
	}{
		"both flow":                           {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", width: 640, height: 360, perSecond: flowing}}, 0, 0, true, ""},
		"both flow, adapted to the processor": {wide, []encoded{{rid: "q", width: 80, height: 45, perSecond: flowing}, {rid: "h", width: 320, height: 180, perSecond: flowing}}, 0, 0, true, ""},
		"equal":                               {wide, []encoded{{rid: "q", width: 640, height: 360, perSecond: flowing}, {rid: "h", width: 640, height: 360, perSecond: flowing}}, 6, 11, false, "same size"},
		"equal, on an unknown uplink":         {blind, []encoded{{rid: "q", width: 640, height: 360, perSecond: flowing}, {rid: "h", width: 640, height: 360, perSecond: flowing}}, 6, 11, false, "same size"},
		"equal, without names":                {wide, []encoded{{width: 640, height: 360, perSecond: flowing}, {width: 640, height: 360, perSecond: flowing}}, 6, 11, false, "same size"},
		"different, without names":            {wide, []encoded{{width: 640, height: 360, perSecond: flowing}, {width: 160, height: 90, perSecond: flowing}}, 0, 0, true, ""},
		"both flow, in bytes alone":           {blind, []encoded{{perSecond: flowing, bare: true}, {perSecond: flowing, bare: true}}, 0, 0, true, ""},
		"all told as one":                     {wide, []encoded{{width: 640, height: 360, perSecond: flowing}}, 0, 0, false, ""},
		"no low stream":                       {narrow, []encoded{{rid: "q", perSecond: nothing}, {rid: "h", width: 640, height: 360, perSecond: flowing}}, 6, 11, false, "no low stream"},
		"no low stream, and no row":           {blind, []encoded{{rid: "h", width: 640, height: 360, perSecond: flowing}}, 6, 11, false, "no low stream"},
		"no low stream, in bytes":             {blind, []encoded{{rid: "q", perSecond: nothing, bare: true}, {rid: "h", perSecond: flowing, bare: true}}, 6, 11, false, "no low stream"},
		"no high stream":                      {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", perSecond: nothing}}, 6, 11, false, "no high stream"},
		"no high stream, and no row":          {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}}, 6, 11, false, "no high stream"},
		"half of the uplink":                  {325, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", perSecond: nothing}}, 6, 11, false, "no high stream"},
		"a narrow uplink":                     {narrow, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", perSecond: nothing}}, 0, 0, false, ""},
		"no high stream, no estimate":         {blind, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", perSecond: nothing}}, 21, 41, false, "no high stream"},
		"a second one without a name":         {wide, []encoded{{width: 160, height: 90, perSecond: flowing}, {perSecond: nothing}}, 6, 11, false, "no high stream"},
		"the other without a name":            {wide, []encoded{{perSecond: nothing}, {width: 160, height: 90, perSecond: flowing}}, 6, 11, false, "no high stream"},
		"the high one starts late":            {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", width: 640, height: 360, perSecond: []float64{0, 0, 0, 0, 15}}}, 0, 0, true, ""},
		"the high one stops":                  {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing}, {rid: "h", width: 640, height: 360, perSecond: []float64{15, 15, 15, 0}}}, 0, 0, true, ""},
		"the low one stops":                   {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: []float64{15, 15, 15, 0}}, {rid: "h", width: 640, height: 360, perSecond: flowing}}, 0, 0, true, ""},
		"no frames come":                      {wide, []encoded{{rid: "q", perSecond: nothing}, {rid: "h", perSecond: nothing}}, 0, 0, false, ""},
		"no frames come any more":             {wide, []encoded{{rid: "q", width: 640, height: 360, perSecond: []float64{15, 15, 0}}, {rid: "h", width: 640, height: 360, perSecond: []float64{15, 15, 0}}}, 0, 0, false, ""},
		"of a few sizes at the outset":        {wide, []encoded{{rid: "q", width: 160, height: 90, perSecond: flowing, absent: true}, {rid: "h", width: 640, height: 360, perSecond: []float64{0, 0, 15}, absent: true}}, 0, 0, true, ""},
		"nothing":                             {wide, nil, 0, 0, false, ""},
		"an upright pair is no equal":         {wide, []encoded{{rid: "q", width: 160, height: 284, perSecond: flowing}, {rid: "h", width: 360, height: 640, perSecond: flowing}}, 0, 0, true, ""},
		"a flat pair of the same line":        {wide, []encoded{{rid: "q", width: 160, height: 2, perSecond: flowing}, {rid: "h", width: 640, height: 2, perSecond: flowing}}, 0, 0, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var check Check
			correct, giveUp, sound := 0, 0, false
			for second := range 45 {
				switch check.Step(&plan360, goingOut(second, c.uplink, 1, c.streams...)) {
				case Correct:
					if correct > 0 {
						t.Errorf("corrected again in second %d", second)
					}
					correct = second
				case GiveUp:
					if giveUp == 0 {
						giveUp = second
						if got := check.Fault(); !strings.HasPrefix(got, noEffect) || !strings.Contains(got, c.fault) {
							t.Errorf("the fault is %q, want %q in it", got, c.fault)
						}
					}
				case Sound:
					sound = true
				}
			}
			if correct != c.correct || giveUp != c.giveUp || sound != c.sound {
				t.Errorf("corrected in second %d, given up in %d, sound %t; want %d, %d, %t",
					correct, giveUp, sound, c.correct, c.giveUp, c.sound)
			}
		})
	}
}

// equalUntil are two streams that are of one size until a second.
func equalUntil(second, until int) *stats.Report {
	low := encoded{rid: "q", width: 640, height: 360, perSecond: flowing}
	if second >= until {
		low.width, low.height = 160, 90
	}
	return goingOut(second, 2000, 1, low, encoded{rid: "h", width: 640, height: 360, perSecond: flowing})
}

func TestCheckOfWhatWasCorrected(t *testing.T) {
	var check Check
	var said []Remedy
	for second := range 10 {
		said = append(said, check.Step(&plan360, equalUntil(second, 7)))
	}
	want := []Remedy{Wait, Wait, Wait, Wait, Wait, Wait, Correct, Sound, Sound, Sound}
	if !slices.Equal(said, want) {
		t.Errorf("said %v, want %v", said, want)
	}
	// It is equal again: a correction that does not last is none.
	said = nil
	for second := 10; second < 17; second++ {
		said = append(said, check.Step(&plan360, equalUntil(second, 99)))
	}
	if want := []Remedy{Wait, Wait, Wait, Wait, Wait, GiveUp, Wait}; !slices.Equal(said, want) {
		t.Errorf("said %v, want %v", said, want)
	}
}

func TestCheckOfOtherPlans(t *testing.T) {
	off := Decide(camera(640, 360, 30), api.LowStreamParameter{}, false, chromium)
	small := Decide(camera(320, 180, 30), api.LowStreamParameter{}, true, chromium)
	single := Decide(Source{Origin: api.SourceScreen, Width: 640, Height: 360}, api.LowStreamParameter{}, true, chromium)
	for name, plan := range map[string]Plan{"off": off, "small": small, "single": single} {
		var check Check
		for second := range 30 {
			if said := check.Step(&plan, equalUntil(second, 99)); said != Wait {
				t.Fatalf("%s: said %d in second %d", name, said, second)
			}
		}
	}
	// What is switched off and on begins anew.
	var check Check
	for second := range 8 {
		check.Step(&plan360, equalUntil(second, 99))
	}
	check.Step(&off, equalUntil(8, 99))
	for second := 9; second < 20; second++ {
		said := check.Step(&plan360, equalUntil(second, 99))
		if (said == Correct) != (second == 15) || said == GiveUp {
			t.Errorf("said %d in second %d", said, second)
		}
	}
}

// A video that was taken away stays in some browsers' reports.
func TestCheckIsOfTheNewestVideo(t *testing.T) {
	var check Check
	for second := range 30 {
		old := encoded{rid: "h", width: 640, height: 360, perSecond: []float64{15, 15, 0}}
		report := goingOut(second, 2000, 1, encoded{rid: "q", perSecond: nothing}, old)
		newest := goingOut(second, 2000, 2,
			encoded{rid: "h", width: 640, height: 360, perSecond: flowing}, encoded{rid: "q", width: 160, height: 90, perSecond: flowing})
		report.Outbound = append(newest.Outbound, report.Outbound...)
		if said := check.Step(&plan360, report); said != Sound && second > 0 {
			t.Fatalf("said %d in second %d", said, second)
		}
	}
}

func TestCheckOfASourceThatChangesItsSize(t *testing.T) {
	reading := func(second int, width, height float64) *stats.Report {
		report := equalUntil(second, 0)
		for i := range report.Outbound {
			report.Outbound[i].SourceWidth, report.Outbound[i].SourceHeight = width, height
		}
		return report
	}
	off := Decide(camera(640, 360, 30), api.LowStreamParameter{}, false, chromium)
	single := Decide(Source{Origin: api.SourceScreen, Width: 640, Height: 360}, api.LowStreamParameter{}, true, chromium)
	for name, c := range map[string]struct {
		plan  Plan
		sizes [][2]float64
		want  bool
	}{
		"as planned":               {plan360, [][2]float64{{640, 360}, {640, 360}, {640, 360}}, false},
		"not known":                {plan360, [][2]float64{{math.NaN(), math.NaN()}, {math.NaN(), math.NaN()}}, false},
		"none yet":                 {plan360, [][2]float64{{0, 0}, {0, 0}}, false},
		"for a moment":             {plan360, [][2]float64{{320, 180}, {640, 360}, {320, 180}, {640, 360}}, false},
		"on its way":               {plan360, [][2]float64{{320, 180}, {480, 270}, {640, 360}}, false},
		"smaller":                  {plan360, [][2]float64{{640, 360}, {320, 180}, {320, 180}}, true},
		"turned":                   {plan360, [][2]float64{{360, 640}, {360, 640}}, true},
		"while the low one is off": {off, [][2]float64{{1280, 720}, {1280, 720}}, true},
		"of one stream":            {single, [][2]float64{{1280, 720}, {1280, 720}, {1280, 720}}, false},
	} {
		var check Check
		said := Wait
		for second, size := range c.sizes {
			said = check.Step(&c.plan, reading(second, size[0], size[1]))
			if last := second == len(c.sizes)-1; (said == Refit) != (last && c.want) {
				t.Errorf("%s: said %d of reading %d", name, said, second)
			}
			if said == Refit && [2]float64{float64(check.Width), float64(check.Height)} != size {
				t.Errorf("%s: the size is %dx%d", name, check.Width, check.Height)
			}
		}
	}
}

func TestCheckHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var check Check
		at, corrected := 0.0, false
		faultyMs, rows := 0.0, [2]stats.Outbound{}
		names := rapid.SampledFrom([][2]string{{"q", "h"}, {"", ""}}).Draw(t, "names")
		for range rapid.IntRange(1, 80).Draw(t, "readings") {
			step := rapid.Float64Range(0, 3000).Draw(t, "ms")
			at += step
			report := &stats.Report{TimestampMs: at}
			report.Transport.AvailableOutgoingKbps = rapid.SampledFrom([]float64{math.NaN(), 0, 200, 3000}).Draw(t, "uplink")
			for i := range rows {
				row := &rows[i]
				row.Kind, row.MID, row.RID = api.Video, 0, names[i]
				row.FramesEncoded += rapid.SampledFrom([]float64{0, 1, 30}).Draw(t, "frames")
				size := rapid.SampledFrom([]float64{90, 180, 360, math.NaN()}).Draw(t, "height")
				row.FrameWidth, row.FrameHeight = size, size
				report.Outbound = append(report.Outbound, *row)
			}
			both := rows[0].FramesEncoded > 0 && rows[1].FramesEncoded > 0
			differ := rows[0].FrameHeight != rows[1].FrameHeight
			said := check.Step(&plan360, report)
			if both && differ || rows[0].FramesEncoded+rows[1].FramesEncoded == 0 {
				faultyMs = 0
			} else {
				faultyMs += step
			}
			switch said {
			case Sound:
				if !both || !differ {
					t.Fatalf("sound, though %+v", rows)
				}
			case Correct, GiveUp:
				if both && differ {
					t.Fatalf("%d, though both flow in two sizes", said)
				}
				if faultyMs < patienceMs-3000 { // of the first reading of a fault only its end is seen
					t.Fatalf("%d after %g ms", said, faultyMs)
				}
				if corrected != (said == GiveUp) {
					t.Fatalf("%d, corrected before: %t", said, corrected)
				}
				corrected = true
				if check.Fault() == "" {
					t.Fatal("it does not say why")
				}
			}
		}
	})
}
