// Measures what a page receives, the same way whatever SDK receives it. It is
// loaded before the SDK and knows nothing of it.
(() => {
  /** How often the statistics are read, in ms. */
  const PERIOD = 100;

  /** What is read of each stream that is received. All but SIZE count up. */
  const COUNTED = {
    audio: [
      "concealedSamples",
      "silentConcealedSamples",
      "totalSamplesReceived",
      "packetsReceived",
      "packetsLost",
      "bytesReceived",
    ],
    video: [
      "framesDecoded",
      "keyFramesDecoded",
      "freezeCount",
      "totalFreezesDuration",
      "packetsReceived",
      "packetsLost",
      "nackCount",
      "pliCount",
      "bytesReceived",
    ],
  };

  const connections = new Set();
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class RTCPeerConnection extends Original {
    constructor(...args) {
      super(...args);
      connections.add(this);
    }
  };

  /**
   * The sums over all streams of a kind that were ever received: an SDK may
   * receive what is one video to the user as several streams, one after another.
   */
  const sums = { audio: {}, video: { frameWidth: 0, frameHeight: 0 } };
  for (const kind of Object.keys(COUNTED)) for (const name of COUNTED[kind]) sums[kind][name] = 0;
  /** The last values of each stream, by its connection and id. */
  const last = new Map();
  const samples = [];

  function take(key, report) {
    const { kind } = report;
    const before = last.get(key) ?? {};
    const now = {};
    for (const name of COUNTED[kind]) {
      now[name] = report[name] ?? 0;
      sums[kind][name] += now[name] - (before[name] ?? 0);
    }
    last.set(key, now);
    if (kind === "video" && now.framesDecoded > (before.framesDecoded ?? 0)) {
      sums.video.frameWidth = report.frameWidth ?? 0;
      sums.video.frameHeight = report.frameHeight ?? 0;
    }
  }

  let reading = false;
  async function read() {
    if (reading) return;
    reading = true;
    try {
      let rttMs = 0;
      let estimateKbps = 0;
      let number = 0;
      for (const pc of connections) {
        const prefix = `${number++} `;
        if (pc.connectionState === "closed") continue;
        for (const report of (await pc.getStats()).values()) {
          if (report.type === "inbound-rtp") take(prefix + report.id, report);
          if (report.type === "candidate-pair" && report.nominated) {
            rttMs = Math.max(rttMs, 1000 * (report.currentRoundTripTime ?? 0));
            estimateKbps = Math.max(estimateKbps, (report.availableIncomingBitrate ?? 0) / 1000);
          }
        }
      }
      samples.push({
        at: performance.now(),
        rttMs,
        estimateKbps,
        audio: { ...sums.audio },
        video: { ...sums.video },
      });
    } finally {
      reading = false;
    }
  }
  setInterval(read, PERIOD);

  window.bench = {
    samples,

    /** The page's clock, and what it shows of the clock of 1970, in ms. */
    clock: () => ({ page: performance.now(), wall: Date.now() }),

    /**
     * For how many ms nothing but pictures of this height or more have come, at
     * this rate or faster in each second, with sound. Until the last 2 s have
     * brought so many kbps of video it is 0: the sender still feels its way.
     */
    settledFor(height, fps, kbps) {
      const end = samples.at(-1);
      if (!end || end.audio.packetsReceived === 0) return 0;
      const begin = samples.findLast((each) => each.at <= end.at - 2000);
      if (!begin || (8 * (end.video.bytesReceived - begin.video.bytesReceived)) / (end.at - begin.at) < kbps)
        return 0;
      let since = end.at;
      for (let i = samples.length - 1; i >= 0; i--) {
        const { at, video } = samples[i];
        if (video.frameHeight < height) break;
        const later = samples.find((each) => each.at >= at + 1000);
        if (later && later.video.framesDecoded - video.framesDecoded < fps) break;
        since = at;
      }
      return end.at - since;
    },

    /** Waits until f returns something true, and returns that. */
    async until(what, ms, f) {
      const end = performance.now() + ms;
      for (;;) {
        const value = await f();
        if (value) return value;
        if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
})();
