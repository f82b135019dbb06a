package quirks

import (
	"strings"
	"testing"
)

func TestDetect(t *testing.T) {
	mac := "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	type want struct {
		browser Browser
		version int
		mobile  bool
		ios     bool
		dual    bool
	}
	for name, c := range map[string]struct {
		env  Environment
		want want
	}{
		"Chrome on Windows": {
			Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "Win32", 10},
			want{Chromium, 141, false, false, true}},
		"Chrome on macOS": {
			Environment{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "MacIntel", 0},
			want{Chromium, 120, false, false, true}},
		"Chrome on macOS with emulated touch": {
			Environment{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "MacIntel", 5},
			want{Chromium, 120, false, false, true}},
		"Chrome on Android": {
			Environment{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36", "Linux armv81", 5},
			want{Chromium, 124, true, false, true}},
		"Android WebView": {
			Environment{"Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36", "Linux armv81", 5},
			want{Chromium, 116, true, false, true}},
		"HeadlessChrome": {
			Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36", "Linux x86_64", 0},
			want{Chromium, 156, false, false, true}},
		"Chromium of Debian": {
			Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/90.0.4430.212 Chrome/90.0.4430.212 Safari/537.36", "Linux x86_64", 0},
			want{Chromium, 90, false, false, true}},
		"Edge": {
			Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 Edg/125.0.2535.67", "Win32", 0},
			want{Chromium, 125, false, false, true}},
		"EdgeHTML": {
			Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19042", "Win32", 0},
			want{Other, 0, false, false, true}},
		"Opera": {
			Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36 OPR/104.0.0.0", "Linux x86_64", 0},
			want{Chromium, 118, false, false, true}},
		"Samsung Internet": {
			Environment{"Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36", "Linux armv81", 5},
			want{Chromium, 115, true, false, true}},
		"Firefox on Linux": {
			Environment{"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux x86_64", 0},
			want{Firefox, 140, false, false, true}},
		"Firefox on Android": {
			Environment{"Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Linux armv81", 5},
			want{Firefox, 127, true, false, true}},
		"Firefox without sendEncodings": {
			Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/109.0", "Win32", 0},
			want{Firefox, 109, false, false, false}},
		"first Firefox with sendEncodings": {
			Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/110.0", "Win32", 0},
			want{Firefox, 110, false, false, true}},
		"Safari 12 on macOS": {Environment{mac + "Version/12.1.2 Safari/605.1.15", "MacIntel", 0}, want{Safari, 12, false, false, true}},
		"Safari 13 on macOS": {Environment{mac + "Version/13.1 Safari/605.1.15", "MacIntel", 0}, want{Safari, 13, false, false, true}},
		"Safari 14 on macOS": {Environment{mac + "Version/14.1.2 Safari/605.1.15", "MacIntel", 0}, want{Safari, 14, false, false, true}},
		"Safari 15 on macOS": {Environment{mac + "Version/15.6.1 Safari/605.1.15", "MacIntel", 0}, want{Safari, 15, false, false, true}},
		"Safari 17 on macOS": {Environment{mac + "Version/17.4.1 Safari/605.1.15", "MacIntel", 0}, want{Safari, 17, false, false, true}},
		"Safari 18 on macOS": {Environment{mac + "Version/18.3 Safari/605.1.15", "MacIntel", 0}, want{Safari, 18, false, false, true}},
		"WebKitGTK": {
			Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Linux x86_64", 0},
			want{Safari, 18, false, false, true}},
		"Safari on an iPhone": {
			Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "iPhone", 5},
			want{Safari, 17, true, true, false}},
		"a web view on an iPhone": {
			Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148", "iPhone", 5},
			want{Safari, 16, true, true, false}},
		"Chrome on an iPhone": {
			Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/125.0.6422.80 Mobile/15E148 Safari/604.1", "iPhone", 5},
			want{Safari, 17, true, true, false}},
		"Firefox on an iPhone": {
			Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/126.0 Mobile/15E148 Safari/605.1.15", "iPhone", 5},
			want{Safari, 17, true, true, false}},
		"Safari on an old iPad": {
			Environment{"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1", "iPad", 5},
			want{Safari, 12, true, true, false}},
		"iPadOS as a Mac":            {Environment{mac + "Version/17.5 Safari/605.1.15", "MacIntel", 5}, want{Safari, 17, true, true, false}},
		"Chrome on iPadOS as a Mac":  {Environment{mac + "CriOS/125 Version/11.1.1 Safari/605.1.15", "MacIntel", 5}, want{Safari, 11, true, true, false}},
		"a Mac with one touch point": {Environment{mac + "Version/17.5 Safari/605.1.15", "MacIntel", 1}, want{Safari, 17, false, false, true}},
		"the Android stock browser": {
			Environment{"Mozilla/5.0 (Linux; U; Android 4.4.2; en-us) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30", "Linux armv7l", 5},
			want{Other, 0, true, false, true}},
		"nothing":              {Environment{}, want{Other, 0, false, false, true}},
		"garbage":              {Environment{"\x00/;;(Version", "\xff", -1}, want{Other, 0, false, false, true}},
		"a mark and no number": {Environment{"Chrome/", "", 0}, want{Chromium, 0, false, false, true}},
		"too many digits":      {Environment{"Chrome/99999999999999999999999", "", 0}, want{Chromium, 999999, false, false, true}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Detect(c.env)
			got := want{p.Browser, p.Version, p.Mobile, p.IOS, p.DualStream}
			if got != c.want {
				t.Errorf("Detect(%+v) = %+v, want %+v", c.env, got, c.want)
			}
			if p.DualStream != (p.DualStreamReason == "") {
				t.Errorf("DualStream is %t and its reason %q", p.DualStream, p.DualStreamReason)
			}
		})
	}
}

