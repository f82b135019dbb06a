package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// sessionEvents are recorded beside those of every page.
const sessionEvents = `() => {
	for (const name of ["token-privilege-will-expire", "token-privilege-did-expire", "user-info-updated",
		"media-reconnect-start", "media-reconnect-end"]) {
		h.client.on(name, (...args) => h.events.push({ name, args, at: performance.now() }));
	}
}`

// ends waits until the client is DISCONNECTED and checks the reason.
func (p *page) ends(reason string) {
	p.t.Helper()
	p.do(`(reason) => h.until("DISCONNECTED, " + reason + "; told " + JSON.stringify(h.told("connection-state-change")), 10000,
		() => h.told("connection-state-change").some(([now, , why]) => now === "DISCONNECTED" && why === reason))`, reason)
}

// waitsFor waits until an event was told so often.
func (p *page) waitsFor(event string, times int, within time.Duration) {
	p.t.Helper()
	p.do(`(name, n, ms) => h.until(n + " x " + name, ms, () => h.told(name).length >= n)`,
		event, times, within.Milliseconds())
}

// users are the events about users so far, in words.
func (p *page) users() []string {
	p.t.Helper()
	return get[[]string](p, `() => h.events
		.filter((e) => /^user-(joined|left|published|unpublished)$/.test(e.name))
		.map((e) => [e.name, e.args[0].uid, e.args[1]].filter((x) => x !== undefined).join(" "))`)
}

func TestRemovedByTheServer(t *testing.T) {
	t.Parallel()
	o := own(t)
	name := channel(t)
	publisher, viewer := o.open(), o.open()
	publisher.publish(name, 1, false, 640, 360)
	viewer.join(name, 2)
	viewer.do(`() => h.user(1)`)
	o.tells("RemoveParticipant", name, map[string]string{"room": name, "identity": "1"})
	publisher.ends("UID_BANNED")
	viewer.waitsFor("user-left", 1, 5*time.Second)
	want := []string{"user-joined 1", "user-published 1 video", "user-unpublished 1 video", "user-left 1 Quit"}
	if got := viewer.users(); !slices.Equal(got, want) {
		t.Errorf("the viewer is told %q, want %q", got, want)
	}
	// The page may come again.
	publisher.do(`(server, channel) => h.client.join(server, channel, null, 1)`, o.URL, name)
}

func TestChannelClosed(t *testing.T) {
	t.Parallel()
	o := own(t)
	name := channel(t)
	first, second := o.open(), o.open()
	first.join(name, 1)
	second.join(name, 2)
	o.tells("DeleteRoom", name, map[string]string{"room": name})
	first.ends("CHANNEL_BANNED")
	second.ends("CHANNEL_BANNED")
}

func TestSameUserOnTwoPages(t *testing.T) {
	beside(t, ofBots)
	name := channel(t)
	first, second := open(t, "/script.html"), open(t, "/script.html")
	first.join(name, 1)
	second.join(name, 1)
	first.ends("UID_CONFLICT")
	if state := get[string](second, `() => h.client.connectionState`); state != "CONNECTED" {
		t.Errorf("the second is %s", state)
	}
}

// A server that restarts is joined again, with what was published. A server that
// ends in an orderly way may tell that its users leave: their videos are then
// published anew.
func TestServerRestarts(t *testing.T) {
	t.Parallel()
	o := own(t)
	name := channel(t)
	publisher, viewer := o.open(), o.open()
	publisher.publish(name, 1, false, 640, 360)
	publisher.do(sessionEvents)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	viewer.do(`() => { h.client.on("user-published", () => h.view(1)); }`)
	o.restart(time.Second)
	publisher.waitsFor("media-reconnect-end", 1, 20*time.Second)
	viewer.shows(640, 360, 20*time.Second)
	if got := strings.Join(publisher.told("media-reconnect-start"), " ") + " " + strings.Join(publisher.told("media-reconnect-end"), " "); got != "[1] [1]" {
		t.Errorf("what is published: %s", got)
	}
	want := `["CONNECTING","DISCONNECTED"] ["CONNECTED","CONNECTING"] ["RECONNECTING","CONNECTED"] ["CONNECTED","RECONNECTING"]`
	if got := strings.Join(publisher.told("connection-state-change"), " "); got != want {
		t.Errorf("states: %s", got)
	}
}

