package e2e

import (
	"context"
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// waitsForAGesture starts a browser that plays no sound before a gesture of its
// user.
func waitsForAGesture(t *testing.T) *browser.Browser {
	t.Helper()
	b, err := browser.Start(context.Background(), browser.Options{
		Flags: map[string]string{"autoplay-policy": "document-user-activation-required"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// refusals has the page count what it is told of refused playback.
const refusals = `() => {
	h.refused = { event: 0, hook: 0, older: 0 };
	AgoraRTC.on("autoplay-failed", () => h.refused.event++);
	AgoraRTC.onAutoplayFailed = () => h.refused.hook++;
	AgoraRTC.onAudioAutoplayFailed = () => h.refused.older++;
}`

// refused checks how often it was told so far, which is the same in all ways.
func (p *page) refused(want int) {
	p.t.Helper()
	told := get[map[string]int](p, `() => h.refused`)
	for name, got := range told {
		if got != want {
			p.t.Errorf("refused playback was told %d times by the %s, want %d", got, name, want)
		}
	}
}

// click is a gesture of the page's user.
func (p *page) click() {
	p.t.Helper()
	if err := p.Click(5, 5); err != nil {
		p.t.Fatal(err)
	}
}

// Where the browser plays no sound before a gesture of the user, the page is
// told, and the sound is played from the gesture on.
func TestAutoplayFails(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		c.bots(9001, 1)
		p := openIn(t, waitsForAGesture(t), c.w.site.URL+"/script.html")
		p.w = c.w
		p.do(heard)
		p.do(refusals)
		p.join(c.room, 2)
		p.do(`async () => {
			h.audio = await h.client.subscribe(await h.user(9001, "audio"), "audio");
			h.audio.play();
			await h.until("a refusal", 5000, () => h.refused.event === 1);
			await h.sleep(1000);
			if (h.audible()) throw new Error("it plays before a gesture");
		}`)
		p.refused(1)
		p.click()
		p.do(`() => h.player()`)
		time.Sleep(time.Second)
		p.refused(1)
	})
}
