package e2e

import (
	"math"
	"slices"
	"testing"
	"time"
)

// The documented numbers of each kind of statistics.
var (
	rtcStats = []string{
		"Duration", "RecvBitrate", "RecvBytes", "SendBitrate", "SendBytes", "UserCount", "RTT", "OutgoingAvailableBandwidth",
	}
	localStats = []string{
		"sendBitrate", "sendBytes", "sendPackets", "sendPacketsLost", "sendJitterMs", "sendRttMs", "currentPacketLossRate",
	}
	localAudioStats = slices.Concat(localStats, []string{"sendVolumeLevel"})
	localVideoStats = slices.Concat(localStats, []string{
		"sendFrameRate", "captureFrameRate",
		"sendResolutionWidth", "sendResolutionHeight", "captureResolutionWidth", "captureResolutionHeight",
		"encodeDelay", "targetSendBitrate", "totalDuration", "totalFreezeTime",
	})
	remoteStats = []string{
		"transportDelay", "end2EndDelay", "receiveBitrate", "receiveBytes", "receiveDelay", "receivePackets",
		"receivePacketsLost", "packetLossRate", "currentPacketLossRate", "totalDuration", "totalFreezeTime", "freezeRate",
		"publishDuration",
	}
	remoteAudioStats = slices.Concat(remoteStats, []string{"receiveLevel", "receivePacketsDiscarded"})
	remoteVideoStats = slices.Concat(remoteStats, []string{
		"receiveFrameRate", "decodeFrameRate", "renderFrameRate", "receiveResolutionWidth", "receiveResolutionHeight",
	})
)

// numbers are statistics by name, those that are no number left out.
type numbers map[string]float64

// statistics calls a method, checks that it gives the documented numbers and no
// others, and returns them. codec is what codecType must be, by bars where it may
// be more than one thing, and nothing where it must be absent.
func statistics(p *page, call string, names []string, codec string) numbers {
	p.t.Helper()
	got := get[map[string]any](p, `() => `+call)
	found := numbers{}
	for _, name := range names {
		value, ok := got[name].(float64)
		if !ok {
			p.t.Errorf("%s: %s is %v, want a number", call, name, got[name])
		}
		found[name] = value
	}
	for name := range got {
		if name != "codecType" && !slices.Contains(names, name) {
			p.t.Errorf("%s has a member %s", call, name)
		}
	}
	if got, _ := got["codecType"].(string); got != codec {
		p.t.Errorf("%s: codecType is %q, want %q", call, got, codec)
	}
	return found
}

// ranges are what numbers may be, from and to.
type ranges map[string][2]float64