func TestTokenWillExpire(t *testing.T) {
	t.Parallel()
	o := own(t)
	name := channel(t)
	publisher, viewer := o.open(), o.open()
	publisher.do(`(server, channel, token) => h.make().join(server, channel, token, 1)`,
		o.URL, name, o.token(name, "1", 40*time.Second))
	publisher.do(sessionEvents)
	joined := time.Now()
	publisher.do(`() => h.camera(640, 360)`)
	viewer.view(name, 2, 1)
	viewer.shows(640, 360, 5*time.Second)
	publisher.waitsFor("token-privilege-will-expire", 1, 15*time.Second)
	if took := time.Since(joined); took < 7*time.Second || took > 13*time.Second {
		t.Errorf("told %v after join, want about 10 s", took)
	}
	publisher.refuses("INVALID_PARAMS", []string{`"2"`, `"1"`}, `(token) => h.client.renewToken(token)`, o.token(name, "2", time.Hour))
	publisher.refuses("INVALID_PARAMS", []string{"another", name}, `(token) => h.client.renewToken(token)`, o.token("another", "1", time.Hour))
	now := get[float64](viewer, `() => performance.now()`)
	publisher.do(`(token) => h.client.renewToken(token)`, o.token(name, "1", 45*time.Second))
	publisher.waitsFor("token-privilege-will-expire", 2, 20*time.Second)
	time.Sleep(time.Until(joined.Add(45 * time.Second))) // the first one has ended
	if longest := gap(viewer, now); longest > 1000 {
		t.Errorf("the picture stood still for %.0f ms", longest)
	}
	if states := publisher.told("connection-state-change"); len(states) != 2 {
		t.Errorf("states: %v", states)
	}
	if n := len(publisher.told("token-privilege-did-expire")); n != 0 {
		t.Error("the token is told to have ended during the call")
	}
}

// A server with other keys takes no token of before.
func TestTokenDidExpire(t *testing.T) {
	t.Parallel()
	o := own(t)
	name := channel(t)
	p := o.open()
	p.do(`(server, channel, token) => h.make().join(server, channel, token, 1)`, o.URL, name, o.token(name, "1", time.Hour))
	p.do(sessionEvents)
	o.keys.Secret = strings.Repeat("another", 5)
	o.restart(0)
	p.waitsFor("token-privilege-did-expire", 1, 30*time.Second)
	p.ends("TOKEN_EXPIRE")
	last := get[[]string](p, `() => h.events.slice(-2).map((event) => event.name)`)
	if !slices.Equal(last, []string{"connection-state-change", "token-privilege-did-expire"}) {
		t.Errorf("told at last: %q", last)
	}
	p.do(`(server, channel, token) => h.client.join(server, channel, token, 1)`, o.URL, name, o.token(name, "1", time.Hour))
}

func TestDualStreamModeAuto(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, low, high := open(t, "/script.html"), open(t, "/script.html"), open(t, "/script.html")
	publisher.join(name, 1)
	publisher.do(`() => h.client.setDualStreamMode(-1)`)
	publisher.do(`() => h.camera(640, 360)`)
	low.view(name, 2, 1)
	high.view(name, 3, 1)
	low.shows(640, 360, 5*time.Second)
	publisher.sends(sizes{"h": {640, 360}})

	low.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	t.Logf("the low stream is shown after %v", low.shows(160, 90, switchTime))
	time.Sleep(8 * time.Second) // longer than one question holds
	publisher.sends(sizes{"q": {160, 90}, "h": {640, 360}})
	low.shows(160, 90, time.Second)
	high.shows(640, 360, time.Second)

	low.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	low.shows(640, 360, switchTime)
	publisher.sends(sizes{"h": {640, 360}})
	// A viewer who goes asks no more.
	high.do(`() => h.client.setRemoteVideoStreamType(1, 1)`)
	high.shows(160, 90, switchTime)
	high.do(`() => h.client.leave()`)
	publisher.sends(sizes{"h": {640, 360}})

	publisher.do(`() => h.client.setDualStreamMode(1, { width: 320, height: 180 })`)
	publisher.sends(sizes{"q": {320, 180}, "h": {640, 360}})
	publisher.do(`() => h.client.setDualStreamMode(0)`)
	publisher.sends(sizes{"h": {640, 360}})
	if got, want := low.told("stream-type-changed"), 2; len(got) != want {
		t.Errorf("the viewer is told %v", got)
	}
}

