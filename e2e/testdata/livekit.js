// What the tests of interoperation put into a page, beside helpers.js: a user of
// livekit-client, as it is.
(() => {
  const h = window.h;
  const { Room, RoomEvent, Track, VideoPreset, VideoQuality, createLocalAudioTrack, createLocalVideoTrack } =
    LivekitClient;
  const { Camera, Microphone } = Track.Source;
  const room = new Room();

  /** What the room has told: the event, whose it is, and of which source. */
  const noted = [];
  for (const name of ["TrackPublished", "TrackUnpublished", "TrackMuted", "TrackUnmuted"]) {
    room.on(RoomEvent[name], ({ source }, { identity }) => noted.push({ name, identity, source }));
  }
  for (const name of ["ParticipantConnected", "ParticipantDisconnected"]) {
    room.on(RoomEvent[name], ({ identity }) => noted.push({ name, identity, source: "" }));
  }
  room.on(RoomEvent.TrackSubscribed, (track) => {
    const element = track.attach();
    document.querySelector("#player").append(element);
    if (track.kind === "video") h.frames = h.watch(element);
  });

  const connect = async (to, server, channel, identity) =>
    to.connect(server.replace(/^http/, "ws"), await h.token(server, channel, identity));

  h.livekit = {
    room,
    noted,
    published: {},

    /** Joins with the page's room, which subscribes to everything. */
    join: (server, channel, identity) => connect(room, server, channel, identity),

    /** Lets another user in, who does nothing. */
    async visit(server, channel, identity) {
      const visitor = new Room();
      await connect(visitor, server, channel, identity);
      return visitor;
    },

    /** Publishes the microphone, and the camera as streams of these sizes, the lowest first. */
    async publish(sizes) {
      const [lowest, middle, top] = sizes.map(
        ([width, height], i) => new VideoPreset(width, height, [80_000, 250_000, 700_000][i], [15, 20, 20][i]),
      );
      const audio = await createLocalAudioTrack();
      const video = await createLocalVideoTrack({ resolution: { width: top.width, height: top.height, frameRate: 20 } });
      const { published } = h.livekit;
      published.audio = await room.localParticipant.publishTrack(audio, { source: Microphone });
      published.video = await room.localParticipant.publishTrack(video, {
        source: Camera,
        simulcast: true,
        videoCodec: "vp8",
        videoEncoding: top.encoding,
        videoSimulcastLayers: [lowest, middle],
      });
    },

    /** Asks for a quality of a user's camera: "LOW", "MEDIUM" or "HIGH". */
    choose(identity, quality) {
      const { videoTrackPublications } = room.remoteParticipants.get(identity);
      for (const publication of videoTrackPublications.values()) publication.setVideoQuality(VideoQuality[quality]);
    },

    /** Waits until the room has told of an event that often. */
    told(name, identity, source, count) {
      const alike = (each) => each.name === name && each.identity === identity && each.source === source;
      return h.until(`${count} ${name} of ${identity} ${source}`, 5000, () => noted.filter(alike).length === count);
    },
  };
})();
