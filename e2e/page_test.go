package e2e

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

//go:embed testdata/helpers.js
var helpers string

// patience is what one step in a page may take; steps that must be quicker say
// so themselves.
const patience = 25 * time.Second

// page is one participant's page in a test.
type page struct {
	*browser.Page
	t *testing.T
	w *world
	// mayThrow is true where uncaught exceptions are what is tested.
	mayThrow bool
}

// open opens a page of the site in the shared browser.
func open(t *testing.T, path string) *page {
	t.Helper()
	w := theWorld(t)
	return openIn(t, w.chromium, w.site.URL+path)
}

// openIn opens a page in a browser for the test.
func openIn(t *testing.T, b *browser.Browser, url string) *page {
	t.Helper()
	return openAs(t, b, url, "")
}

// openAs does it with a script that runs before the page's own, see
// browser.OpenAs.
func openAs(t *testing.T, b *browser.Browser, url, script string) *page {
	t.Helper()
	opened, err := b.OpenAs(url, script)
	if err != nil {
		t.Fatal(err)
	}
	return use(t, opened)
}

// use puts the helpers into a page. A failed test leaves a screenshot and the
// console behind; an uncaught exception fails the test.
func use(t *testing.T, opened *browser.Page) *page {
	t.Helper()
	p := &page{Page: opened, t: t, w: theWorld(t)}
	t.Cleanup(func() {
		if thrown := p.Exceptions(); len(thrown) > 0 && !p.mayThrow {
			t.Errorf("uncaught in the page: %s", strings.Join(thrown, "\n"))
		}
		if t.Failed() {
			p.keep()
		}
		p.Close()
	})
	p.do(`() => {` + helpers + `}`)
	return p
}

