// Package quirks says what a browser does differently where it matters to the
// engine, and why. It is pure: what it knows comes from the user agent and two
// numbers that the page hands over, and each difference names its source.
package quirks

// Browser is a browser engine, told by what it does on the wire and not by
// the name on its window: Edge and Opera are Chromium, every browser on iOS is
// Safari.
type Browser string

// The engines that are told apart.
const (
	Chromium Browser = "chromium"
	Firefox  Browser = "firefox"
	Safari   Browser = "safari"
	Other    Browser = "other"
	// NativePeer is no browser: pion/webrtc in a native build.
	NativePeer Browser = "native"
)

// Environment is what a page tells about its browser.
type Environment struct {
	// UserAgent is navigator.userAgent.
	UserAgent string
	// Platform is navigator.platform.
	Platform string
	// MaxTouchPoints is navigator.maxTouchPoints.
	MaxTouchPoints int
}

// Profile is a browser and what is to be done differently for it.
type Profile struct {
	Browser Browser
	// Version is the engine's major version, 0 where it is not told: Chrome's
	// for every Chromium, Safari's or else the system's on iOS.
	Version int
	// Mobile is true on phones and tablets.
	Mobile bool
	// IOS is true for every browser on iOS and iPadOS, also for an iPad that
	// asks for desktop pages.
	IOS bool

	// DualStream is false where enableDualStream rejects with NOT_SUPPORTED.
	DualStream bool
	// DualStreamReason says why DualStream is false; it is empty otherwise.
	DualStreamReason string

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
func Native() Profile {
	return Profile{Browser: NativePeer, DualStream: true}
}
