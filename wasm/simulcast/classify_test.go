package simulcast

import (
	"math"
	"testing"

	"dualstream/wasm/api"

	"pgregory.net/rapid"
)

func TestClassify(t *testing.T) {
	nan := math.NaN()
	two := []Layer{{"q", 160, 90, 50_000}, {"h", 640, 360, 600_000}}
	three := []Layer{{"q", 320, 180, 150_000}, {"h", 640, 360, 500_000}, {"f", 1280, 720, 1_700_000}}
	near := []Layer{{"q", 600, 338, 100_000}, {"h", 640, 360, 600_000}}
	type seen struct{ width, height, kbps, fps float64 }
	for name, c := range map[string]struct {
		layers []Layer
		seen   seen
		want   api.StreamType
		known  bool
	}{
		"low":                                {two, seen{160, 90, 48, 15}, api.LowStream, true},
		"high":                               {two, seen{640, 360, 590, 30}, api.HighStream, true},
		"high, scaled down by its encoder":   {two, seen{320, 181, 200, 30}, api.HighStream, true},
		"high, half as large":                {two, seen{320, 180, 200, 30}, api.HighStream, true},
		"low, half as large":                 {two, seen{80, 45, 20, 15}, api.LowStream, true},
		"low, of 30 frames":                  {two, seen{160, 90, 48, 30}, api.LowStream, true},
		"low, with numbers missing":          {two, seen{nan, 90, nan, nan}, api.LowStream, true},
		"high, no width":                     {two, seen{0, 360, 0, 0}, api.HighStream, true},
		"low, turned":                        {two, seen{90, 160, 48, 15}, api.LowStream, true},
		"a larger low, turned":               {three[:2], seen{180, 320, 140, 15}, api.LowStream, true},
		"high, turned":                       {two, seen{360, 640, 590, 30}, api.HighStream, true},
		"announced in the other order":       {[]Layer{two[1], two[0]}, seen{160, 90, 48, 15}, api.LowStream, true},
		"the lowest of three":                {three, seen{320, 180, 150, 20}, api.LowStream, true},
		"the middle one of three":            {three, seen{640, 360, 500, 20}, api.HighStream, true},
		"the top one of three":               {three, seen{1280, 720, 1700, 30}, api.HighStream, true},
		"heights alike, low by bitrate":      {near, seen{600, 338, 95, 15}, api.LowStream, true},
		"heights alike, high by bitrate":     {near, seen{640, 360, 500, 30}, api.HighStream, true},
		"heights alike, a picture at rest":   {near, seen{640, 360, 60, 30}, 0, false},
		"heights alike, no frame rate":       {near, seen{640, 360, 60, nan}, 0, false},
		"heights alike, no bitrate":          {near, seen{640, 360, nan, 15}, 0, false},
		"heights and bitrates alike":         {[]Layer{{"q", 600, 338, 500_000}, {"h", 640, 360, 600_000}}, seen{640, 360, 500, 15}, 0, false},
		"heights alike, none announces rate": {[]Layer{{"q", 600, 338, 0}, {"h", 640, 360, 0}}, seen{640, 360, 500, 15}, 0, false},
		"a single stream":                    {two[1:], seen{64, 36, 1, 1}, api.HighStream, true},
		"nothing announced":                  {nil, seen{640, 360, 500, 30}, 0, false},
		"no size announced":                  {[]Layer{{"q", 0, 0, 1}, {"h", 0, 0, 2}}, seen{640, 360, 500, 30}, 0, false},
		"one size announced":                 {[]Layer{{"q", 0, 0, 1}, {"h", 640, 360, 2}}, seen{640, 360, 500, 30}, 0, false},
		"nothing arrives":                    {two, seen{nan, nan, nan, nan}, 0, false},
		"no size arrives":                    {two, seen{0, 0, 50, 15}, 0, false},
	} {
		got, known := Classify(c.layers, c.seen.width, c.seen.height, c.seen.kbps, c.seen.fps)
		if got != c.want || known != c.known {
			t.Errorf("%s: %d, %t, want %d, %t", name, got, known, c.want, c.known)
		}
	}
}

// What is announced is recognised when it arrives as it was announced.
func TestClassifyKnowsWhatWasPlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := camera(rapid.IntRange(480, 4096).Draw(t, "width"), rapid.IntRange(270, 4096).Draw(t, "height"), 30)
		low := api.LowStreamParameter{Width: rapid.IntRange(16, 4096).Draw(t, "lowWidth")}
		plan := Decide(source, low, true, chromium)
		if plan.Warning != "" {
			return
		}
		for i, want := range []api.StreamType{api.LowStream, api.HighStream} {
			l := plan.Layers[i]
			got, known := Classify(plan.Layers, float64(l.Width), float64(l.Height),
				float64(l.Bitrate)/1000, plan.Encodings[i].MaxFramerate)
			if !known || got != want {
				t.Fatalf("layer %d of %+v is told as %d, %t", i, plan.Layers, got, known)
			}
		}
	})
}