// keep writes a screenshot and the console into .cache/e2e/failed.
func (p *page) keep() {
	dir := failedDir(p.w.root)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.t.Log(err)
		return
	}
	name := filepath.Join(dir, fmt.Sprintf("%s-%d", clean(p.t.Name()), serial.Add(1)))
	var lines []string
	for _, m := range p.Console() {
		lines = append(lines, m.Time.Format("15:04:05.000")+" "+m.String())
	}
	for name, function := range map[string]string{
		"events":   `() => h.events`,
		"sent":     `() => h.reports("outbound-rtp", "video")`,
		"received": `() => h.reports("inbound-rtp", "video")`,
	} {
		value, err := browser.Eval[json.RawMessage](p.Page, 5*time.Second, function)
		lines = append(lines, fmt.Sprintf("%s: %s %v", name, value, err))
	}
	picture, err := p.Screenshot()
	if err == nil {
		err = os.WriteFile(name+".png", picture, 0o644)
	}
	err = errors.Join(err, os.WriteFile(name+".log", []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	if err != nil {
		p.t.Log(err)
	}
	p.t.Logf("the page's console is in %s.log", name)
}

// do calls a function in the page and fails the test if it throws.
func (p *page) do(function string, args ...any) {
	p.t.Helper()
	get[any](p, function, args...)
}

// get calls a function in the page and returns what it returns.
func get[T any](p *page, function string, args ...any) T {
	p.t.Helper()
	value, err := browser.Eval[T](p.Page, patience, function, args...)
	if err != nil {
		p.t.Fatalf("%s\n\tin %s %v", err, function, args)
	}
	return value
}

// refuses calls a function in the page that must throw or reject with a
// documented code and a text that holds the parts.
func (p *page) refuses(code string, parts []string, function string, args ...any) {
	p.t.Helper()
	_, err := browser.Eval[any](p.Page, patience, function, args...)
	var thrown *browser.Error
	if !errors.As(err, &thrown) {
		p.t.Errorf("%s: %v, want it to be refused with %s", function, err, code)
		return
	}
	if thrown.Name != "AgoraRTCException" || thrown.Code != code || !strings.HasPrefix(thrown.Message, "AgoraRTCError "+code+": ") {
		p.t.Errorf("%s: %v, want an AgoraRTCException of code %s", function, thrown, code)
	}
	for _, part := range parts {
		if !strings.Contains(thrown.Message, part) {
			p.t.Errorf("%s: %q does not say %q", function, thrown.Message, part)
		}
	}
}

// warns waits until the console has a warning that holds the parts.
func (p *page) warns(parts ...string) {
	p.t.Helper()
	deadline := time.Now().Add(5 * time.Second)
	for time.Now().Before(deadline) {
		for _, text := range p.Warnings() {
			if containsAll(text, parts) {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.t.Errorf("no warning says %q; there are %q", parts, p.Warnings())
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// join makes a client and joins the channel with a token of the server's.
func (p *page) join(channel string, uid any) {
	p.t.Helper()
	p.do(`async (server, channel, uid) => { await h.make().join(server, channel, null, uid); }`, p.w.server, channel, uid)
}

// publish joins and publishes a camera, with dual stream on or off.
func (p *page) publish(channel string, uid any, dual bool, width, height int) {
	p.t.Helper()
	p.join(channel, uid)
	if dual {
		p.do(`() => h.client.enableDualStream()`)
	}
	p.do(`(w, h_) => h.camera(w, h_)`, width, height)
}

// view joins, subscribes to a user's video and plays it.
func (p *page) view(channel string, uid, of any) {
	p.t.Helper()
	p.join(channel, uid)
	p.do(`(uid) => h.view(uid)`, of)
}

// shows waits until the played video has frames of this size, and returns how
// long that took.
func (p *page) shows(width, height int, within time.Duration) time.Duration {
	p.t.Helper()
	ms := get[float64](p, `(w, h_, ms) => h.shows(w, h_, ms)`, width, height, within.Milliseconds())
	return time.Duration(ms * float64(time.Millisecond))
}

// told returns the arguments of the events of one name so far, as JSON.
func (p *page) told(event string) []string {
	p.t.Helper()
	var texts []string
	for _, args := range get[[]json.RawMessage](p, `(name) => h.told(name)`, event) {
		texts = append(texts, string(args))
	}
	return texts
}

// layer is what is sent of one layer.
type layer struct {
	Width, Height int
	FPS, Kbps     float64
	Sending       bool
}

// sent measures for some time what is sent of video, by rid.
func (p *page) sent(over time.Duration) map[string]layer {
	p.t.Helper()
	return get[map[string]layer](p, `(ms) => h.sent(ms)`, over.Milliseconds())
}

// sizes are those of what is sent, by rid.
type sizes map[string][2]int

// sends waits until streams of these sizes are sent and no others are. A
// stream may be scaled down for the moment, as h.isOf says.
func (p *page) sends(want sizes) {
	p.t.Helper()
	p.do(`async (want) => {
		let sent;
		try {
			await h.until("", 10000, async () => {
				sent = Object.entries(await h.sent(500)).filter(([, layer]) => layer.sending);
				return sent.length === Object.keys(want).length &&
					sent.every(([rid, layer]) => want[rid] && h.isOf(layer, ...want[rid]));
			});
		} catch {
			throw new Error("what is sent is " + JSON.stringify(sent) + ", want " + JSON.stringify(want));
		}
	}`, want)
}

var (
	serial    atomic.Int64
	notInName = regexp.MustCompile(`[^A-Za-z0-9]+`)
)

// clean makes a name for files and channels of a test's.
func clean(name string) string { return notInName.ReplaceAllString(name, "-") }

// channel returns a channel that no other test uses.
func channel(t *testing.T) string {
	name := clean(t.Name())
	if len(name) > 40 {
		name = name[len(name)-40:]
	}
	return name + "-" + strconv.FormatInt(time.Now().UnixNano()%1e9, 36) + "-" + strconv.FormatInt(serial.Add(1), 10)
}
