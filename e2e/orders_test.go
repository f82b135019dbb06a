package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// samplePage opens testdata/sample.html with a query that joins by itself.
func (c *call) samplePage(uid int) *page {
	c.t.Helper()
	query := url.Values{"appid": {c.w.server}, "channel": {c.room}, "token": {""}, "uid": {strconv.Itoa(uid)}}
	p := open(c.t, "/sample.html?"+query.Encode())
	p.w = c.w
	return p
}

// playing waits until the only player of a user shows moving pictures of a
// width.
func (p *page) playing(uid, width int) {
	p.t.Helper()
	p.do(`(uid, width) => h.until("user " + uid + " " + width + " wide", 20000, async () => {
		const videos = document.querySelectorAll("#remote-players [data-uid='" + uid + "'] video");
		if (videos.length !== 1 || videos[0].videoWidth !== width) return false;
		const before = videos[0].currentTime;
		await h.sleep(300);
		return videos[0].currentTime > before;
	})`, uid, width)
}

// A page in the manner of public samples: it joins by its address, plays who
// comes, switches by a click on the picture, leaves with its tracks closed
// first, and joins again with the same client and the same listeners.
func TestSamplePage(t *testing.T) {
	onStockServer(t, 2*ofCamera, func(c *call) {
		first, second := c.samplePage(1001), c.samplePage(1002)
		first.playing(1002, 640)
		second.playing(1001, 640)
		first.do(`() => h.hears()`)

		click := `(uid) => document.querySelector("#player-" + uid + " video").click()`
		second.do(click, 1001)
		second.playing(1001, 160)
		second.do(click, 1001)
		second.playing(1001, 640)

		for range 2 {
			first.do(`() => document.getElementById("leave").click()`)
			second.do(`() => h.until("the player to go", 5000, () => !document.getElementById("player-1001"))`)
			first.do(`() => h.until("the form", 5000, () => !document.getElementById("join").disabled)`)
			first.do(`() => document.getElementById("join").click()`)
			second.playing(1001, 640)
			first.playing(1002, 640)
		}
		first.do(`() => {
			for (const event of ["user-published", "user-unpublished"]) {
				const { length } = client.getListeners(event);
				if (length !== 1) throw new Error(length + " listeners of " + event);
			}
		}`)
		for _, p := range []*page{first, second} {
			p.do(`() => h.until("statistics", 3000, () => /of 100[12] [1-9]\d* bytes\n100[12] is 640 wide/.test(document.getElementById("stats").textContent))`)
			for _, m := range p.Console() {
				if text := m.String(); strings.Contains(text, "AgoraRTCError") {
					t.Errorf("on the console: %s", text)
				}
			}
		}
	})
}

// The orders in which pages set up the low stream. Each is an async function of
// the server's address and the channel.
var lowStreamOrders = map[string]string{
	"all before joining": `async (server, channel) => {
		const client = h.make();
		const nothing = await client.setLowStreamParameter(low);
		if (nothing !== undefined) throw new Error("setLowStreamParameter returns " + nothing);
		await client.enableDualStream();
		await client.join(server, channel, null, 1);
		await h.camera(640, 360);
	}`,
	"enabled first": `async (server, channel) => {
		const client = h.make();
		await client.enableDualStream();
		await client.setLowStreamParameter(low);
		await client.join(server, channel, null, 1);
		await h.camera(640, 360);
	}`,
	"between joining and publishing": `async (server, channel) => {
		const client = h.make();
		await client.join(server, channel, null, 1);
		await client.enableDualStream();
		await client.setLowStreamParameter(low);
		await h.camera(640, 360);
	}`,
	"while publishing": `async (server, channel) => {
		const client = h.make();
		await client.join(server, channel, null, 1);
		await h.camera(640, 360);
		await client.setLowStreamParameter(low);
		await client.enableDualStream();
	}`,
	"nothing awaited": `async (server, channel) => {
		const client = h.make();
		client.setLowStreamParameter(low);
		const enabled = client.enableDualStream();
		const [, video] = await Promise.all([
			client.join(server, channel, null, 1),
			AgoraRTC.createCameraVideoTrack({ encoderConfig: "360p_1" }),
		]);
		await client.publish(video);
		await enabled;
	}`,
}

