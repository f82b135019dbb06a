package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// agora-rtc-react as it is published, given this SDK's client and tracks: two
// users see and hear each other by its hooks and components, one by RemoteUser
// and the other by the tracks.
func TestAgoraRTCReact(t *testing.T) {
	path := bundle(t, "react", "react", "")
	onStockServer(t, 2*ofCamera, func(c *call) {
		enter := func(uid int, how string) *page {
			query := url.Values{"appid": {c.w.server}, "channel": {c.room}, "uid": {strconv.Itoa(uid)}}
			p := open(t, path+"?"+query.Encode()+how)
			p.w = c.w
			return p
		}
		const (
			clicks = `(id) => document.getElementById(id).click()`
			says   = `(id, ...texts) => h.until(id + " to be " + texts, 10000, () => texts.includes(document.getElementById(id).textContent))`
			counts = `(id) => h.until(id + " above 0", 10000, () => Number(document.getElementById(id).textContent) > 0)`
			none   = `(of) => h.until("no picture in " + of, 5000, () => !document.querySelector(of + " video"))`
			moves  = `(of) => h.until("moving pictures in " + of, 20000, async () => {
				const video = document.querySelector(of + " video");
				if (!video?.videoWidth) return false;
				const before = video.currentTime;
				await h.sleep(300);
				return video.currentTime > before;
			})`
			silence = `async () => {
				const heard = async () => (await h.reports("inbound-rtp", "audio")).reduce((sum, report) => sum + report.packetsReceived, 0);
				await h.until("no sound", 5000, async () => {
					const before = await heard();
					await h.sleep(500);
					return (await heard()) === before;
				});
			}`
		)
		first, second := enter(1, ""), enter(2, "&tracks")
		of := map[*page]string{first: "[data-uid='2']", second: "[data-uid='1']"}
		for _, p := range []*page{first, second} {
			p.do(moves, "#me")
			p.do(moves, of[p])
			p.do(`() => h.hears()`)
			p.do(counts, "volume")
			p.do(counts, "quality")
			p.do(says, "state", "CONNECTED")
			p.do(says, "connected", "true")
		}
		first.do(says, "uid", "1")
		second.do(says, "uid", "2")

		for p, other := range map[*page]*page{first: second, second: first} {
			p.do(clicks, "camera")
			p.do(none, "#me")
			other.do(none, of[other])
			other.do(`() => h.hears()`)
			p.do(clicks, "camera")
			p.do(moves, "#me")
			other.do(moves, of[other])

			p.do(clicks, "microphone")
			other.do(`() => h.until("no audio", 5000, () => client.remoteUsers[0].hasAudio === false)`)
			p.do(clicks, "microphone")
			other.do(`() => h.until("audio", 5000, () => client.remoteUsers[0].hasAudio === true)`)
			other.do(`() => h.hears()`)
		}

		second.do(clicks, "listen")
		second.do(none, of[second])
		second.do(silence)
		second.do(clicks, "listen")
		second.do(moves, of[second])
		second.do(`() => h.hears()`)

		second.do(clicks, "call")
		first.do(`() => h.until("nobody", 5000, () => !document.querySelector("[data-uid]"))`)
		first.do(says, "left", "1")
		second.do(`() => h.until("to have left", 5000, () => client.connectionState === "DISCONNECTED" &&
			client.localTracks.length === 0 && !document.querySelector("video"))`)
		second.do(clicks, "call")
		for _, p := range []*page{first, second} {
			p.do(moves, of[p])
			p.do(`() => h.hears()`)
			p.do(says, "error", "")
			for _, m := range p.Console() {
				if text := m.String(); strings.Contains(text, "AgoraRTCError") {
					t.Errorf("on the console: %s", text)
				}
			}
		}
	})
}