func TestDefaultStreamType(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	publisher, viewer := open(t, "/script.html"), open(t, "/script.html")
	publisher.publish(name, 1, true, 640, 360)
	viewer.do(`(server, channel) => {
		h.make();
		return Promise.all([h.client.setRemoteDefaultVideoStreamType(1), h.client.join(server, channel, null, 2)]);
	}`, viewer.w.server, name)
	viewer.do(`() => h.view(1)`)
	viewer.shows(160, 90, 5*time.Second)
	viewer.do(`() => h.client.setRemoteVideoStreamType(1, 0)`)
	viewer.shows(640, 360, switchTime)
}

func TestHostsAndAudience(t *testing.T) {
	beside(t, ofCamera)
	name := channel(t)
	host, audience, plain := open(t, "/script.html"), open(t, "/script.html"), open(t, "/script.html")
	enter := func(p *page, uid int, role string) {
		p.do(`(server, channel, uid, role) => h.make({ mode: "live", codec: "vp8", role }).join(server, channel, null, uid)`,
			p.w.server, name, uid, role)
	}
	enter(host, 1, "host")
	enter(audience, 2, "audience")
	plain.join(name, 3)
	audience.waitsFor("user-joined", 1, 5*time.Second)
	if got := get[[]string](audience, `() => [h.client.mode, h.client.role]`); !slices.Equal(got, []string{"live", "audience"}) {
		t.Errorf("mode and role: %q", got)
	}
	audience.refuses("INVALID_OPERATION", []string{"audience"}, `() => h.camera(640, 360)`)
	host.do(`() => h.camera(640, 360)`)
	audience.do(`() => h.view(1)`)
	audience.shows(640, 360, 5*time.Second)

	host.do(sessionEvents)
	audience.do(sessionEvents)
	host.do(`() => h.video.setEnabled(false)`)
	audience.waitsFor("user-info-updated", 1, 5*time.Second)
	host.do(`async () => {
		await h.client.unpublish();
		await h.client.setClientRole("audience");
	}`)
	audience.waitsFor("user-left", 1, 5*time.Second)
	audience.do(`() => h.client.setClientRole("host", { level: 2 })`)
	host.waitsFor("user-joined", 1, 5*time.Second)

	if got := fmt.Sprint(audience.told("user-info-updated")); got != `[[1,"mute-video"]]` {
		t.Errorf("what the host did: %s", got)
	}
	want := []string{"user-joined 1", "user-published 1 video", "user-unpublished 1 video", "user-left 1 BecomeAudience"}
	if got := audience.users(); !slices.Equal(got, want) {
		t.Errorf("the audience is told %q, want %q", got, want)
	}
	if got := host.users(); !slices.Equal(got, []string{"user-joined 2"}) {
		t.Errorf("the host is told %q", got)
	}
	// In mode "rtc" everybody is there.
	if n := len(plain.told("user-joined")); n != 2 {
		t.Errorf("in mode rtc %d users are there", n)
	}
}

// Media goes by way of a TURN server only if it is told to: where that is not
// there, nothing can be published.
func TestForcedTURNServer(t *testing.T) {
	t.Parallel()
	p := open(t, "/script.html")
	p.do(`(server, channel) => {
		h.make().setTurnServer({
			turnServerURL: "127.0.0.1", username: "u", password: "p", udpport: 9, forceturn: true,
		});
		return h.client.join(server, channel, null, 1);
	}`, p.w.server, channel(t))
	p.do(`() => h.camera(640, 360).catch(() => {})`)
	policies := get[[]string](p, `() => [...h.connections].map((pc) => pc.getConfiguration().iceTransportPolicy)`)
	if len(policies) == 0 || slices.Contains(policies, "all") {
		t.Errorf("the connections' policies are %q", policies)
	}
}
