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

// out is a stream that flows.
func out(rid string, width, height float64) *stats.Outbound {
	return &stats.Outbound{Kind: api.Video, RID: rid, FrameWidth: width, FrameHeight: height, SourceWidth: math.NaN(), SourceHeight: math.NaN()}
}

// flow is what flows in a second.
type flow [2]*stats.Outbound

var (
	plan360 = Decide(camera(640, 360, 30), api.LowStreamParameter{}, true, chromium)
	low90   = out("q", 160, 90)
	high360 = out("h", 640, 360)
	equal   = flow{out("q", 640, 360), high360}
)

func TestCheck(t *testing.T) {
	const (
		wide   = 2000
		half   = 325
		narrow = 324
	)
	blind := math.NaN()
	for name, c := range map[string]struct {
		uplink float64
		// seconds is what flows; the last goes on.
		seconds []flow
		// correct and giveUp are the seconds in which that is said, 0 for never.
		correct, giveUp int
		sound           bool
		fault           string
	}{
		"both flow":                      {wide, []flow{{low90, high360}}, 0, 0, true, ""},
		"both flow, in another order":    {wide, []flow{{high360, low90}}, 0, 0, true, ""},
		"both flow, made smaller":        {wide, []flow{{out("q", 80, 45), out("h", 320, 180)}}, 0, 0, true, ""},
		"both flow, of unknown sizes":    {wide, []flow{{out("q", math.NaN(), math.NaN()), out("h", math.NaN(), math.NaN())}}, 0, 0, true, ""},
		"both flow, of sizes that are 0": {wide, []flow{{out("", 0, 0), out("", 0, 0)}}, 0, 0, true, ""},
		"upright":                        {wide, []flow{{out("q", 160, 284), out("h", 360, 640)}}, 0, 0, true, ""},
		"flat, of the same height":       {wide, []flow{{out("q", 160, 2), out("h", 640, 2)}}, 0, 0, true, ""},
		"equal":                          {wide, []flow{equal}, 5, 10, false, "same size"},
		"equal, on an unknown uplink":    {blind, []flow{equal}, 5, 10, false, "same size"},
		"equal, without names":           {wide, []flow{{out("", 640, 360), out("", 640, 360)}}, 5, 10, false, "same size"},
		"equal for a while":              {wide, []flow{equal, equal, equal, equal, equal, {low90, high360}}, 0, 0, true, ""},
		"equal, with a break":            {wide, []flow{equal, equal, equal, {}, equal, equal, equal, {}}, 0, 0, false, ""},
		"different, without names":       {wide, []flow{{out("", 640, 360), out("", 160, 90)}}, 0, 0, true, ""},
		"all told as one":                {wide, []flow{{out("", 640, 360)}}, 0, 0, false, ""},
		"no low stream":                  {narrow, []flow{{high360}}, 5, 10, false, "low stream does not"},
		"no high stream":                 {wide, []flow{{low90}}, 5, 10, false, "high stream does not"},
		"no high stream, on just enough": {half, []flow{{low90}}, 5, 10, false, "high stream does not"},
		"no high stream, no estimate":    {blind, []flow{{low90}}, 20, 40, false, "high stream does not"},
		"a narrow uplink":                {narrow, []flow{{low90}}, 0, 0, false, ""},
		"no uplink":                      {0, []flow{{low90}}, 0, 0, false, ""},
		"the high one comes late":        {wide, []flow{{low90}, {low90}, {low90}, {low90}, {low90, high360}}, 0, 0, true, ""},
		"the high one stops":             {wide, []flow{{low90, high360}, {low90}}, 0, 0, true, ""},
		"the low one stops":              {wide, []flow{{low90, high360}, {high360}}, 0, 0, true, ""},
		"nothing flows":                  {wide, []flow{{}}, 0, 0, false, ""},
		"nothing flows any more":         {wide, []flow{equal, equal, {}}, 0, 0, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var check Check
			correct, giveUp, sound := 0, 0, false
			for second := range 45 {
				now := c.seconds[min(second, len(c.seconds)-1)]
				switch check.Step(&plan360, now[0], now[1], float64(second), c.uplink) {
				case Correct:
					if correct > 0 {
						t.Errorf("corrected again in second %d", second)
					}
					correct = second
				case GiveUp:
					if giveUp == 0 {
						giveUp = second
						if got := check.Fault; !strings.HasPrefix(got, noEffect) || !strings.Contains(got, c.fault) {
							t.Errorf("the fault is %q, want %q in it", got, c.fault)
						}
					}
				case Refit:
					t.Errorf("fitted anew in second %d", second)
				}
				sound = sound || check.Sound()
			}
			if correct != c.correct || giveUp != c.giveUp || sound != c.sound {
				t.Errorf("corrected in second %d, given up in %d, sound %t; want %d, %d, %t",
					correct, giveUp, sound, c.correct, c.giveUp, c.sound)
			}
		})
	}
}

