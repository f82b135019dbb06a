// A publisher and a viewer who use livekit-client as it is.
(() => {
  const { bench } = window;
  const { Room, RoomEvent, Track, VideoPreset, createLocalAudioTrack, createLocalVideoTrack } = LivekitClient;
  const room = new Room({ adaptiveStream: true });

  const join = ({ server, token }) => room.connect(server.replace(/^http/, "ws"), token);

  const preset = ({ width, height, kbps, fps }) => new VideoPreset(width, height, kbps * 1000, fps);

  Object.assign(bench, {
    /** Publishes the camera as two streams, and the microphone: livekit-client's own where it has no kbps. */
    async publish({ high, low, microphone: { kbps, red }, ...where }) {
      await join(where);
      // With some processing on, Chromium gives one channel; with none at all it
      // gives two of them, and the SDKs differ in what they make of that.
      const audio = await createLocalAudioTrack(
        kbps
          ? { echoCancellation: false, autoGainControl: true, noiseSuppression: false, channelCount: 1 }
          : undefined,
      );
      await room.localParticipant.publishTrack(audio, {
        source: Track.Source.Microphone,
        ...(kbps && { audioPreset: { maxBitrate: kbps * 1000 }, red, dtx: false }),
      });
      const video = await createLocalVideoTrack({
        resolution: { width: high.width, height: high.height, frameRate: high.fps },
      });
      await room.localParticipant.publishTrack(video, {
        source: Track.Source.Camera,
        simulcast: true,
        videoCodec: "vp8",
        videoEncoding: { maxBitrate: high.kbps * 1000, maxFramerate: high.fps },
        videoSimulcastLayers: [preset(low)],
      });
    },

    /** Receives all sound and video, and plays both. */
    async view(where) {
      const received = new Set();
      room.on(RoomEvent.TrackSubscribed, (track) => {
        const element = track.attach();
        if (track.kind === "video") Object.assign(element.style, { width: "100%", height: "100%" });
        document.querySelector("#player").append(element);
        received.add(track.kind);
      });
      await join(where);
      await bench.until(`${where.of} publishes`, 15000, () => received.size === 2);
    },

    /** The server decides, and keeps no log for the viewer. */
    decisions: () => "",

    leave: () => room.disconnect(),
  });
})();
