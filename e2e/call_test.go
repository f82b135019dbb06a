package e2e

import (
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"dualstream/demo/bots"
	"dualstream/e2e/browser"
	"dualstream/e2e/server"
)

//go:embed testdata/viewer.js
var viewerHelpers string

// call is a room of its own on one of the servers.
type call struct {
	t *testing.T
	w *world
	// room is its channel.
	room string
}

// onBothServers runs a test in a fresh room on the stock media server, and
// beside it on one whose own congestion control is off. What it costs is
// ofBots or ofCamera.
func onBothServers(t *testing.T, cost int, test func(c *call)) {
	t.Parallel()
	for _, name := range []string{"stock", "off"} {
		t.Run(name, func(t *testing.T) {
			if name == "off" {
				t.Parallel()
				onServer(t, name, cost, test)
				return
			}
			onStockServer(t, cost, test)
		})
	}
}

// onServer runs a test on a media server with other congestion control, see
// withCongestionControl.
func onServer(t *testing.T, kind string, cost int, test func(c *call)) {
	w := theWorld(t)
	machine.take(t, cost)
	w, err := w.withCongestionControl(kind)
	if err != nil {
		t.Fatal(err)
	}
	test(&call{t: t, w: w, room: channel(t)})
}

// onStockServer runs a test that the server's congestion control has no part in.
func onStockServer(t *testing.T, cost int, test func(c *call)) {
	test(&call{t: t, w: beside(t, cost), room: channel(t)})
}

// openPage opens a page that uses this call's server.
func (c *call) openPage() *page {
	c.t.Helper()
	p := open(c.t, "/script.html")
	p.w = c.w
	p.do(`() => {` + viewerHelpers + `}`)
	return p
}

// camera is a page that publishes a camera of 640x360 with a busy picture, with
// dual stream or without, and a microphone as the SDK makes it.
func (c *call) camera(uid int, dual bool) *page {
	c.t.Helper()
	p := c.openPage()
	p.join(c.room, uid)
	p.do(`async (dual) => {
		if (dual) await h.client.enableDualStream();
		h.video = await AgoraRTC.createCameraVideoTrack({
			encoderConfig: { width: { exact: 640 }, height: { exact: 360 }, frameRate: 15, bitrateMax: 600 },
		});
		h.audio = await AgoraRTC.createMicrophoneAudioTrack();
		await h.client.publish([h.audio, h.video]);
	}`, dual)
	sent := sizes{"h": high}
	if dual {
		sent["q"] = low
	}
	p.sends(sent)
	return p
}

// bots lets users in, with uids that count up from first, who publish both
// streams and sound and are no pages. They leave when the test ends, or by
// leave.
func (c *call) bots(first uint32, count int) (leave func()) {
	c.t.Helper()
	users, err := bots.Start(c.t.Context(), bots.Config{
		URL: c.w.server, Token: c.token, FirstUID: first, Count: count, Log: c.t.Output(),
	})
	if err != nil {
		c.t.Fatal(err)
	}
	leave = func() {
		if err := users.Stop(); err != nil {
			c.t.Error(err)
		}
	}
	c.t.Cleanup(leave)
	return leave
}

// token asks the server for a token.
func (c *call) token(identity string) (string, error) {
	return server.Token(c.w.server, c.room, identity)
}

// viewer is a page that receives on a network that can be made weak.
type viewer struct {
	*page
	relay *relay
	uid   int
}

// viewer joins with a page on a good network.
func (c *call) viewer(uid int) *viewer {
	c.t.Helper()
	return c.viewerOn(c.openPage(), uid)
}

// viewerOn does it with a page that is there already.
func (c *call) viewerOn(p *page, uid int) *viewer {
	c.t.Helper()
	v := &viewer{page: p, relay: newRelay(c.t, c.w.server, c.room, strconv.Itoa(uid)), uid: uid}
	v.relay.carry(goodKbps)
	v.join(c.room, uid)
	c.t.Cleanup(func() {
		if c.t.Failed() {
			c.t.Logf("what user %d went through:\n%s", uid, v.story())
		}
	})
	return v
}

// story is what was decided about each user and told of them, one thing a line.
func (v *viewer) story() string {
	story, err := browser.Eval[string](v.Page, 5*time.Second, `() => h.story()`)
	if err != nil {
		return err.Error()
	}
	return story
}

