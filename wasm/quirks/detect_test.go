package quirks

import (
	"strings"
	"testing"
)

func TestDetect(t *testing.T) {
	mac := "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
	for name, c := range map[string]struct {
		env          Environment
		ios, firefox bool
	}{
		"Chrome on Windows":                   {Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", "Win32", 10, true}, false, false},
		"Chrome on macOS":                     {Environment{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "MacIntel", 0, true}, false, false},
		"Chrome on macOS with emulated touch": {Environment{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36", "MacIntel", 5, true}, false, false},
		"Chrome on Android":                   {Environment{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36", "Linux armv81", 5, true}, false, false},
		"Android WebView":                     {Environment{"Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36", "Linux armv81", 5, true}, false, false},
		"HeadlessChrome":                      {Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36", "Linux x86_64", 0, true}, false, false},
		"Chromium of Debian":                  {Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chromium/90.0.4430.212 Chrome/90.0.4430.212 Safari/537.36", "Linux x86_64", 0, true}, false, false},
		"Edge":                                {Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 Edg/125.0.2535.67", "Win32", 0, true}, false, false},
		"EdgeHTML":                            {Environment{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/70.0.3538.102 Safari/537.36 Edge/18.19042", "Win32", 0, true}, false, false},
		"Opera":                               {Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36 OPR/104.0.0.0", "Linux x86_64", 0, true}, false, false},
		"Samsung Internet":                    {Environment{"Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36", "Linux armv81", 5, true}, false, false},
		"Firefox on Linux":                    {Environment{"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux x86_64", 0, true}, false, true},
		"Firefox on Android":                  {Environment{"Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Linux armv81", 5, true}, false, true},
		"Safari 12 on macOS":                  {Environment{mac + "Version/12.1.2 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"Safari 13 on macOS":                  {Environment{mac + "Version/13.1 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"Safari 14 on macOS":                  {Environment{mac + "Version/14.1.2 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"Safari 15 on macOS":                  {Environment{mac + "Version/15.6.1 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"Safari 17 on macOS":                  {Environment{mac + "Version/17.4.1 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"Safari 18 on macOS":                  {Environment{mac + "Version/18.3 Safari/605.1.15", "MacIntel", 0, true}, false, false},
		"WebKitGTK":                           {Environment{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Linux x86_64", 0, true}, false, false},
		"Safari on an iPhone":                 {Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "iPhone", 5, true}, true, false},
		"a web view on an iPhone":             {Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148", "iPhone", 5, true}, true, false},
		"Chrome on an iPhone":                 {Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/125.0.6422.80 Mobile/15E148 Safari/604.1", "iPhone", 5, true}, true, false},
		"Firefox on an iPhone":                {Environment{"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/126.0 Mobile/15E148 Safari/605.1.15", "iPhone", 5, true}, true, false},
		"Safari on an old iPad":               {Environment{"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1", "iPad", 5, true}, true, false},
		"iPadOS as a Mac":                     {Environment{mac + "Version/17.5 Safari/605.1.15", "MacIntel", 5, true}, true, false},
		"Chrome on iPadOS as a Mac":           {Environment{mac + "CriOS/125 Version/11.1.1 Safari/605.1.15", "MacIntel", 5, true}, true, false},
		"a Mac with one touch point":          {Environment{mac + "Version/17.5 Safari/605.1.15", "MacIntel", 1, true}, false, false},
		"the Android stock browser":           {Environment{"Mozilla/5.0 (Linux; U; Android 4.4.2; en-us) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30", "Linux armv7l", 5, true}, false, false},
		"nothing":                             {Environment{Layers: true}, false, false},
		"garbage":                             {Environment{"\x00/;;(Version", "\xff", -1, true}, false, false},
		"a mark and no number":                {Environment{"Chrome/", "", 0, true}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := Detect(c.env)
			if ios := strings.Contains(p.NoLowStream, "iOS"); ios != c.ios || !ios && p.NoLowStream != "" {
				t.Errorf("no low stream: %q, want iOS %t", p.NoLowStream, c.ios)
			}
			if all := p.MinSimulcastWidth == 0; all != c.firefox {
				t.Errorf("sources from %dx%d, want all %t", p.MinSimulcastWidth, p.MinSimulcastHeight, c.firefox)
			}
			// What addTransceiver takes counts, whatever the name.
			c.env.Layers = false
			p = Detect(c.env)
			if c.ios != strings.Contains(p.NoLowStream, "iOS") || !c.ios && !strings.Contains(p.NoLowStream, "sendEncodings") {
				t.Errorf("without layers: %q", p.NoLowStream)
			}
		})
	}
}

func TestSimulcastSize(t *testing.T) {
	chromium := Detect(Environment{UserAgent: "Chrome/156.0.0.0", Layers: true})
	firefox := Detect(Environment{UserAgent: "Firefox/140.0", Layers: true})
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
	if p := Native(); p.NoLowStream != "" {
		t.Errorf("Native() = %+v", p)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)", "iPhone", 5, true)
	f.Add("Chrome/156 Firefox/ Version/1", "MacIntel", 2, false)
	f.Fuzz(func(t *testing.T, userAgent, platform string, touchPoints int, layers bool) {
		p := Detect(Environment{userAgent, platform, touchPoints, layers})
		if !layers && p.NoLowStream == "" || p.SimulcastSize(0, 0) || !p.SimulcastSize(480, 270) {
			t.Errorf("%+v", p)
		}
	})
}