func TestOrdersOfTheLowStream(t *testing.T) {
	t.Parallel()
	for name, order := range lowStreamOrders {
		t.Run(name, func(t *testing.T) {
			onStockServer(t, ofCamera, func(c *call) {
				p := c.openPage()
				p.do(`() => { window.low = { width: 240, height: 240, framerate: 10, bitrate: 100 }; }`)
				p.do(order, c.w.server, c.room)
				p.sends(sizes{"q": {240, 135}, "h": high})
			})
		})
	}
}

// The orders in which pages choose what they receive. Each is an async function
// that is called in the listener of "user-published" and subscribes there; level
// is what is received, and option what getFallbackState says.
var receivingOrders = map[string]struct {
	order  string
	level  [2]int
	option int
	// late: the high stream may come first.
	late bool
}{
	"low before subscribing": {`async (user, kind) => {
		await h.client.setRemoteVideoStreamType(user.uid, 1);
		return h.client.subscribe(user, kind);
	}`, low, 1, false},
	"low before subscribing, by text": {`async (user, kind) => {
		await h.client.setRemoteVideoStreamType(String(user.uid), 1);
		return h.client.subscribe(user, kind);
	}`, low, 1, false},
	"low before subscribing, by a 3.x stream": {`async (user, kind) => {
		const remoteStream = { getId: () => user.uid };
		await h.client.setRemoteVideoStreamType(remoteStream, 1);
		return h.client.subscribe(user, kind);
	}`, low, 1, false},
	"low while subscribing": {`async (user, kind) => {
		const subscribed = h.client.subscribe(user, kind);
		h.client.setRemoteVideoStreamType(user.uid, 1);
		return subscribed;
	}`, low, 1, true},
	"option before subscribing": {`async (user, kind) => {
		await h.client.setStreamFallbackOption(user.uid, 2);
		return h.client.subscribe(user, kind);
	}`, high, 2, false},
	"option after subscribing": {`async (user, kind) => {
		const track = await h.client.subscribe(user, kind);
		await h.client.setStreamFallbackOption(user.uid, 0);
		return track;
	}`, high, 0, false},
	"option before subscribing, not awaited": {`async (user, kind) => {
		h.client.setStreamFallbackOption(user.uid, 2);
		return h.client.subscribe(user, kind);
	}`, high, 2, false},
	"both for everybody at once": {`async (user, kind) => {
		await Promise.all(h.client.remoteUsers.map(({ uid }) => Promise.all([
			h.client.setRemoteVideoStreamType(uid, 1),
			h.client.setStreamFallbackOption(uid, 2),
		])));
		return h.client.subscribe(user, kind);
	}`, low, 2, false},
}

func TestOrdersOfReceiving(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 2)
		for name, want := range receivingOrders {
			t.Run(name, func(t *testing.T) {
				p := (&call{t: t, w: c.w, room: c.room}).openPage()
				p.do(`async (server, room) => {
					h.make().on("user-published", async (user, kind) => {
						const track = await (`+want.order+`)(user, kind);
						if (kind === "audio") return track.play();
						if (user.uid !== 9001) return;
						h.track = track;
						h.play();
					});
					await h.client.join(server, room, null);
				}`, c.w.server, c.room)
				p.shows(want.level[0], want.level[1], 10*time.Second)
				p.do(`(option) => h.until("option " + option, 2000, () => h.client.getFallbackState(9001)?.option === option)`, want.option)
				p.do(`() => h.hears()`)
				if events := p.told("stream-type-changed"); len(events) != 0 && !want.late {
					t.Errorf("stream-type-changed: %v", events)
				}
				p.do(`() => h.client.leave()`)
			})
		}
	})
}