// receive subscribes to users' audio and video, plays both, and waits until the
// high streams have been seen for a while and nothing else: a camera's encoder
// begins small.
func (v *viewer) receive(uids ...int) {
	v.t.Helper()
	for _, uid := range uids {
		v.do(`(uid) => h.receive(uid)`, uid)
	}
	for _, uid := range uids {
		await[bool](v, "a settled picture of user "+strconv.Itoa(uid), 30*time.Second, `(uid, width, height, ms) => {
			const since = h.shownSince(uid, width, height, 0);
			const told = h.changes(uid, 0).findLast((e) => e.name === "stream-type-changed");
			return since !== null && performance.now() - since > ms && (told?.what ?? "0") === "0";
		}`, uid, high[0], high[1], settling.Milliseconds())
	}
}

// settling is how long a call goes on undisturbed before something happens to
// it.
const settling = 4 * time.Second

// setOption calls setStreamFallbackOption.
func (v *viewer) setOption(uid, option int) {
	v.t.Helper()
	v.do(`(uid, option) => h.client.setStreamFallbackOption(uid, option)`, uid, option)
}

// now is the page's clock, in ms.
func (v *viewer) now() float64 {
	v.t.Helper()
	return get[float64](v.page, `() => performance.now()`)
}

// await waits until a function in the page returns something true, which is
// returned.
func await[T any](v *viewer, what string, within time.Duration, function string, args ...any) T {
	v.t.Helper()
	encoded, err := json.Marshal(append([]any{}, args...)) // none is []
	if err != nil {
		v.t.Fatal(err)
	}
	value, err := browser.Eval[T](v.Page, within+patience, `(what, ms) => h.until(what, ms, () => (`+function+`)(...`+string(encoded)+`))`,
		what, within.Milliseconds())
	if err != nil {
		v.t.Fatal(err)
	}
	return value
}

// state is what getFallbackState said from a moment on.
type state struct {
	// At is the moment, by the page's clock in ms.
	At                 float64
	Option, StreamType int
	Level, Phase       string
	Since              float64
	Cause              string
}

// states are all that were noted about a user since a moment, beginning with
// the one that held then.
func (v *viewer) states(uid int, since float64) []state {
	v.t.Helper()
	all := get[[]state](v.page, `(uid) => h.seen.get(uid).states`, uid)
	later := slices.IndexFunc(all, func(s state) bool { return s.At >= since })
	switch {
	case len(all) == 0:
		v.t.Errorf("nothing is known of user %d", uid)
	case later < 0:
		all = all[len(all)-1:]
	default:
		all = all[max(0, later-1):]
	}
	return all
}

// decides waits until a level is decided for a user, and not on trial, and
// returns how many ms after a moment that was.
func (v *viewer) decides(uid int, level string, since float64, within time.Duration) float64 {
	v.t.Helper()
	at := await[float64](v, level+" decided for user "+strconv.Itoa(uid), within, `(uid, level, since) => {
		const states = h.seen.get(uid).states;
		const last = states.at(-1);
		if (last?.level === level && last.phase !== "trial" && last.phase !== "unknown" && last.at < since) return since;
		return states.find((s) => s.at >= since && s.level === level && s.phase !== "trial" && s.phase !== "unknown")?.at;
	}`, uid, level, since)
	return at - since
}

// undecided checks that nothing was decided about a user since a moment: what
// held then holds now.
func (v *viewer) undecided(uid int, since float64, level string) {
	v.t.Helper()
	for _, s := range v.states(uid, since) {
		if s.Level != level || s.Phase == "trial" || s.Phase == "fallback" {
			v.t.Errorf("decided about user %d: %+v, want it to stay %q", uid, s, level)
		}
	}
}

// quiet checks that nothing was told either.
func (v *viewer) quiet(uid int, since float64, level string) {
	v.t.Helper()
	v.undecided(uid, since, level)
	if told := v.changes(uid, since); len(told) != 0 {
		v.t.Errorf("told about user %d: %+v", uid, told)
	}
}

// change is an event of the fallback: What of a "stream-fallback" is "fallback"
// or "recover", of a "stream-type-changed" "0" or "1".
type change struct {
	Name, What          string
	At                  float64
	Cause, From, To     string
	Metrics, Thresholds map[string]any // numbers, or nil
	Since               float64
	Width, Height       int
}

// The names of the events.
const (
	streamFallback    = "stream-fallback"
	streamTypeChanged = "stream-type-changed"
)

// changes are the events of the fallback about a user since a moment.
func (v *viewer) changes(uid int, since float64) []change {
	v.t.Helper()
	return get[[]change](v.page, `(uid, since) => h.changes(uid, since)`, uid, since)
}

