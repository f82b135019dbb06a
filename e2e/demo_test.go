package e2e

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// choose chooses a value in one of the lists of the viewer's first tile.
const choose = `(name, value) => {
	const list = document.querySelector("#viewer-video ." + name);
	list.value = value;
	list.dispatchEvent(new Event("change"));
}`

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
	p.do(choose, "wish", "1")
	p.do(shows, 160)
	p.do(`() => h.until("the list tells it", 5000, () => /low stream/.test(document.getElementById("events").textContent))`)
	p.do(choose, "wish", "0")
	p.do(shows, 640)
	for _, id := range []string{"page-error", "publisher-error", "viewer-error"} {
		if text := get[string](p, `(id) => document.getElementById(id).textContent.trim()`, id); text != "" {
			t.Errorf("the page reports: %s", text)
		}
	}
	p.do(`() => document.getElementById("start").click()`)
	p.do(`() => h.until("the end", 5000, () => document.getElementById("viewer-state").dataset.state === "DISCONNECTED")`)
}

// The page's slider: the picture gives way to the voice and comes back, and the
// list says why.
func TestDemoOnAWeakDownlink(t *testing.T) {
	w := theWorld(t)
	machine.take(t, ofCamera)
	p, name := openIn(t, w.chromium, w.server+"/"), channel(t)
	p.do(`(channel) => {
		document.getElementById("channel").value = channel;
		document.getElementById("start").click();
	}`, name)
	arrives := `(level, ms) => h.until(level + " in the tile", ms, () =>
		document.querySelector("#viewer-video .level")?.dataset.level === level)`
	slide := `(position) => {
		const slider = document.getElementById("downlink-rate");
		slider.value = position === "end" ? slider.max : position;
		slider.dispatchEvent(new Event("input"));
	}`
	p.do(arrives, "high", 10000)
	p.do(choose, "option", "2")
	p.do(slide, "14") // 69 kbps
	p.do(arrives, "audio", 15000)
	if width := get[int](p, `() => document.querySelector("#viewer-video .frozen video").videoWidth`); width == 0 {
		t.Error("the last picture is gone")
	}
	if dropped := get[int](p, `async (room) => {
		const { participants } = await (await fetch("/weaknet/")).json();
		return participants.find((one) => one.room === room && one.settings.down.rateKbps === 69).counters.down.droppedQueue;
	}`, name); dropped == 0 {
		t.Error("the relay dropped nothing: the media does not go through it")
	}
	p.do(slide, "end")
	p.do(arrives, "high", 60000)
	p.do(`() => h.until("the end of the trial in the list", 10000, () =>
		document.getElementById("decisions").textContent.includes("The picture comes again"))`)
	told := get[string](p, `() => document.getElementById("decisions").textContent`)
	for _, want := range []string{"→ audio: ", "The picture is given up", "on trial", "The picture comes again"} {
		if !strings.Contains(told, want) {
			t.Errorf("the list has no %q: %s", want, told)
		}
	}
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

// The file that the page saves: what the SDK says of the browser and the call, and
// nothing that opens a door.
func TestDemoDiagnostics(t *testing.T) {
	w := theWorld(t)
	name := channel(t)
	p := openIn(t, w.chromium, w.server+"/?channel="+name)
	p.do(`() => {
		const original = URL.createObjectURL;
		URL.createObjectURL = (blob) => { h.saved = blob; return original.call(URL, blob); };
		document.getElementById("start").click();
		return h.until("a picture", 10000, () => document.querySelector("#viewer-video video")?.videoWidth === 640);
	}`)
	p.do(choose, "wish", "1")
	p.do(`() => h.until("the list tells it", 10000, () => /low stream/.test(document.getElementById("events").textContent))`)
	time.Sleep(5 * time.Second) // two readings of the statistics
	text := get[string](p, `async () => {
		document.getElementById("diagnostics").click();
		return (await h.until("a file", 5000, () => h.saved)).text();
	}`)
	var saved struct {
		SDK          string
		Browser      struct{ UserAgent string }
		Requirements bool
		Codecs       struct{ Video []string }
		Events       []struct {
			Who, Event string
			Args       []any
		}
		Users []struct {
			Role, State string
			Statistics  []struct {
				SentVideo     struct{ SendFrameRate float64 }
				ReceivedVideo map[string]struct{ ReceiveResolutionWidth float64 }
			}
			Decisions []string
		}
	}
	if err := json.Unmarshal([]byte(text), &saved); err != nil {
		t.Fatal(err)
	}
	if saved.SDK == "" || !strings.Contains(saved.Browser.UserAgent, "Chrome") || !saved.Requirements || len(saved.Codecs.Video) == 0 {
		t.Errorf("of the browser it says %+v", saved)
	}
	switched := false
	for _, e := range saved.Events {
		switched = switched || e.Who == "viewer" && e.Event == "stream-type-changed" && len(e.Args) == 3 && e.Args[1] == 1.0
	}
	if !switched {
		t.Errorf("the switch is not among the events: %+v", saved.Events)
	}
	if len(saved.Users) != 2 {
		t.Fatalf("it tells of %d users", len(saved.Users))
	}
	for _, u := range saved.Users {
		if u.State != "CONNECTED" || len(u.Statistics) < 2 {
			t.Errorf("of the %s it says %+v", u.Role, u)
		}
	}
	if sent := saved.Users[0].Statistics[1].SentVideo.SendFrameRate; sent < 1 {
		t.Errorf("the publisher sends %g frames a second", sent)
	}
	if len(saved.Users[1].Statistics[1].ReceivedVideo) != 1 || len(saved.Users[1].Decisions) < 2 {
		t.Errorf("of the viewer it says %+v", saved.Users[1])
	}
	for _, secret := range []string{"eyJ", name, w.server, strings.TrimPrefix(w.server, "http://")} {
		if strings.Contains(text, secret) {
			t.Errorf("the file holds %q", secret)
		}
	}
}