// Statistics that are read all the time, from the moment when subscribe is
// called, without a look whether they are there.
func TestStatisticsReadUnguarded(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 2)
		p := c.openPage()
		p.do(`async (server, room) => {
			const users = new Set();
			h.read = 0;
			const read = () => {
				for (const uid of users) {
					h.client.getRemoteAudioStats()[uid].receiveBytes.toFixed();
					h.client.getRemoteVideoStats()[uid].receiveBytes.toFixed();
				}
				for (const uid in h.client.getRemoteVideoStats()) {
					if (!users.has(Number(uid))) throw new Error("statistics of " + uid);
					h.read++;
				}
				h.client.getRTCStats().OutgoingAvailableBandwidth.toFixed(3);
			};
			h.make().on("user-published", async (user, kind) => {
				const subscribed = h.client.subscribe(user, kind);
				users.add(user.uid);
				read();
				(await subscribed).play("player");
			});
			h.client.on("user-unpublished", (user) => users.delete(user.uid));
			h.reading = setInterval(read, 10);
			await h.client.join(server, room, null, 2);
			await h.until("both users", 5000, () => users.size === 2);
		}`, c.w.server, c.room)
		time.Sleep(3 * time.Second)
		p.do(`async () => {
			await h.until("a hundred readings", 10000, () => h.read > 100);
			clearInterval(h.reading);
		}`)
		p.do(`() => h.client.leave()`)
	})
}

// The orders in which pages leave, with tracks that are closed while they are
// published.
var leavingOrders = map[string]string{
	"closed, dual stream off": `async () => {
		for (const track of h.tracks) {
			track.stop();
			track.close();
		}
		await h.client.disableDualStream();
		await h.client.leave();
	}`,
	"closed, unpublished, dual stream off": `async () => {
		for (const track of h.tracks) track.close();
		await h.client.unpublish(h.tracks);
		await h.client.disableDualStream();
		await h.client.leave();
	}`,
	"dual stream off, unpublished, closed": `async () => {
		await h.client.disableDualStream();
		await h.client.unpublish();
		for (const track of h.tracks) track.close();
		await h.client.leave();
	}`,
	"left, then closed": `async () => {
		await h.client.leave();
		for (const track of h.tracks) track.close();
		await h.client.disableDualStream();
	}`,
	"nothing awaited": `async () => {
		for (const track of h.tracks) track.close();
		h.client.unpublish();
		h.client.disableDualStream();
		await h.client.leave();
	}`,
}

func TestOrdersOfLeaving(t *testing.T) {
	t.Parallel()
	for name, order := range leavingOrders {
		t.Run(name, func(t *testing.T) {
			onStockServer(t, ofCamera, func(c *call) {
				p := c.openPage()
				p.do(`() => { h.make(); }`)
				enter := `async (server, channel) => {
					await h.client.enableDualStream();
					[, ...h.tracks] = await Promise.all([
						h.client.join(server, channel, null, 1),
						AgoraRTC.createMicrophoneAudioTrack(),
						AgoraRTC.createCameraVideoTrack({ encoderConfig: "360p_1" }),
					]);
					await h.client.publish(h.tracks);
				}`
				for range 2 {
					p.do(enter, c.w.server, c.room)
					p.sends(sizes{"q": low, "h": high})
					p.do(order)
					left := get[[]any](p, `() => [h.client.connectionState, h.client.localTracks.length, h.client.remoteUsers.length,
						h.tracks.map((track) => track.getMediaStreamTrack().readyState).join()]`)
					if left[0] != "DISCONNECTED" || left[1] != 0.0 || left[2] != 0.0 || left[3] != "ended,ended" {
						t.Errorf("after leaving: %v", left)
					}
				}
			})
		})
	}
}
