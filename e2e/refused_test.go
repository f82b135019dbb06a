package e2e

import (
	"testing"
	"time"

	"dualstream/e2e/browser"
)

// withoutOverride is a server that refuses a page its own choice of streams.
const withoutOverride = browser.RefuseChoice

// A server that goes on choosing streams by itself: the voice is kept and the
// video comes back all the same, and the events tell what is seen.
func TestServerThatChoosesByItself(t *testing.T) {
	onStockServer(t, ofBots, choosesByItself)
}

func choosesByItself(c *call) {
	t := c.t
	c.bots(9001, 1)
	p := c.openPage()
	p.do(withoutOverride)
	v := c.viewerOn(p, 2)
	v.do(`(uid) => h.receive(uid)`, 9001)
	v.setOption(9001, 2)
	time.Sleep(5 * time.Second)
	if get[int](p, browser.RefusedChoices) == 0 {
		t.Fatal("the server was asked for nothing that it could refuse")
	}

	weak := v.squeeze(audioKbps)
	fell := v.tells(9001, streamFallback, "fallback", weak.from, 2*audioWithin)
	t.Logf("fallback told after %.2f s", (fell.At-weak.from)/1000)
	weak.hold(10 * time.Second)
	v.keepsVideo(9001)
	good := weak.release()
	back := v.tells(9001, streamFallback, "recover", good, 2*recoveredWithin)
	atMost(t, "recover told", back.At-good, recoveredWithin)

	await[bool](v, "the picture that was told last", 20*time.Second, `(uid) => {
		const told = h.changes(uid, 0).filter((each) => each.name === "stream-type-changed").at(-1);
		const size = told?.what === "1" ? [160, 90] : [640, 360];
		return h.isOf(h.seen.get(uid).frames.at(-1), ...size);
	}`, 9001)
	if state := get[string](p, `() => h.client.connectionState`); state != "CONNECTED" {
		t.Errorf("the client is %s", state)
	}
}