func TestCheckOfWhatWasCorrected(t *testing.T) {
	var check Check
	said := func(from, to int, now flow) (said []Remedy) {
		for second := from; second < to; second++ {
			said = append(said, check.Step(&plan360, now[0], now[1], float64(second), 2000))
		}
		return said
	}
	if got, want := said(0, 6, equal), []Remedy{Wait, Wait, Wait, Wait, Wait, Correct}; !slices.Equal(got, want) {
		t.Errorf("said %v, want %v", got, want)
	}
	if got := said(6, 20, flow{low90, high360}); slices.Max(got) != Wait || !check.Sound() {
		t.Errorf("after it %v", got)
	}
	// It is equal again: a correction that does not last is none.
	if got, want := said(20, 27, equal), []Remedy{Wait, Wait, Wait, Wait, Wait, GiveUp, Wait}; !slices.Equal(got, want) {
		t.Errorf("said %v, want %v", got, want)
	}
	// What is switched off and on begins anew.
	off := Decide(camera(640, 360, 30), api.LowStreamParameter{}, false, chromium)
	if got := check.Step(&off, high360, nil, 27, 2000); got != Wait || check.Fault != "" {
		t.Errorf("off: %d, %q", got, check.Fault)
	}
	if got, want := said(28, 34, flow{high360}), []Remedy{Wait, Wait, Wait, Wait, Wait, Correct}; !slices.Equal(got, want) {
		t.Errorf("on again: %v, want %v", got, want)
	}
}

func TestCheckOfOtherPlans(t *testing.T) {
	for name, plan := range map[string]Plan{
		"off":    Decide(camera(640, 360, 30), api.LowStreamParameter{}, false, chromium),
		"small":  Decide(camera(320, 180, 30), api.LowStreamParameter{}, true, chromium),
		"single": Decide(Source{Origin: api.SourceScreen, Width: 640, Height: 360}, api.LowStreamParameter{}, true, chromium),
		"audio":  {},
	} {
		var check Check
		for second := range 30 {
			if said := check.Step(&plan, equal[0], equal[1], float64(second), 2000); said != Wait {
				t.Fatalf("%s: said %d in second %d", name, said, second)
			}
		}
	}
}

func TestCheckOfASourceThatChangesItsSize(t *testing.T) {
	off := Decide(camera(640, 360, 30), api.LowStreamParameter{}, false, chromium)
	single := Decide(Source{Origin: api.SourceScreen, Width: 640, Height: 360}, api.LowStreamParameter{}, true, chromium)
	for name, c := range map[string]struct {
		plan          Plan
		width, height float64
		want          Remedy
	}{
		"as planned":               {plan360, 640, 360, Wait},
		"not known":                {plan360, math.NaN(), math.NaN(), Wait},
		"none yet":                 {plan360, 0, 0, Wait},
		"smaller":                  {plan360, 320, 180, Refit},
		"of another width":         {plan360, 480, 360, Refit},
		"turned":                   {plan360, 360, 640, Refit},
		"while the low one is off": {off, 1280, 720, Refit},
		"of one stream":            {single, 1280, 720, Wait},
	} {
		var check Check
		one := out("h", 640, 360)
		one.SourceWidth, one.SourceHeight = c.width, c.height
		if said := check.Step(&c.plan, one, low90, 1, 2000); said != c.want {
			t.Errorf("%s: said %d, want %d", name, said, c.want)
		}
	}
}

// Whatever flows, a remedy is of a fault that has lasted, the first is a correction,
// and what has flowed in two sizes is not given up for what stops.
func TestCheckHolds(t *testing.T) {
	sizes := []float64{90, 180, 360, math.NaN()}
	rapid.Check(t, func(t *rapid.T) {
		var check Check
		at, faulty, both, corrected := 0.0, 0.0, false, false
		var now flow
		uplink, same := 0.0, 0
		for range rapid.IntRange(1, 80).Draw(t, "readings") {
			step := rapid.Float64Range(0, 3).Draw(t, "seconds")
			at += step
			// Faults are of what stays the same for some time.
			if same--; same < 0 {
				same = rapid.IntRange(0, 12).Draw(t, "readings alike")
				now = flow{}
				for i := range rapid.IntRange(0, 2).Draw(t, "streams") {
					size := rapid.SampledFrom(sizes).Draw(t, "size")
					now[i] = out([]string{"q", "h"}[i], size, size)
				}
				uplink = rapid.SampledFrom([]float64{math.NaN(), 0, 200, 3000}).Draw(t, "uplink")
			}
			said := check.Step(&plan360, now[0], now[1], at, uplink)
			differ := now[1] != nil && now[0].FrameHeight != now[1].FrameHeight
			fine := now[0] == nil || differ || now[1] == nil && (both || uplink <= 200)
			both = both || differ
			if fine {
				faulty = 0
				if said != Wait {
					t.Fatalf("said %d of %+v", said, now)
				}
				continue
			}
			faulty += step
			switch said {
			case Correct, GiveUp:
				if corrected != (said == GiveUp) {
					t.Fatalf("%d, corrected before: %t", said, corrected)
				}
				if faulty < patience {
					t.Fatalf("%d after %g s", said, faulty)
				}
				corrected = true
				if check.Fault == "" || check.Sound() {
					t.Fatal("it does not say why")
				}
			case Refit:
				t.Fatal("fitted to an unknown size")
			}
		}
	})
}
