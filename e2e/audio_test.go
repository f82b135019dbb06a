package e2e

import (
	"testing"
)

// tones makes h.tone(hz), a custom audio track of one tone, and h.hears(hz...),
// which waits until the subscribed audio has these tones of all that the tests
// make, and no others.
const tones = `() => {
	const all = [500, 1000, 1500, 2000];
	const context = new AudioContext();
	h.samples = (hz, seconds) => {
		const buffer = context.createBuffer(1, seconds * context.sampleRate, context.sampleRate);
		const samples = buffer.getChannelData(0);
		for (let i = 0; i < samples.length; i++) samples[i] = 0.3 * Math.sin(2 * Math.PI * hz * i / context.sampleRate);
		return buffer;
	};
	h.tone = (hz) => {
		const source = new AudioBufferSourceNode(context, { buffer: h.samples(hz, 1), loop: true });
		const sound = context.createMediaStreamDestination();
		source.connect(sound);
		source.start();
		return AgoraRTC.createCustomAudioTrack({ mediaStreamTrack: sound.stream.getAudioTracks()[0] });
	};
	/** How loud each of the tones is in a track, in dB. */
	h.volumes = (() => {
		const analysers = new Map();
		return (media) => {
			if (!analysers.has(media)) {
				const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
				context.createMediaStreamSource(new MediaStream([media])).connect(analyser);
				analysers.set(media, analyser);
			}
			const analyser = analysers.get(media);
			const found = new Float32Array(analyser.frequencyBinCount);
			analyser.getFloatFrequencyData(found);
			return all.map((hz) => Math.max(...[-1, 0, 1].map((off) => found[Math.round(hz * analyser.fftSize / context.sampleRate) + off])));
		};
	})();
	h.sounds = async (...wanted) => {
		let volumes;
		try {
			await h.until("", 10000, () => {
				volumes = h.volumes(h.audio.getMediaStreamTrack());
				return all.every((hz, i) => wanted.includes(hz) ? volumes[i] > -45 : volumes[i] < -60);
			});
		} catch {
			throw new Error("the tones of " + all + " Hz are at " + volumes.map(Math.round) + " dB, want " + wanted);
		}
		return volumes;
	};
}`

// listening is a publisher, who has joined, and one who listens.
func (c *call) listening() (publisher, listener *page) {
	c.t.Helper()
	publisher, listener = c.openPage(), c.openPage()
	for i, p := range []*page{publisher, listener} {
		p.do(tones)
		p.join(c.room, i+1)
	}
	return publisher, listener
}

// hear subscribes to the audio of user 1 and plays it.
func (p *page) hear() {
	p.t.Helper()
	p.do(`async () => {
		h.audio = await h.client.subscribe(await h.user(1, "audio"), "audio");
		h.audio.play();
	}`)
}

// Tracks that are published together are heard together: a microphone's place,
// samples of the page and a custom track; each can be unpublished, disabled,
// muted, closed and made louder by itself.
func TestMixedAudio(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		publisher, listener := c.listening()
		publisher.do(`async () => {
			h.one = h.tone(500);
			h.two = await AgoraRTC.createBufferSourceAudioTrack({ source: h.samples(1000, 1) });
			h.two.startProcessAudioBuffer({ loop: true });
			h.three = h.tone(2000);
			await h.client.publish([h.one, h.two]);
		}`)
		listener.hear()
		listener.do(`() => h.sounds(500, 1000)`)
		publisher.do(`() => h.client.publish(h.three)`)
		listener.do(`() => h.sounds(500, 1000, 2000)`)
		publisher.do(`() => h.client.unpublish(h.one)`)
		listener.do(`() => h.sounds(1000, 2000)`)
		publisher.do(`() => h.three.setEnabled(false)`)
		listener.do(`() => h.sounds(1000)`)
		publisher.do(`() => h.three.setEnabled(true).then(() => h.two.setMuted(true))`)
		listener.do(`() => h.sounds(2000)`)
		publisher.do(`() => h.two.setMuted(false)`)
		before := get[[]float64](listener, `() => h.sounds(1000, 2000)`)
		publisher.do(`() => h.two.setVolume(300)`)
		listener.do(`(was) => h.until("a louder tone", 5000, () => {
			const now = h.volumes(h.audio.getMediaStreamTrack());
			return now[1] > was[1] + 5 && Math.abs(now[3] - was[3]) < 4;
		})`, before)
		publisher.do(`() => h.two.setVolume(0)`)
		listener.do(`() => h.sounds(2000)`)
		publisher.do(`() => { h.two.setVolume(100); h.three.close(); }`)
		listener.do(`() => h.sounds(1000)`)
		if told := listener.told("user-unpublished"); len(told) != 0 {
			t.Errorf("user-unpublished: %v", told)
		}
		publisher.do(`() => h.client.unpublish(h.two)`)
		listener.do(`() => h.until("user-unpublished", 5000, () => h.told("user-unpublished").length === 1)`)
		publisher.do(`() => h.client.publish([h.two, h.one])`)
		listener.do(`() => h.until("user-published", 5000, () => h.told("user-published").length === 2)`)
		listener.hear()
		listener.do(`() => h.sounds(500, 1000)`)
	})
}

