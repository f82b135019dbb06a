package quirks

import "dualstream/wasm/strings"

// Detect returns the profile of a browser. It takes any input: a browser that it
// does not know is trusted with what all browsers do.
func Detect(env Environment) (p Profile) {
	switch {
	case onIOS(&env):
		// The documented list of where dual stream has no effect names Safari on iOS;
		// every browser there is built on the same engine, which takes encodings.
		p.NoLowStream = "browsers on iOS and iPadOS send no low stream"
	case !env.Layers:
		p.NoLowStream = "this browser sends no low stream: its addTransceiver takes no sendEncodings"
	}
	if !strings.Contains(env.UserAgent, firefox) {
		// libwebrtc counts the layers of a source by its area and leaves out all but
		// the lowest below 480x270 (seen in Chromium 156: 320x240 sends one layer;
		// 480x270, 270x480 and 360x360 send both). Safari is built on the same library,
		// and an unknown browser loses nothing by it. Firefox counts its layers itself.
		p.MinSimulcastWidth, p.MinSimulcastHeight = 480, 270
	}
	return p
}

const firefox = "Firefox/"

// onIOS tells any browser on iOS and iPadOS.
func onIOS(env *Environment) bool {
	ua := env.UserAgent
	if isApplePhone(ua) || isApplePhone(env.Platform) {
		return true
	}
	// An iPad that asks for desktop pages says that it is a Mac. No Mac has a touch
	// screen, but for those that Chrome and Firefox make up for developers.
	return env.Platform == "MacIntel" && env.MaxTouchPoints > 1 &&
		!strings.Contains(ua, "Chrome/") && !strings.Contains(ua, firefox)
}

// isApplePhone reports whether the text names a device of iOS.
func isApplePhone(text string) bool {
	return strings.Contains(text, "iPhone") || strings.Contains(text, "iPad") || strings.Contains(text, "iPod")
}
