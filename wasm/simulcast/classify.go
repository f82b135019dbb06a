package simulcast

import (
	"math"

	"dualstream/wasm/api"
)

const (
	// clearRatio is how far apart two layers must be announced to be told
	// apart by that number alone.
	clearRatio = 1.5
	// lowFramerate is the highest frame rate, in frames per second, that
	// supports a bitrate which speaks for the low stream: its documented
	// default is 15, and what is seen in a second varies.
	lowFramerate = 20
)

// Classify tells which of a publisher's streams is arriving, from the layers
// that it announced and from what is seen: the size in pixels, the bitrate in
// kbps and the frame rate. A number that is not known is NaN or 0. The second
// result is false where that cannot be told.
//
// The nearest layer by the logarithm of its height decides; heights are
// compared by the picture's shorter side, so that a telephone that was turned
// changes nothing. Layers of nearly the same height are told apart by their
// bitrate. A bitrate above what the low stream may take speaks for the high
// one; a low one may as well be a high stream whose picture is at rest, so the
// frame rate must agree. Of three layers, as other SDKs send them, the lowest
// is the low stream and both others are the high one.
func Classify(layers []Layer, width, height, kbps, fps float64) (api.StreamType, bool) {
	if len(layers) == 1 {
		return api.HighStream, true
	}
	seen := shorter(width, height)
	if len(layers) == 0 || !(seen > 0) {
		return 0, false
	}
	low, next := twoLowest(layers)
	if !(extent(low) > 0) {
		return 0, false
	}
	if extent(next) < clearRatio*extent(low) {
		return classifyByBitrate(low, next, kbps, fps)
	}
	if nearer(seen, extent(low), extent(next)) {
		return api.LowStream, true
	}
	return api.HighStream, true
}

// twoLowest returns the lowest of two or more layers, and the next.
func twoLowest(layers []Layer) (low, next Layer) {
	low, next = layers[0], layers[1]
	if extent(next) < extent(low) {
		low, next = next, low
	}
	for _, l := range layers[2:] {
		switch {
		case extent(l) < extent(low):
			low, next = l, low
		case extent(l) < extent(next):
			next = l
		}
	}
	return low, next
}

// classifyByBitrate tells two layers of nearly the same height apart.
func classifyByBitrate(a, b Layer, kbps, fps float64) (api.StreamType, bool) {
	low, high := float64(min(a.Bitrate, b.Bitrate)), float64(max(a.Bitrate, b.Bitrate))
	if !(low > 0) || high < clearRatio*low || !(kbps > 0) {
		return 0, false
	}
	switch {
	case !nearer(kbps*1000, low, high):
		return api.HighStream, true
	case fps > 0 && fps <= lowFramerate:
		return api.LowStream, true
	}
	return 0, false
}

// nearer reports whether value is nearer to low than to high, by logarithm.
func nearer(value, low, high float64) bool { return value*value < low*high }

// extent is what two layers are compared by.
func extent(l Layer) float64 { return shorter(float64(l.Width), float64(l.Height)) }

// shorter returns the shorter side of a picture, the height where the width
// is not known.
func shorter(width, height float64) float64 {
	if width > 0 {
		return math.Min(width, height)
	}
	return height
}
