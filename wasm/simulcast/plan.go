// Package simulcast decides what is sent of a local video track: one stream,
// or a high and a low one of the same transceiver. It is pure. It also tells
// on the viewer's side which of the two is arriving.
//
// The rules are those that are documented for the Web API 4.x: the low stream
// is 160x120 at 15 fps and 50 kbps unless the application says otherwise, its
// height is re-fitted to the source, and dual stream has no effect on custom
// video tracks, on screen sharing and on iOS.
package simulcast

import (
	"math"

	"dualstream/wasm/api"
	"dualstream/wasm/quirks"
)

// The rids of the two streams. A LiveKit server knows a pair of layers by
// these names only.
const (
	LowRID  = "q"
	HighRID = "h"
)

// defaultFramerate is what a source is taken to deliver that does not say.
const defaultFramerate = 30

// Source is a local video track as it is captured.
type Source struct {
	Origin api.Source
	// Width and Height are in pixels, 0 0 where they are not known.
	Width, Height int
	// Framerate is in frames per second, 0 where it is not known.
	Framerate float64
	// BitrateMin and BitrateMax bound the high stream in kbps, 0 where they are
	// not set. A browser takes no lower bound: BitrateMin only lifts the bound
	// that is chosen where BitrateMax is not set.
	BitrateMin, BitrateMax int
	// Fault says why both streams of it do not go out, as a Plan's Warning does;
	// empty where they do or nothing is known. See Check.
	Fault string
}

// Layer is one stream as it is announced to the server.
type Layer struct {
	// RID is empty where a single stream is sent.
	RID string
	// Width and Height are in pixels, 0 0 where they are not known.
	Width, Height int
	// Bitrate is in bits per second, 0 where no bound is known.
	Bitrate int
}

// Plan is what is sent of one video track.
type Plan struct {
	// Encodings are handed to addTransceiver, and later to setParameters, in
	// this order: the low stream first. One without a rid is a single stream.
	Encodings []api.Encoding
	// Layers are what the server is told, in the same order. A low stream that
	// is switched off is among them, so that it can be switched on without
	// publishing anew.
	Layers []Layer
	// Warning says why dual stream has no effect. It is empty where it has one
	// and where it is off.
	Warning string
}

// Simulcast reports whether the plan negotiates two streams, whether or not
// the low one is switched on.
func (p Plan) Simulcast() bool { return len(p.Encodings) > 1 }

// Decide returns what to send of a video source, with dual stream on or off,
// in a browser of the given profile. Fields of low that are 0 take the
// defaults.
//
// A camera's track always negotiates both streams; dual stream only switches
// the low one on, which then takes no renegotiation, and neither does a camera
// whose picture becomes larger or smaller. Where a low stream has no effect it
// stays off. A camera whose size is not known is sent as one stream: no factor
// can be computed that gives the low stream its size.
func Decide(source Source, low api.LowStreamParameter, dual bool, profile quirks.Profile) Plan {
	plan := Plan{}
	warning := oneStream(source, profile)
	if warning != "" {
		plan = single(source)
	} else {
		plan, warning = pair(source, low, profile)
		plan.Encodings[0].Active = dual && warning == ""
	}
	if dual {
		plan.Warning = warning
	}
	return plan
}

// single is the plan of one stream.
func single(source Source) Plan {
	high := highEncoding(source)
	return Plan{
		Encodings: []api.Encoding{high},
		Layers:    []Layer{{Width: source.Width, Height: source.Height, Bitrate: high.MaxBitrate}},
	}
}

// pair is the plan of two streams, with the low one off, and why that has to stay
// so; "" if it may be on.
func pair(source Source, low api.LowStreamParameter, profile quirks.Profile) (Plan, string) {
	low = withDefaults(low)
	warning := source.Fault
	if warning == "" {
		warning = tooSmall(source, profile)
	}
	width, height := fit(low, source)
	if width == source.Width {
		if warning == "" {
			warning = warnEqual(width, height)
		}
		// It is negotiated at its default size, so that a later and smaller
		// parameter can switch it on.
		width, height = fit(defaults, source)
	}
	high := highEncoding(source)
	high.RID = HighRID
	return Plan{
		Encodings: []api.Encoding{
			{
				RID:        LowRID,
				MaxBitrate: low.Bitrate * 1000,
				// Chromium gives a layer without a frame rate that of its
				// neighbour: both always have one.
				MaxFramerate: math.Min(float64(low.Framerate), high.MaxFramerate),
				ScaleDown:    float64(source.Width) / float64(width),
			},
			high,
		},
		Layers: []Layer{
			{RID: LowRID, Width: width, Height: height, Bitrate: low.Bitrate * 1000},
			{RID: HighRID, Width: source.Width, Height: source.Height, Bitrate: high.MaxBitrate},
		},
	}, warning
}

// highEncoding is the source as it is, within its bounds.
func highEncoding(source Source) api.Encoding {
	framerate := source.Framerate
	if !(framerate > 0) { // NaN too
		framerate = defaultFramerate
	}
	return api.Encoding{
		Active:       true,
		MaxBitrate:   highBitrate(source, framerate) * 1000,
		MaxFramerate: framerate,
		ScaleDown:    1,
	}
}
