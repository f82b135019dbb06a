// Package quirks says what a browser does differently where it matters to the
// engine. It is pure. What a browser can be asked is asked (see
// js/src/environment.ts, and peer.Sender, simulcast.Check for what shows only when
// media flows); the user agent decides only what no question tells. All that is
// known of browsers, with its source, what is done about it and by which test that
// is held, is a table beside the tests, table_test.go, from which docs/browsers.md
// is made.
package quirks

// Environment is what a page tells about its browser.
type Environment struct {
	// UserAgent is navigator.userAgent.
	UserAgent string
	// Platform is navigator.platform.
	Platform string
	// MaxTouchPoints is navigator.maxTouchPoints.
	MaxTouchPoints int
	// Layers is whether addTransceiver takes encodings.
	Layers bool
}

// Profile is what is to be done differently for a browser.
type Profile struct {
	_ [0]func() // not compared, see stats
	// NoLowStream says why the browser can send no low stream, and enableDualStream
	// rejects with NOT_SUPPORTED; it is empty where it can.
	NoLowStream string

	// MinSimulcastWidth and MinSimulcastHeight are the size whose area a source
	// must have for more than one encoding of it to be sent; 0 sets no bound.
	MinSimulcastWidth, MinSimulcastHeight int
}

// SimulcastSize reports whether two encodings of a source of this size, in
// pixels, are really sent. An unknown size (0 0) is not large enough.
func (p Profile) SimulcastSize(width, height int) bool {
	return width > 0 && height > 0 && width*height >= p.MinSimulcastWidth*p.MinSimulcastHeight
}

// Native returns the profile of native builds, where nothing is different.
func Native() Profile { return Profile{} }