func TestDualStreamReasonNamesTheVersion(t *testing.T) {
	p := Detect(Environment{UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0"})
	for _, part := range []string{"110", "102"} {
		if !strings.Contains(p.DualStreamReason, part) {
			t.Errorf("the reason %q does not name %s", p.DualStreamReason, part)
		}
	}
}

func TestSimulcastSize(t *testing.T) {
	chromium := Detect(Environment{UserAgent: "Chrome/156.0.0.0"})
	firefox := Detect(Environment{UserAgent: "Firefox/140.0"})
	for _, c := range []struct {
		name          string
		profile       Profile
		width, height int
		want          bool
	}{
		{"Chromium at the bound", chromium, 480, 270, true},
		{"Chromium at the bound, upright", chromium, 270, 480, true},
		{"Chromium, a square of the same area", chromium, 360, 360, true},
		{"Chromium, wide and low", chromium, 424, 240, false},
		{"Chromium below the bound", chromium, 320, 240, false},
		{"Chromium, unknown size", chromium, 0, 0, false},
		{"Firefox, small", firefox, 160, 120, true},
		{"Firefox, unknown size", firefox, 0, 0, false},
		{"native, small", Native(), 160, 120, true},
	} {
		if got := c.profile.SimulcastSize(c.width, c.height); got != c.want {
			t.Errorf("%s: SimulcastSize(%d, %d) = %t, want %t", c.name, c.width, c.height, got, c.want)
		}
	}
}

func TestNative(t *testing.T) {
	if p := Native(); p.Browser != NativePeer || !p.DualStream || p.DualStreamReason != "" {
		t.Errorf("Native() = %+v", p)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", "iPhone", 5)
	f.Add("Chrome/156 Firefox/ Version/1", "MacIntel", 2)
	f.Fuzz(func(t *testing.T, userAgent, platform string, touchPoints int) {
		p := Detect(Environment{userAgent, platform, touchPoints})
		if p.Version < 0 || p.Version > 999999 {
			t.Errorf("version %d", p.Version)
		}
		if p.IOS && (p.DualStream || p.Browser != Safari || !p.Mobile) {
			t.Errorf("on iOS: %+v", p)
		}
	})
}