// A track of samples and one of a file are played, paused, sought and stopped,
// and say so.
func TestBufferSourceAudioTrack(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		publisher, listener := c.listening()
		publisher.do(`async () => {
			h.track = await AgoraRTC.createBufferSourceAudioTrack({ source: h.samples(1500, 30) });
			h.states = [];
			h.track.on("source-state-change", (state) => h.states.push(state));
			if (Math.abs(h.track.duration - 30) > 0.1 || h.track.currentState !== "stopped") throw new Error(h.track.duration + h.track.currentState);
			await h.client.publish(h.track);
			h.track.startProcessAudioBuffer();
		}`)
		listener.hear()
		listener.do(`() => h.sounds(1500)`)
		publisher.do(`() => h.track.pauseProcessAudioBuffer()`)
		listener.do(`() => h.sounds()`)
		publisher.do(`() => { h.at = h.track.getCurrentTime(); h.track.resumeProcessAudioBuffer(); }`)
		listener.do(`() => h.sounds(1500)`)
		publisher.do(`async () => {
			if (!(h.at > 0.1 && h.at < 25)) throw new Error("paused at " + h.at);
			h.track.seekAudioBuffer(29);
			await h.until("its end", 5000, () => h.track.currentState === "stopped");
			h.track.startProcessAudioBuffer({ startPlayTime: 10, cycle: 2 });
			await h.until("10.5 s", 5000, () => h.track.getCurrentTime() > 10.5);
			h.track.stopProcessAudioBuffer();
			const states = h.states.join();
			if (states !== "playing,paused,playing,stopped,playing,stopped") throw new Error(states);
		}`)
		listener.do(`() => h.sounds()`)

		// A file, as from an input of the page, and by its address.
		publisher.do(`async () => {
			const wav = (hz) => {
				const rate = 16000, data = new DataView(new ArrayBuffer(44 + 2 * rate));
				const text = (at, s) => [...s].forEach((c, i) => data.setUint8(at + i, c.charCodeAt(0)));
				text(0, "RIFF"); data.setUint32(4, 36 + 2 * rate, true); text(8, "WAVEfmt "); data.setUint32(16, 16, true);
				data.setUint16(20, 1, true); data.setUint16(22, 1, true); data.setUint32(24, rate, true);
				data.setUint32(28, 2 * rate, true); data.setUint16(32, 2, true); data.setUint16(34, 16, true);
				text(36, "data"); data.setUint32(40, 2 * rate, true);
				for (let i = 0; i < rate; i++) data.setInt16(44 + 2 * i, 9000 * Math.sin(2 * Math.PI * hz * i / rate), true);
				return new Blob([data], { type: "audio/wav" });
			};
			await h.client.unpublish();
			const file = await AgoraRTC.createBufferSourceAudioTrack({ source: new File([wav(500)], "tone.wav") });
			const address = await AgoraRTC.createBufferSourceAudioTrack({ source: URL.createObjectURL(wav(2000)) });
			for (const track of [file, address]) track.startProcessAudioBuffer({ loop: true });
			await h.client.publish([file, address]);
		}`)
		listener.do(`() => h.until("user-published", 5000, () => h.told("user-published").length === 2)`)
		listener.hear()
		listener.do(`() => h.sounds(500, 2000)`)
		publisher.refuses("FETCH_AUDIO_FILE_FAILED", []string{"none.mp3"}, `() => AgoraRTC.createBufferSourceAudioTrack({ source: "none.mp3" })`)
		publisher.refuses("DECODE_AUDIO_FILE_FAILED", []string{"note.mp3"}, `() =>
			AgoraRTC.createBufferSourceAudioTrack({ source: new File(["no sound"], "note.mp3") })`)
	})
}

// How loud tracks are is told at both ends, as levels, as frames of samples, and
// by volume-indicator every two seconds.
func TestVolumeLevels(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		publisher, listener := c.listening()
		for _, p := range []*page{publisher, listener} {
			p.do(`() => {
				h.indicated = [];
				h.client.enableAudioVolumeIndicator();
				h.client.on("volume-indicator", (volumes) => h.indicated.push({ at: performance.now(), volumes }));
			}`)
		}
		publisher.do(`async () => {
			h.audio = h.tone(1000);
			await h.client.publish(h.audio);
		}`)
		listener.hear()
		for _, p := range []*page{publisher, listener} {
			p.do(`async () => {
				await h.until("a level", 5000, () => h.audio.getVolumeLevel() > 0.5);
				const frames = [];
				h.audio.setAudioFrameCallback((frame) => frames.push([frame.length, Math.max(...frame.getChannelData(0))]), 2048);
				await h.until("frames", 5000, () => frames.length > 5);
				const [length, peak] = frames.at(-1);
				if (length !== 2048 || !(peak > 0.1 && peak < 0.6)) throw new Error("a frame of " + length + " samples, the loudest " + peak);
				h.audio.setAudioFrameCallback(null);
				const count = frames.length;
				await h.sleep(500);
				if (frames.length > count + 1) throw new Error("frames come after null");
			}`)
			p.do(`async () => {
				await h.until("user 1 to be loud", 8000, () => h.indicated.at(-1)?.volumes.some(({ uid, level }) => uid === 1 && level > 40));
				await h.until("six times", 15000, () => h.indicated.length >= 6);
				const gaps = h.indicated.slice(1).map(({ at }, i) => at - h.indicated[i].at).sort((a, b) => a - b);
				const median = gaps[gaps.length >> 1];
				if (!(median > 1900 && median < 2200)) throw new Error("told " + gaps + " ms apart");
			}`)
		}
		publisher.do(`() => h.audio.setVolume(0)`)
		for _, p := range []*page{publisher, listener} {
			p.do(`() => h.until("silence", 8000, () => h.audio.getVolumeLevel() < 0.1 &&
				h.indicated.at(-1).volumes.every(({ level }) => level < 5))`)
		}
		// What is played here is no matter of what arrives.
		listener.do(`() => { h.audio.setVolume(1000); h.audio.setVolume(0); }`)
		publisher.do(`() => h.audio.setVolume(100)`)
		listener.do(`() => h.until("a level", 5000, () => h.audio.getVolumeLevel() > 0.5)`)
	})
}

