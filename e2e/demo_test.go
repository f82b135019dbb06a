package e2e

import "testing"

// The demo's page as a person uses it: start the call, see the picture, choose
// the low stream and the high one again.
func TestDemo(t *testing.T) {
	w := theWorld(t)
	p := openIn(t, w.chromium, w.server+"/")
	p.do(`(channel) => {
		document.getElementById("channel").value = channel;
		document.getElementById("start").click();
	}`, channel(t))
	shows := `(width) => h.until("a picture " + width + " wide", 10000, () =>
		document.querySelector("#viewer-video video")?.videoWidth === width)`
	p.do(shows, 640)
	p.do(`() => document.getElementById("viewer-low").click()`)
	p.do(shows, 160)
	p.do(`() => h.until("the list tells it", 5000, () => /low stream/.test(document.getElementById("events").textContent))`)
	p.do(`() => document.getElementById("viewer-high").click()`)
	p.do(shows, 640)
	for _, id := range []string{"page-error", "publisher-error", "viewer-error"} {
		if text := get[string](p, `(id) => document.getElementById(id).textContent.trim()`, id); text != "" {
			t.Errorf("the page reports: %s", text)
		}
	}
	p.do(`() => document.getElementById("start").click()`)
	p.do(`() => h.until("the end", 5000, () => document.getElementById("viewer-state").dataset.state === "DISCONNECTED")`)
}

// One user a tab.
func TestDemoInTwoTabs(t *testing.T) {
	w := theWorld(t)
	name := channel(t)
	publisher := openIn(t, w.chromium, w.server+"/?role=publisher&channel="+name)
	viewer := openIn(t, w.chromium, w.server+"/?role=viewer&channel="+name)
	for _, p := range []*page{viewer, publisher} {
		p.do(`() => document.getElementById("start").click()`)
	}
	viewer.do(`() => h.until("a picture", 10000, () => document.querySelector("#viewer-video video")?.videoWidth === 640)`)
}
