package quirks

import (
	"strconv"

	"dualstream/wasm/strings"
)

// Detect returns the profile of a browser. It takes any input: what it does
// not know is Other, and is trusted with what all browsers do.
func Detect(env Environment) Profile {
	p := identify(env)
	p.DualStream, p.DualStreamReason = dualStream(p)
	if p.Browser != Firefox {
		// libwebrtc counts the layers of a source by its area and leaves out
		// all but the lowest below 480x270 (seen in Chromium 156: 320x240 sends
		// one layer; 480x270, 270x480 and 360x360 send both). Safari is built on the same library, and an
		// unknown browser loses nothing by it. Firefox counts its layers itself.
		p.MinSimulcastWidth, p.MinSimulcastHeight = 480, 270
	}
	return p
}

// dualStream says whether a low stream can be sent, and why not.
func dualStream(p Profile) (bool, string) {
	switch {
	case p.IOS:
		// The documented list of where dual stream has no effect names Safari
		// on iOS; every browser there is built on the same engine.
		return false, "browsers on iOS and iPadOS send no low stream"
	case p.Browser == Firefox && p.Version > 0 && p.Version < firefoxSendEncodings:
		return false, "Firefox sends a low stream from version " +
			strconv.Itoa(firefoxSendEncodings) + " on, this is " + strconv.Itoa(p.Version)
	}
	return true, ""
}

// firefoxSendEncodings is the first Firefox that takes the sendEncodings of
// addTransceiver (MDN, browser compatibility data). Chromium and Safari have
// had them for longer than they have run the WebAssembly that Go emits.
const firefoxSendEncodings = 110

// identify tells the engine, its version and the kind of device.
func identify(env Environment) Profile {
	ua := env.UserAgent
	p := Profile{Browser: Other}
	switch {
	case isApplePhone(ua) || isApplePhone(env.Platform):
		p.Browser, p.IOS = Safari, true
		p.Version = firstVersion(ua, "Version/", "CPU iPhone OS ", "CPU OS ")
	case strings.Contains(ua, "Firefox/"):
		p.Browser, p.Version = Firefox, firstVersion(ua, "Firefox/")
	case strings.Contains(ua, "Edge/"):
		// EdgeHTML, which also names Chrome and Safari.
	case strings.Contains(ua, "Chrome/") || strings.Contains(ua, "Chromium/"):
		// "HeadlessChrome/" ends in it too.
		p.Browser, p.Version = Chromium, firstVersion(ua, "Chrome/", "Chromium/")
	case strings.Contains(ua, "AppleWebKit/") && !strings.Contains(ua, "Android"):
		p.Browser, p.Version = Safari, firstVersion(ua, "Version/")
		// An iPad that asks for desktop pages says that it is a Mac. No Mac has
		// a touch screen.
		p.IOS = env.Platform == "MacIntel" && env.MaxTouchPoints > 1
	}
	p.Mobile = p.IOS || strings.Contains(ua, "Android") || strings.Contains(ua, "Mobile")
	return p
}

// isApplePhone reports whether the text names a device of iOS.
func isApplePhone(text string) bool {
	return strings.Contains(text, "iPhone") || strings.Contains(text, "iPad") || strings.Contains(text, "iPod")
}

// firstVersion returns the number that follows the first mark that is found
// with a number behind it, 0 if there is none.
func firstVersion(ua string, marks ...string) int {
	for _, mark := range marks {
		if v := versionAfter(ua, mark); v > 0 {
			return v
		}
	}
	return 0
}

// versionAfter returns the number right behind mark, 0 if there is none.
func versionAfter(ua, mark string) int {
	_, rest, _ := strings.Cut(ua, mark)
	v := 0
	// More digits than any version has would overflow.
	for i := 0; i < len(rest) && i < 6 && rest[i] >= '0' && rest[i] <= '9'; i++ {
		v = 10*v + int(rest[i]-'0')
	}
	return v
}
