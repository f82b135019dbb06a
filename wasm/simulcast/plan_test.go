package simulcast

import (
	"math"
	"strings"
	"testing"

	"dualstream/wasm/api"
	"dualstream/wasm/quirks"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	chromium = quirks.Detect(quirks.Environment{UserAgent: "Chrome/156.0.0.0", Layers: true})
	firefox  = quirks.Detect(quirks.Environment{UserAgent: "Firefox/140.0", Layers: true})
	iPhone   = quirks.Detect(quirks.Environment{UserAgent: "(iPhone; CPU iPhone OS 17_5 like Mac OS X)", Layers: true})
)

func camera(width, height int, framerate float64) Source {
	return Source{Origin: api.SourceCamera, Width: width, Height: height, Framerate: framerate}
}

func TestDecideSendsTwoStreams(t *testing.T) {
	for name, c := range map[string]struct {
		source  Source
		low     api.LowStreamParameter
		firefox bool
		want    Plan
	}{
		"the defaults are re-fitted to 16:9": {
			source: camera(640, 360, 30),
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 4},
					{RID: "h", Active: true, MaxBitrate: 600_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 90, 50_000}, {"h", 640, 360, 600_000}},
			},
		},
		"the defaults fit 4:3 as they are": {
			source: camera(640, 480, 15),
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 4},
					{RID: "h", Active: true, MaxBitrate: 500_000, MaxFramerate: 15, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 120, 50_000}, {"h", 640, 480, 500_000}},
			},
		},
		"every field is given, and the height is re-fitted": {
			source: Source{Origin: api.SourceCamera, Width: 1280, Height: 720, Framerate: 30, BitrateMin: 100, BitrateMax: 1500},
			low:    api.LowStreamParameter{Width: 320, Height: 320, Framerate: 10, Bitrate: 120},
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 120_000, MaxFramerate: 10, ScaleDown: 4},
					{RID: "h", Active: true, MaxBitrate: 1_500_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 320, 180, 120_000}, {"h", 1280, 720, 1_500_000}},
			},
		},
		"only a bitrate is given": {
			source: camera(640, 360, 30),
			low:    api.LowStreamParameter{Bitrate: 90},
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 90_000, MaxFramerate: 15, ScaleDown: 4},
					{RID: "h", Active: true, MaxBitrate: 600_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 90, 90_000}, {"h", 640, 360, 600_000}},
			},
		},
		"only a height is given: the width follows the source": {
			source: camera(640, 360, 30),
			low:    api.LowStreamParameter{Height: 180},
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 2},
					{RID: "h", Active: true, MaxBitrate: 600_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 320, 180, 50_000}, {"h", 640, 360, 600_000}},
			},
		},
		"an upright source keeps the width": {
			source: camera(360, 640, 30),
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 2.25},
					{RID: "h", Active: true, MaxBitrate: 600_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 284, 50_000}, {"h", 360, 640, 600_000}},
			},
		},
		"a source slower than the low stream, of unknown bounds": {
			source: camera(640, 480, 10),
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 10, ScaleDown: 4},
					{RID: "h", Active: true, MaxBitrate: 500_000, MaxFramerate: 10, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 120, 50_000}, {"h", 640, 480, 500_000}},
			},
		},
		"an unknown frame rate is taken for 30": {
			source: camera(1920, 1080, math.NaN()),
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 12},
					{RID: "h", Active: true, MaxBitrate: 3_000_000, MaxFramerate: 30, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 90, 50_000}, {"h", 1920, 1080, 3_000_000}},
			},
		},
		"a small source in Firefox": {
			source:  camera(320, 240, 15),
			firefox: true,
			want: Plan{
				Encodings: []api.Encoding{
					{RID: "q", Active: true, MaxBitrate: 50_000, MaxFramerate: 15, ScaleDown: 2},
					{RID: "h", Active: true, MaxBitrate: 200_000, MaxFramerate: 15, ScaleDown: 1},
				},
				Layers: []Layer{{"q", 160, 120, 50_000}, {"h", 320, 240, 200_000}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			profile := chromium
			if c.firefox {
				profile = firefox
			}
			if diff := cmp.Diff(c.want, Decide(c.source, c.low, true, profile)); diff != "" {
				t.Errorf("with dual stream on (-want +got):\n%s", diff)
			}
			// Off differs in one switch only: no renegotiation is needed.
			c.want.Encodings[0].Active = false
			if diff := cmp.Diff(c.want, Decide(c.source, c.low, false, profile)); diff != "" {
				t.Errorf("with dual stream off (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecideSendsOneStream(t *testing.T) {
	for name, c := range map[string]struct {
		source  Source
		profile quirks.Profile
		bitrate int
		warning string
	}{
		"custom video":           {Source{Origin: api.SourceCustomVideo, Width: 1280, Height: 720, Framerate: 30}, chromium, 2_000_000, "custom video"},
		"screen sharing":         {Source{Origin: api.SourceScreen, Width: 1920, Height: 1080, Framerate: 5}, chromium, 2_080_000, "screen sharing"},
		"iOS":                    {camera(640, 480, 30), iPhone, 1_000_000, "iOS"},
		"a camera of no size":    {camera(0, 0, 0), chromium, 0, "not known"},
		"a camera of half a one": {camera(640, 0, 30), chromium, 0, "not known"},
	} {
		t.Run(name, func(t *testing.T) {
			plan := Decide(c.source, api.LowStreamParameter{}, true, c.profile)
			if !strings.Contains(plan.Warning, c.warning) {
				t.Errorf("the warning is %q, want it to say %q", plan.Warning, c.warning)
			}
			if plan.Simulcast() {
				t.Errorf("two streams are negotiated: %+v", plan)
			}
			framerate := c.source.Framerate
			if framerate == 0 {
				framerate = 30
			}
			want := Plan{
				Encodings: []api.Encoding{{Active: true, MaxBitrate: c.bitrate, MaxFramerate: framerate, ScaleDown: 1}},
				Layers:    []Layer{{"", c.source.Width, c.source.Height, c.bitrate}},
				Warning:   plan.Warning,
			}
			if diff := cmp.Diff(want, plan); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			want.Warning = ""
			if diff := cmp.Diff(want, Decide(c.source, api.LowStreamParameter{}, false, c.profile)); diff != "" {
				t.Errorf("with dual stream off (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDecideKeepsAFaultyLowStreamOff(t *testing.T) {
	source := camera(640, 360, 30)
	source.Fault = "not both"
	for _, dual := range []bool{true, false} {
		plan := Decide(source, api.LowStreamParameter{}, dual, chromium)
		if !plan.Simulcast() || plan.Encodings[0].Active || plan.Encodings[0].ScaleDown != 4 || (plan.Warning == "not both") != dual {
			t.Errorf("dual stream %t: %+v", dual, plan)
		}
	}
}

func TestDecideKeepsTheLowStreamOfASmallCameraOff(t *testing.T) {
	for name, c := range map[string]struct {
		source  Source
		profile quirks.Profile
		factor  float64
		warning string
	}{
		"a small camera":      {camera(320, 240, 30), chromium, 2, "smaller than 480x270, and the camera's is 320x240"},
		"a low stream's size": {camera(160, 120, 15), firefox, 1, "as large as the high one (160x120)"},
		"below a low stream":  {camera(80, 60, 15), quirks.Native(), 1, "as large as the high one (80x60)"},
		"both":                {camera(160, 120, 15), chromium, 1, "smaller than 480x270, and the camera's is 160x120"},
	} {
		plan := Decide(c.source, api.LowStreamParameter{}, true, c.profile)
		if !plan.Simulcast() || plan.Encodings[0].Active || plan.Encodings[0].ScaleDown != c.factor {
			t.Errorf("%s: the low stream is not off by the factor %g: %+v", name, c.factor, plan.Encodings)
		}
		if h := plan.Encodings[1]; !h.Active || h.ScaleDown != 1 {
			t.Errorf("%s: the high stream is %+v", name, h)
		}
		if !strings.Contains(plan.Warning, c.warning) {
			t.Errorf("%s: the warning is %q, want it to say %q", name, plan.Warning, c.warning)
		}
	}
}

func TestDecideKeepsAnEqualLowStreamOff(t *testing.T) {
	for _, low := range []api.LowStreamParameter{{Width: 640, Height: 360}, {Width: 10000}, {Height: 5000}} {
		plan := Decide(camera(640, 360, 30), low, true, chromium)
		if !plan.Simulcast() || plan.Encodings[0].Active || plan.Encodings[0].ScaleDown != 4 {
			t.Errorf("%+v: the low stream is not off at its default size: %+v", low, plan.Encodings)
		}
		if !strings.Contains(plan.Warning, "as large as the high one (640x360)") {
			t.Errorf("%+v: the warning is %q", low, plan.Warning)
		}
	}
}

func TestHighBitrate(t *testing.T) {
	for _, c := range []struct {
		name   string
		source Source
		want   int
	}{
		{"480p_1", camera(640, 480, 15), 500},
		{"480p_2", camera(640, 480, 30), 1000},
		{"between two sizes", camera(800, 600, 30), 1380},
		{"larger than all", camera(7680, 4320, 30), 8910},
		{"the application's", Source{Width: 640, Height: 480, BitrateMax: 123}, 123},
		{"only a lower bound, below", Source{Width: 640, Height: 480, BitrateMin: 100}, 1000},
		{"only a lower bound, above", Source{Width: 640, Height: 480, BitrateMin: 2500}, 2500},
		{"unknown size", Source{}, 0},
	} {
		encodings := Decide(c.source, api.LowStreamParameter{}, false, chromium).Encodings
		if got := encodings[len(encodings)-1].MaxBitrate; got != c.want*1000 {
			t.Errorf("%s: MaxBitrate = %d, want %d", c.name, got, c.want*1000)
		}
	}
}

func TestDecideHolds(t *testing.T) {
	profiles := []quirks.Profile{chromium, firefox, iPhone, quirks.Native()}
	rapid.Check(t, func(t *rapid.T) {
		source := Source{
			Origin:     rapid.SampledFrom([]api.Source{api.SourceCamera, api.SourceScreen, api.SourceCustomVideo}).Draw(t, "origin"),
			Width:      rapid.IntRange(0, 8192).Draw(t, "width"),
			Height:     rapid.IntRange(0, 8192).Draw(t, "height"),
			Framerate:  rapid.Float64Range(0, 120).Draw(t, "framerate"),
			BitrateMin: rapid.IntRange(0, 10000).Draw(t, "bitrateMin"),
			BitrateMax: rapid.IntRange(0, 10000).Draw(t, "bitrateMax"),
		}
		low := api.LowStreamParameter{
			Width:     rapid.IntRange(0, 10000).Draw(t, "lowWidth"),
			Height:    rapid.IntRange(0, 10000).Draw(t, "lowHeight"),
			Framerate: rapid.IntRange(0, 10000).Draw(t, "lowFramerate"),
			Bitrate:   rapid.IntRange(0, 10000).Draw(t, "lowBitrate"),
		}
		profile := rapid.SampledFrom(profiles).Draw(t, "profile")
		dual := rapid.Bool().Draw(t, "dual")
		plan := Decide(source, low, dual, profile)

		if len(plan.Encodings) != len(plan.Layers) {
			t.Fatalf("%d encodings and %d layers", len(plan.Encodings), len(plan.Layers))
		}
		known := source.Width > 0 && source.Height > 0
		for i, e := range plan.Encodings {
			if !(e.ScaleDown >= 1) || !(e.MaxFramerate > 0) {
				t.Fatalf("encoding %+v", e)
			}
			if known && e.MaxBitrate <= 0 {
				t.Fatalf("bitrate of %+v", e)
			}
			if l := plan.Layers[i]; l.RID != e.RID || l.Bitrate != e.MaxBitrate {
				t.Fatalf("layer %+v of encoding %+v", l, e)
			}
		}
		if dual && plan.Warning == "" && !(plan.Simulcast() && plan.Encodings[0].Active) {
			t.Fatal("dual stream is on and has no effect, without a warning")
		}
		if !dual && plan.Warning != "" {
			t.Fatalf("dual stream is off, and there is a warning: %s", plan.Warning)
		}
		if !plan.Simulcast() {
			if plan.Encodings[0].RID != "" || !plan.Encodings[0].Active {
				t.Fatalf("single stream %+v", plan.Encodings[0])
			}
			return
		}

		q, h := plan.Layers[0], plan.Layers[1]
		if q.RID != LowRID || h.RID != HighRID || !plan.Encodings[1].Active {
			t.Fatalf("layers %+v", plan.Layers)
		}
		if q.Width > h.Width || q.Height > h.Height || plan.Encodings[0].MaxFramerate > plan.Encodings[1].MaxFramerate {
			t.Fatalf("the low stream is larger: %+v", plan)
		}
		if q.Width == h.Width && plan.Encodings[0].Active {
			t.Fatalf("the low stream is as large, and sent: %+v", plan)
		}
		if math.Abs(float64(q.Height)-float64(q.Width)*float64(h.Height)/float64(h.Width)) > 0.5 && q.Height > 1 {
			t.Fatalf("aspect ratio: %+v of %+v", q, h)
		}
		if math.Abs(float64(h.Width)/plan.Encodings[0].ScaleDown-float64(q.Width)) > 0.5 {
			t.Fatalf("factor %g makes another width than %d of %d", plan.Encodings[0].ScaleDown, q.Width, h.Width)
		}
		again := Decide(source, api.LowStreamParameter{
			Width: q.Width, Height: q.Height, Framerate: low.Framerate, Bitrate: q.Bitrate / 1000,
		}, plan.Encodings[0].Active, profile)
		again.Warning = plan.Warning
		if diff := cmp.Diff(plan, again); diff != "" {
			t.Fatalf("asking for what came out changes it:\n%s", diff)
		}
	})
}
