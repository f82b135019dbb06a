// A publisher and a viewer who use Dualstream.
(() => {
  const { bench } = window;
  let client;
  const sent = {};

  async function join({ server, room, token, uid }) {
    client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
    await client.join(server, room, token, uid);
  }

  /** Where the video of one more user is shown. */
  function playerOf(uid) {
    const id = `other-${uid}`;
    const there = document.getElementById(id);
    if (there) return there;
    const element = document.createElement("div");
    Object.assign(element, { id, className: "other" });
    document.body.append(element);
    return element;
  }

  Object.assign(bench, {
    /** Publishes the camera as two streams, and the microphone: the SDK's own where it has no kbps. */
    async publish({ high, low, microphone: { kbps, red, dtx }, ...where }) {
      await join(where);
      await client.enableDualStream();
      client.setLowStreamParameter({
        width: low.width,
        height: low.height,
        framerate: low.fps,
        bitrate: low.kbps,
      });
      const video = await AgoraRTC.createCameraVideoTrack({
        encoderConfig: {
          width: { exact: high.width },
          height: { exact: high.height },
          frameRate: high.fps,
          bitrateMax: high.kbps,
        },
      });
      if (kbps) AgoraRTC.setParameter("AUDIO_RED", red);
      // With some processing on, Chromium gives one channel; with none at all it
      // gives two of them, and the SDKs differ in what they make of that.
      const audio = await AgoraRTC.createMicrophoneAudioTrack(
        kbps
          ? { encoderConfig: { bitrate: kbps, stereo: false }, AEC: false, AGC: true, ANS: false, DTX: dtx }
          : undefined,
      );
      await client.publish([audio, video]);
      Object.assign(sent, { audio, video });
    },

    /** Mutes what is published, or has it heard or seen again. */
    mute: (kind, muted) => sent[kind].setEnabled(!muted),

    /** Receives a user's sound and video and those of all who come later, and plays them. */
    async view({ of, option, ...where }) {
      await join(where);
      await client.setStreamFallbackOption(of, option);
      const user = await bench.until(`${of} publishes`, 15000, () =>
        client.remoteUsers.find((each) => each.uid === of && each.hasVideo && each.hasAudio),
      );
      const audio = await client.subscribe(user, "audio");
      const video = await client.subscribe(user, "video");
      audio.play();
      video.play("player");
      client.on("user-published", async (late, kind) => {
        await client.setStreamFallbackOption(late.uid, option);
        const track = await client.subscribe(late, kind);
        track.play(...(kind === "video" ? [late.uid === of ? "player" : playerOf(late.uid)] : []));
      });
    },

    /** Waits until so many of those who came later are seen. */
    seesOthers: (count) =>
      bench.until(`${count} others are seen`, 15000, () => {
        const videos = [...document.querySelectorAll(".other video")];
        return videos.filter((each) => each.videoWidth > 0).length >= count;
      }),

    /** What the SDK says of its own decisions. */
    decisions: () => client.exportDecisionLog(),

    leave: () => client.leave(),
  });
})();
