// What the tests put into a page, beside the SDK and without its knowledge.
(() => {
  /** Every peer connection of the page. */
  const connections = new Set();
  for (const method of ["setLocalDescription", "setRemoteDescription"]) {
    const original = RTCPeerConnection.prototype[method];
    RTCPeerConnection.prototype[method] = function (...args) {
      connections.add(this);
      return original.apply(this, args);
    };
  }

  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Waits until f returns something true, and returns that. */
  async function until(what, ms, f) {
    const end = performance.now() + ms;
    let last;
    do {
      last = await f();
      if (last) return last;
      await sleep(50);
    } while (performance.now() < end);
    throw new Error(`not within ${ms} ms: ${what}`);
  }

  /** What a page reads that does not pass for another browser; see safari/traits.js. */
  const getStats = window.unreduced?.getStats ?? RTCPeerConnection.prototype.getStats;

  /** The reports of all connections, of one type. */
  async function reports(type, kind) {
    const found = [];
    for (const pc of connections) {
      if (pc.connectionState === "closed") continue;
      for (const report of (await getStats.call(pc)).values()) {
        if (report.type === type && report.kind === kind) found.push(report);
      }
    }
    return found;
  }

  /** What is sent of video, by rid ("" for a single stream), over some time. */
  async function sent(ms) {
    const before = await reports("outbound-rtp", "video");
    await sleep(ms);
    const layers = {};
    for (const now of await reports("outbound-rtp", "video")) {
      const then = before.find((report) => report.id === now.id);
      if (!then) continue;
      const seconds = (now.timestamp - then.timestamp) / 1000;
      const frames = (now.framesEncoded ?? 0) - (then.framesEncoded ?? 0);
      layers[now.rid ?? ""] = {
        width: now.frameWidth ?? 0,
        height: now.frameHeight ?? 0,
        fps: frames / seconds,
        kbps: ((now.bytesSent - then.bytesSent) * 8) / 1000 / seconds,
        sending: frames > 0,
      };
    }
    return layers;
  }

  /**
   * Whether a picture is of the stream of this size. Chromium scales a stream
   * down, to three quarters or to half, where bandwidth or processor are short,
   * as they are in the first seconds and on a busy machine.
   */
  function isOf(picture, width, height) {
    const scale = picture.width / width;
    return scale <= 1 && scale >= 0.45 && Math.abs(picture.height - height * scale) <= 3;
  }

  /** The events of a client, in a form that can leave the page. */
  const NAMES = [
    "user-joined",
    "user-left",
    "user-published",
    "user-unpublished",
    "connection-state-change",
    "stream-type-changed",
    "stream-fallback",
    "stream-fallback-warning",
  ];
  function record(client) {
    const events = [];
    for (const name of NAMES) {
      client.on(name, (...args) => {
        const plain = args.map((a) => (a !== null && typeof a === "object" && "hasVideo" in a ? { uid: a.uid } : a));
        events.push({ name, args: plain, at: performance.now() });
      });
    }
    return events;
  }

  /** Frames of a video element: when they were shown, and their size. */
  function watch(video) {
    const frames = [];
    const next = () =>
      video.requestVideoFrameCallback((now, frame) => {
        frames.push({ at: now, width: frame.width, height: frame.height });
        next();
      });
    next();
    return frames;
  }

  const h = {
    until,
    sleep,
    sent,
    isOf,
    reports,
    watch,
    connections,
    client: undefined,
    events: [],
    frames: [],

    /** A token of the development server's. */
    async token(server, room, identity) {
      const response = await fetch(`${server}/token`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ room_name: room, participant_identity: identity }),
      });
      return (await response.json()).participant_token;
    },

    /** Makes the page's client. */
    make(config = { mode: "rtc", codec: "vp8" }) {
      h.client = AgoraRTC.createClient(config);
      h.events = record(h.client);
      return h.client;
    },

    /** Publishes a camera of exactly this size. */
    async camera(width, height, frameRate = 30) {
      h.video = await AgoraRTC.createCameraVideoTrack({
        encoderConfig: { width: { exact: width }, height: { exact: height }, frameRate },
      });
      await h.client.publish(h.video);
    },

    /** Waits for a remote user who publishes the kind of media. */
    user(uid, kind = "video") {
      const has = kind === "video" ? "hasVideo" : "hasAudio";
      return until(`${uid} publishes ${kind}`, 10000, () =>
        h.client.remoteUsers.find((user) => user.uid === uid && user[has]),
      );
    },

    /** Subscribes to a user's video, plays it and watches its frames. */
    async view(uid) {
      const user = await h.user(uid);
      h.track = await h.client.subscribe(user, "video");
      h.play();
    },

    /** Plays the subscribed track and watches its frames. */
    play() {
      h.track.play("player");
      h.frames = watch(document.querySelector("#player video"));
    },

    /**
     * Waits until frames of this stream are shown, which may be smaller than it
     * (see isOf); resolves to how long that took, in ms.
     */
    async shows(width, height, ms = 3000) {
      const start = performance.now();
      try {
        await until("", ms, () => {
          const last = h.frames.at(-1);
          return last && last.at > start - 200 && isOf(last, width, height);
        });
      } catch {
        const last = h.frames.at(-1);
        throw new Error(
          `no frame of ${width}x${height} within ${ms} ms, the last is ` +
            (last ? `${last.width}x${last.height}, ${Math.round(performance.now() - last.at)} ms old` : "none"),
        );
      }
      return performance.now() - start;
    },

    /** Waits until a sound arrives that is no silence. */
    async hears(ms = 10000) {
      const heard = async () =>
        (await reports("inbound-rtp", "audio")).reduce((sum, report) => sum + (report.totalAudioEnergy ?? 0), 0);
      const before = await heard();
      await until("a sound", ms, async () => (await heard()) > before);
    },

    /** The longest time without a new frame since `from`, in ms. */
    gap(from) {
      const times = [from, ...h.frames.map((frame) => frame.at).filter((at) => at > from), performance.now()];
      return Math.max(...times.slice(1).map((at, i) => at - times[i]));
    },

    /** The events of one name, as their arguments. */
    told(name) {
      return h.events.filter((event) => event.name === name).map((event) => event.args);
    },
  };
  window.h = h;
})();
