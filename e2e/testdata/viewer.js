// What the tests of the fallback put into a page, beside helpers.js: a viewer
// of several users.
(() => {
  const h = window.h;

  /** What is received, by uid. */
  const seen = new Map();

  /** Subscribes to a user's audio and video, and plays both. */
  async function receive(uid) {
    const user = await h.user(uid);
    await h.user(uid, "audio");
    seen.get(uid)?.box.remove();
    const box = document.body.appendChild(document.createElement("div"));
    Object.assign(box.style, { width: "160px", height: "90px" });
    const received = { box, frames: [], states: [] };
    seen.set(uid, received);
    const tracks = await Promise.all(["audio", "video"].map((kind) => h.client.subscribe(user, kind)));
    [received.audio, received.video] = tracks;
    received.audio.play();
    received.video.play(box);
    received.frames = h.watch(box.querySelector("video"));
  }

  /** Notes what getFallbackState says, where that is another thing than before. */
  function note() {
    for (const [uid, { states }] of seen) {
      const now = h.client.getFallbackState(uid);
      if (!now) continue;
      const { option, streamType, level, phase, since, reason } = now;
      const state = { option, streamType, level, phase, since, cause: reason?.cause ?? "" };
      const last = states.at(-1);
      if (last && Object.keys(state).every((name) => last[name] === state[name])) continue;
      states.push({ at: performance.now(), ...state });
    }
  }
  setInterval(note, 40);

  const NUMBERS = {
    audio: ["concealedSamples", "silentConcealedSamples", "totalSamplesReceived"],
    video: ["framesDecoded", "frameWidth", "frameHeight", "nackCount", "pliCount"],
  };

  Object.assign(h, {
    seen,
    receive,

    /** The browser's own counters of what is received of a user. */
    async counters(uid) {
      const counted = {};
      for (const kind of ["audio", "video"]) {
        const id = seen.get(uid)[kind].getMediaStreamTrack().id;
        const report = (await h.reports("inbound-rtp", kind)).find((each) => each.trackIdentifier === id);
        const names = ["timestamp", "packetsReceived", "packetsLost", "bytesReceived", ...NUMBERS[kind]];
        counted[kind] = Object.fromEntries(names.map((name) => [name, report?.[name] ?? 0]));
      }
      return counted;
    },

    /** The events of the fallback about a user since a moment, with their reasons. */
    changes(uid, since) {
      return h.events
        .filter(({ name }) => name === "stream-type-changed" || name === "stream-fallback")
        .filter((e) => e.args[0] === uid && e.at >= since)
        .map(({ name, args, at }) => ({ name, what: String(args[1]), at, ...args[2] }));
    },

    /** What was told about a user's video being in danger, in order. */
    warnings(uid, since) {
      return h.events
        .filter((e) => e.name === "stream-fallback-warning" && e.args[0] === uid && e.at >= since)
        .map((e) => e.args[1]);
    },

    /** When the first frame of a stream was shown since a moment; null if none was. */
    shownAt(uid, width, height, since) {
      return seen.get(uid).frames.find((frame) => frame.at >= since && h.isOf(frame, width, height))?.at ?? null;
    },

    /** Since when frames of a stream are shown and no others, at the earliest since a moment; null if they are not. */
    shownSince(uid, width, height, since) {
      const frames = seen.get(uid).frames.filter((frame) => frame.at >= since);
      const other = frames.findLastIndex((frame) => !h.isOf(frame, width, height));
      return frames[other + 1]?.at ?? null;
    },

    /** For how long frames of a stream were shown since a moment, in ms. */
    shownFor(uid, width, height, since) {
      const { frames } = seen.get(uid);
      return frames.reduce((sum, frame, i) => {
        const until = frames[i + 1]?.at ?? performance.now();
        return frame.at >= since && h.isOf(frame, width, height) ? sum + until - frame.at : sum;
      }, 0);
    },

    /** What was decided about each user and told of them, in order, one thing a line. */
    story() {
      const lines = [];
      for (const [uid, { states, frames }] of seen) {
        for (const { at, ...state } of states) lines.push([at, `user ${uid} is ${JSON.stringify(state)}`]);
        frames.forEach(({ at, width, height }, i) => {
          const before = frames[i - 1];
          if (before?.width !== width) lines.push([at, `user ${uid} is shown ${width}x${height}`]);
          else if (at - before.at > 500) lines.push([at, `user ${uid} is shown again after ${Math.round(at - before.at)} ms`]);
        });
      }
      for (const { at, name, args } of h.events) lines.push([at, `${name} ${JSON.stringify(args)}`]);
      lines.push([performance.now(), "now"]);
      return lines
        .sort(([a], [b]) => a - b)
        .map(([at, text]) => `${(at / 1000).toFixed(2)} ${text}`)
        .join("\n");
    },

    /** How much the brightness varies over the picture that is shown now: nothing is 0. */
    contrast(uid) {
      const video = seen.get(uid).box.querySelector("video");
      const [width, height] = [64, 36];
      const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
      context.drawImage(video, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < data.length; i += 4) {
        sum += data[i];
        squares += data[i] ** 2;
      }
      const count = data.length / 4;
      return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
    },
  });
})();