// heard makes h.player(), which waits for the one element that is heard, and
// h.loudness(), how loud the tone of 1000 Hz leaves it, in dB. The SDK's audio
// elements are not in the page.
const heard = `() => {
	const elements = new Set();
	const { play } = HTMLMediaElement.prototype;
	HTMLMediaElement.prototype.play = function () {
		elements.add(this);
		return play.call(this);
	};
	const audible = () => [...elements].filter((element) => element.srcObject && !element.paused && !element.muted);
	h.player = async () => {
		await h.until("one element to be heard", 5000, () => audible().length === 1);
		return audible()[0];
	};
	h.audible = () => audible().length;
	h.loudness = async () => {
		const player = await h.player();
		return h.volumes(player.srcObject.getAudioTracks()[0])[1] + 20 * Math.log10(player.volume);
	};
}`

// What arrives is played softer and louder, and not at all.
func TestRemoteVolume(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		publisher, listener := c.listening()
		publisher.do(`async () => h.client.publish(await h.tone(1000))`)
		listener.do(heard)
		listener.hear()
		listener.do(`async () => {
			await h.sounds(1000);
			let all = await h.loudness();
			await h.until("the loudness to be steady", 10000, async () => {
				const before = all;
				await h.sleep(500);
				all = await h.loudness();
				return Math.abs(all - before) < 0.3;
			});
			for (const volume of [50, 300, 20, 100]) {
				h.audio.setVolume(volume);
				const want = all + 20 * Math.log10(volume / 100);
				let is;
				try {
					await h.until("", 4000, async () => {
						is = await h.loudness();
						return Math.abs(is - want) < 1.5;
					});
				} catch {
					throw new Error("at " + volume + " it is heard at " + is + " dB, want " + want);
				}
			}
			h.audio.setVolume(0);
			if (h.audible() !== 0) throw new Error("it is heard at 0");
			h.audio.setVolume(100);
			await h.player();
		}`)
		listener.refuses("INVALID_PARAMS", []string{"volume", "1001"}, `() => h.audio.setVolume(1001)`)
	})
}

// A microphone is exchanged for another while it is sent, and a remote audio is
// played on another device.
func TestAudioDevices(t *testing.T) {
	onStockServer(t, 2*ofBots, func(c *call) {
		publisher, listener := c.listening()
		publisher.do(`async () => {
			h.audio = await AgoraRTC.createMicrophoneAudioTrack();
			await h.client.publish(h.audio);
		}`)
		listener.do(heard)
		listener.hear()
		used := get[[]string](publisher, `async () => {
			const microphones = await AgoraRTC.getMicrophones();
			const other = microphones.find(({ label }) => label !== h.audio.getTrackLabel() && !label.includes("Default"));
			const before = h.audio.getMediaStreamTrack();
			await h.audio.setDevice(other.deviceId);
			return [h.audio.getTrackLabel(), other.label, before.readyState];
		}`)
		if used[0] != used[1] || used[2] != "ended" {
			t.Errorf("after setDevice: %q", used)
		}
		listener.do(`() => h.hears()`)
		if told := listener.told("user-unpublished"); len(told) != 0 {
			t.Errorf("user-unpublished: %v", told)
		}
		publisher.refuses("MEDIA_OPTION_INVALID", []string{"deviceId"}, `() => h.audio.setDevice("none")`)

		listener.do(`async () => {
			const devices = await AgoraRTC.getPlaybackDevices();
			const { deviceId } = devices.at(-1);
			await h.audio.setPlaybackDevice(deviceId);
			const { sinkId } = await h.player();
			if (!deviceId || sinkId !== deviceId) throw new Error("it plays on " + sinkId + ", not on " + deviceId);
		}`)
		listener.refuses("DEVICE_NOT_FOUND", []string{"none"}, `() => h.audio.setPlaybackDevice("none")`)
	})
}