// measures waits until a method gives such numbers: they are of one second, and
// a second may be an odd one.
func measures(p *page, call string, names []string, codec string, want ranges) numbers {
	p.t.Helper()
	var n numbers
	for range 6 {
		n = statistics(p, call, names, codec)
		if len(want.misses(n)) == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	p.t.Logf("%s: %v", call, n)
	for _, name := range want.misses(n) {
		p.t.Errorf("%s: %s is %v, want %v to %v", call, name, n[name], want[name][0], want[name][1])
	}
	return n
}

// misses are the names of the numbers that are out of range.
func (want ranges) misses(n numbers) (names []string) {
	for name, bounds := range want {
		if value := n[name]; !(value >= bounds[0] && value <= bounds[1]) {
			names = append(names, name)
		}
	}
	return names
}

// around is a range of a factor around a value.
func around(value, factor float64) [2]float64 { return [2]float64{value / factor, value * factor} }

var (
	zero     = [2]float64{0, 0}
	fraction = [2]float64{0, 0.05}
	positive = [2]float64{1, math.Inf(1)}
)

// The statistics of a call on a good network, with 25 ms each way.
func TestStatistics(t *testing.T) {
	onStockServer(t, ofCamera, func(c *call) {
		publisher := c.camera(1, true)
		v := c.viewer(2)
		v.receive(1)
		time.Sleep(6 * time.Second)

		before := v.counters(1)
		time.Sleep(3 * time.Second)
		after := v.counters(1)
		seconds := (after.Video.Timestamp - before.Video.Timestamp) / 1000
		videoBits := (after.Video.BytesReceived - before.Video.BytesReceived) * 8 / seconds
		audioBits := (after.Audio.BytesReceived - before.Audio.BytesReceived) * 8 / seconds
		fps := (after.Video.FramesDecoded - before.Video.FramesDecoded) / seconds

		measures(v.page, `h.client.getRemoteVideoStats()[1]`, remoteVideoStats, "VP8", ranges{
			"receiveBitrate": around(videoBits, 1.6), "receiveBytes": around(after.Video.BytesReceived, 1.6),
			"receivePackets": around(after.Video.PacketsReceived, 1.6), "packetLossRate": fraction,
			"receiveResolutionWidth": {after.Video.FrameWidth, after.Video.FrameWidth}, "receiveResolutionHeight": {after.Video.FrameHeight, after.Video.FrameHeight},
			"receiveFrameRate": around(fps, 1.5), "decodeFrameRate": around(fps, 1.5), "renderFrameRate": around(fps, 1.5),
			"transportDelay": {15, 150}, "end2EndDelay": {20, 800}, "totalDuration": {8, 40}, "freezeRate": {0, 0.3},
			"currentPacketLossRate": fraction, "publishDuration": {8_000, 40_000},
		})
		measures(v.page, `h.client.getRemoteAudioStats()[1]`, remoteAudioStats, "opus", ranges{
			"receiveBitrate": around(audioBits, 1.6), "receiveBytes": around(after.Audio.BytesReceived, 1.6),
			"receivePackets": around(after.Audio.PacketsReceived, 1.6), "packetLossRate": fraction, "receiveLevel": {1, 32767},
			"transportDelay": {15, 150}, "receiveDelay": {5, 500}, "totalDuration": {8, 40}, "freezeRate": fraction,
			"currentPacketLossRate": fraction, "receivePacketsDiscarded": {0, 20}, "publishDuration": {8_000, 40_000},
		})
		// High and low together.
		sent := publisher.sent(2 * time.Second)
		local := measures(publisher, `h.client.getLocalVideoStats()`, localVideoStats, "VP8", ranges{
			"sendBitrate": around(sent["h"].Kbps*1000, 1.6), "sendFrameRate": around(sent["h"].FPS, 1.5), "captureFrameRate": {10, 32},
			"sendResolutionWidth": {float64(sent["h"].Width), float64(sent["h"].Width)}, "captureResolutionWidth": {640, 640}, "captureResolutionHeight": {360, 360},
			"encodeDelay": {0.01, 60}, "targetSendBitrate": {100_000, 800_000}, "sendPackets": positive, "totalDuration": {8, 60},
			"sendJitterMs": {0, 100}, "sendRttMs": {0.1, 200}, "currentPacketLossRate": fraction,
		})
		voice := measures(publisher, `h.client.getLocalAudioStats()`, localAudioStats, "opus", ranges{
			"sendBitrate": {15_000, 80_000}, "sendVolumeLevel": {1, 32767}, "sendPackets": positive, "sendPacketsLost": {0, 20},
			"sendJitterMs": {0, 100}, "sendRttMs": {0.1, 200}, "currentPacketLossRate": fraction,
		})
		all := (sent["h"].Kbps + sent["q"].Kbps) * 1000
		measures(publisher, `h.client.getRTCStats()`, rtcStats, "", ranges{
			"SendBitrate": around(all+voice["sendBitrate"], 1.6), "SendBytes": {local["sendBytes"], math.Inf(1)}, "RecvBitrate": zero,
			"UserCount": {2, 2}, "RTT": {0, 60}, "OutgoingAvailableBandwidth": {100, 1e6}, "Duration": {8, 60},
		})
		after = v.counters(1)
		measures(v.page, `h.client.getRTCStats()`, rtcStats, "", ranges{
			"RecvBitrate": around(videoBits+audioBits, 1.6), "RecvBytes": around(after.Video.BytesReceived+after.Audio.BytesReceived, 1.6),
			"SendBitrate": zero, "SendBytes": zero, "UserCount": {2, 2}, "RTT": {40, 120}, "Duration": {8, 60},
		})
		statistics(v.page, `h.client.getLocalVideoStats()`, localVideoStats, "")
		statistics(v.page, `h.client.getLocalAudioStats()`, localAudioStats, "")

		v.do(`async () => {
			const before = h.client.getRTCStats();
			await h.until("Duration to grow", 5000, () => h.client.getRTCStats().Duration >= before.Duration + 2);
			for (const value of Object.values(h.client.getRTCStats())) value.toFixed(3);
			if (!Number.isInteger(before.Duration)) throw new Error("Duration is " + before.Duration);
			if (h.client.getRTCStats() === h.client.getRTCStats()) throw new Error("the same object twice");
		}`)
		v.do(`async () => {
			await h.client.leave();
			const { RecvBytes, Duration } = h.client.getRTCStats();
			if (RecvBytes !== 0 || Duration !== 0 || Object.keys(h.client.getRemoteVideoStats()).length) throw new Error("statistics outlast leave");
		}`)
	})
}

// The statistics of remote users have an entry from the moment subscribe is
// called, in both maps, and none for those of whom nothing is subscribed.
func TestStatisticsOfASubscription(t *testing.T) {
	onStockServer(t, ofBots, func(c *call) {
		c.bots(9001, 2)
		v := c.viewer(2)
		v.do(`async () => {
			await h.user(9002);
			const subscribed = h.client.subscribe(await h.user(9001, "audio"), "audio");
			const audio = h.client.getRemoteAudioStats();
			const video = h.client.getRemoteVideoStats();
			await subscribed;
			for (const entries of [audio, video]) {
				if (Object.keys(entries).join() !== "9001") throw new Error("entries of " + Object.keys(entries));
				const { receiveBytes, receivePackets, publishDuration, totalDuration } = entries[9001];
				if ([receiveBytes, receivePackets, totalDuration].some((n) => n !== 0) || (entries === audio && publishDuration < 0))
					throw new Error("at first " + JSON.stringify(entries[9001]));
			}
			await h.until("bytes", 5000, () => h.client.getRemoteAudioStats()[9001].receiveBytes > 0);
			const names = [];
			for (const uid in h.client.getRemoteVideoStats()) names.push(uid);
			if (names.join() !== "9001") throw new Error("entries of " + names);
		}`)
		measures(v.page, `h.client.getRemoteVideoStats()[9001]`, remoteVideoStats, "", ranges{
			"receiveBytes": zero, "receiveBitrate": zero, "receiveResolutionWidth": zero,
		})
		v.do(`async () => {
			await h.client.unsubscribe(h.client.remoteUsers.find((user) => user.uid === 9001));
			await h.until("no entries", 3000, () => Object.keys(h.client.getRemoteAudioStats()).length === 0);
		}`)
	})
}