// outline is the changes in a form to be compared.
func outline(changes []change) []string {
	texts := make([]string, len(changes))
	for i, c := range changes {
		texts[i] = c.Name + " " + c.What + ", " + c.Cause
	}
	return texts
}

// tells waits until an event is told, and returns it.
func (v *viewer) tells(uid int, name, what string, since float64, within time.Duration) change {
	v.t.Helper()
	return await[change](v, name+" "+what+" of user "+strconv.Itoa(uid), within, `(uid, name, what, since) =>
		h.changes(uid, since).find((e) => e.name === name && e.what === what)`, uid, name, what, since)
}

// explained checks the reason of a change that the network made.
func (v *viewer) explained(c change, s *squeeze, cause, from, to string) {
	v.t.Helper()
	if c.Cause != cause || c.From != from || c.To != to {
		v.t.Errorf("the reason of %s %s is %s from %s to %s, want %s from %s to %s", c.Name, c.What, c.Cause, c.From, c.To, cause, from, to)
	}
	if len(c.Metrics) == 0 {
		v.t.Errorf("%s %s has no metrics", c.Name, c.What)
	}
	for name := range c.Metrics {
		if _, found := c.Thresholds[name]; !found {
			v.t.Errorf("%s %s: the metric %s has no threshold", c.Name, c.What, name)
		}
	}
	// A clock of 1970: not before the network became weak, but for what the
	// relay and the page take.
	if c.Since < s.wall-1000 || c.Since > s.wall+120_000 {
		v.t.Errorf("%s %s is since %.0f, the network is weak since %.0f", c.Name, c.What, c.Since, s.wall)
	}
}

// The sizes of what the publishers send.
var (
	high = [2]int{640, 360}
	low  = [2]int{160, 90}
)

// sees waits until a frame of a stream is shown, and returns how many ms after
// a moment that was.
func (v *viewer) sees(uid int, size [2]int, since float64, within time.Duration) float64 {
	v.t.Helper()
	at := await[float64](v, "a frame of "+strconv.Itoa(size[0])+"x"+strconv.Itoa(size[1])+" of user "+strconv.Itoa(uid), within,
		`(uid, width, height, since) => h.shownAt(uid, width, height, since)`, uid, size[0], size[1], since)
	return at - since
}

// keepsTo waits until frames of a stream are shown and no others, and returns
// how many ms after a moment that began.
func (v *viewer) keepsTo(uid int, size [2]int, since float64, within time.Duration) float64 {
	v.t.Helper()
	at := await[float64](v, "frames of "+strconv.Itoa(size[0])+"x"+strconv.Itoa(size[1])+" of user "+strconv.Itoa(uid)+" only", within,
		`(uid, width, height, since) => h.shownSince(uid, width, height, since)`, uid, size[0], size[1], since)
	return at - since
}

// shownFor returns for how many ms a stream was shown since a moment.
func (v *viewer) shownFor(uid int, size [2]int, since float64) float64 {
	v.t.Helper()
	return get[float64](v.page, `(uid, width, height, since) => h.shownFor(uid, width, height, since)`, uid, size[0], size[1], since)
}

// received are the browser's own counters about a user.
type received struct {
	Audio struct {
		Timestamp, PacketsReceived, PacketsLost, BytesReceived         float64
		ConcealedSamples, SilentConcealedSamples, TotalSamplesReceived float64
	}
	Video struct {
		Timestamp, PacketsReceived, PacketsLost, BytesReceived      float64
		FramesDecoded, FrameWidth, FrameHeight, NackCount, PliCount float64
	}
}

func (v *viewer) counters(uid int) received {
	v.t.Helper()
	return get[received](v.page, `(uid) => h.counters(uid)`, uid)
}

// concealed is how much of a user's sound was made up between two readings, in
// percent.
func concealed(before, after received) float64 {
	samples := after.Audio.TotalSamplesReceived - before.Audio.TotalSamplesReceived
	if samples <= 0 {
		return math.NaN()
	}
	return 100 * (after.Audio.ConcealedSamples - before.Audio.ConcealedSamples) / samples
}

// atMost checks a time that was measured in ms.
func atMost(t *testing.T, what string, ms float64, limit time.Duration) {
	t.Helper()
	t.Logf("%s after %.2f s", what, ms/1000)
	if ms > float64(limit.Milliseconds()) {
		t.Errorf("%s after %.2f s, want it within %s", what, ms/1000, limit)
	}
}
