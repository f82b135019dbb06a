package simulcast

import (
	"math"

	"dualstream/wasm/api"
)

// defaults is the documented low stream.
var defaults = api.LowStreamParameter{Width: 160, Height: 120, Framerate: 15, Bitrate: 50}

// withDefaults fills the fields that were not given. A width is given by a
// height alone too: fit then takes it from the source's aspect ratio.
func withDefaults(low api.LowStreamParameter) api.LowStreamParameter {
	if low.Width <= 0 && low.Height <= 0 {
		low.Width, low.Height = defaults.Width, defaults.Height
	}
	if low.Framerate <= 0 {
		low.Framerate = defaults.Framerate
	}
	if low.Bitrate <= 0 {
		low.Bitrate = defaults.Bitrate
	}
	return low
}

// fit returns the size of the low stream: the width that was asked for and the
// height that gives it the source's aspect ratio, or, where only a height was
// given, the width that does. It is never larger than the source.
func fit(low api.LowStreamParameter, source Source) (width, height int) {
	width = low.Width
	if width <= 0 {
		width = proportional(low.Height, source.Width, source.Height)
	}
	width = min(width, source.Width)
	return width, proportional(width, source.Height, source.Width)
}

// proportional returns value * numerator / denominator, rounded as encoders
// round it, and at least 1.
func proportional(value, numerator, denominator int) int {
	return max(int(math.Round(float64(value)*float64(numerator)/float64(denominator))), 1)
}
