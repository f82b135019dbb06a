package e2e

import (
	"testing"
	"time"
)

func TestFallbackBadArguments(t *testing.T) {
	p := open(t, "/script.html")
	p.do(`() => { h.make(); }`)
	p.refuses("WS_ABORT", []string{"setStreamFallbackOption"}, `() => h.client.setStreamFallbackOption(1, 2)`)
	p.join(channel(t), 1)
	for _, bad := range []string{`3`, `-1`, `"2"`, `1.5`, `NaN`, `null`, `undefined`, `{}`} {
		p.refuses("INVALID_PARAMS", []string{"fallbackType", bad}, `() => h.client.setStreamFallbackOption(1, `+bad+`)`)
	}
	for _, bad := range []string{`2`, `-1`, `"high"`} {
		p.refuses("INVALID_PARAMS", []string{bad}, `() => h.client.setRemoteVideoStreamType(1, `+bad+`)`)
	}
	for _, bad := range []string{`null`, `undefined`, `-1`, `1.5`, `NaN`, `{}`, `""`} {
		p.refuses("INVALID_PARAMS", []string{"uid"}, `() => h.client.setStreamFallbackOption(`+bad+`, 1)`)
		p.refuses("INVALID_PARAMS", []string{"uid"}, `() => h.client.getFallbackState(`+bad+`)`)
	}
	// A user who never comes.
	p.do(`async () => {
		if (h.client.getFallbackState(77) !== undefined) throw new Error("a user is known who was never heard of");
		await h.client.setStreamFallbackOption(77, 2);
		await h.client.setStreamFallbackOption("77", 0);
		await h.client.setRemoteVideoStreamType(77, 1);
		await h.until("it is kept", 2000, () => {
			const state = h.client.getFallbackState("77");
			return state?.option === 0 && state.streamType === 1;
		});
	}`)
	p.do(`async () => {
		await h.client.leave();
		if (h.client.getFallbackState(77) !== undefined) throw new Error("it outlasts leave");
	}`)
	p.refuses("WS_ABORT", []string{"setStreamFallbackOption"}, `() => h.client.setStreamFallbackOption(77, 1)`)
}

// What was said about a user before he came holds when he comes.
func TestFallbackOptionBeforeTheUser(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		v := c.viewer(2)
		v.setOption(9001, 0)
		c.bots(9001, 1)
		v.receive(9001)
		got := v.states(9001, 0)
		if last := got[len(got)-1]; last.Option != 0 || last.Level != "high" || last.Phase != "normal" {
			c.t.Errorf("the state is %+v, want option 0 at high", last)
		}
		// A change of the option only.
		v.setOption(9001, 2)
		await[bool](v, "option 2", 2*time.Second, `() => h.client.getFallbackState(9001).option === 2`)
		v.quiet(9001, 0, "high")
	})
}

// brokenStatistics are getStats as they must not be, by name.
var brokenStatistics = map[string]string{
	"stuck":    `() => new Promise(() => {})`,
	"rejected": `() => Promise.reject(new DOMException("no statistics", "InvalidStateError"))`,
	"empty":    `async () => new Map()`,
	// Streams of which nothing is told.
	"bare": `async function () {
		const bare = [...(await original.call(this)).values()].map(({ id, type, kind, mid, timestamp, trackIdentifier }) =>
			[id, { id, type, kind, mid, timestamp, trackIdentifier }]);
		return new Map(bare);
	}`,
	// Numbers that are none.
	"NaN": `async function () {
		const spoilt = [...(await original.call(this)).values()].map((entry) => [entry.id, Object.fromEntries(
			Object.entries(entry).map(([key, value]) => [key, typeof value === "number" && key !== "timestamp" ? NaN : value]))]);
		return new Map(spoilt);
	}`,
}

// Where the browser's statistics are missing nothing is decided, and the state
// says so. When they come again it goes on.
func TestFallbackWithoutStatistics(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 1)
		v := c.viewer(2)
		v.setOption(9001, 2)
		v.receive(9001)
		begin := v.now()
		for name, broken := range brokenStatistics {
			v.do(`() => {
				const original = RTCPeerConnection.prototype.getStats;
				h.mend = () => { RTCPeerConnection.prototype.getStats = original; };
				RTCPeerConnection.prototype.getStats = ` + broken + `;
			}`)
			await[bool](v, "the phase unknown with statistics "+name, 5*time.Second, `() => h.client.getFallbackState(9001).phase === "unknown"`)
			weak := v.squeeze(audioKbps)
			weak.hold(5 * time.Second)
			v.quiet(9001, begin, "high")
			weak.release()
			// The drop is over before anything is known again.
			time.Sleep(time.Second)
			mended := v.now()
			v.do(`() => h.mend()`)
			// A reading that is stuck is given up after 10 s.
			await[bool](v, "the phase normal after statistics "+name, 20*time.Second, `() => h.client.getFallbackState(9001).phase === "normal"`)
			v.sees(9001, high, mended, 10*time.Second)
			v.do(`() => {
				const { client } = h;
				for (const stats of [client.getRTCStats(), ...Object.values(client.getRemoteVideoStats()), ...Object.values(client.getRemoteAudioStats())])
					for (const [name, value] of Object.entries(stats))
						if (name !== "codecType" && !Number.isFinite(value)) throw new Error(name + " is " + value);
			}`)
		}
		v.quiet(9001, begin, "high")
	})
}
