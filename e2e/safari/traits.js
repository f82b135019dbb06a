// What sets Safari apart, one function for each trait, for a script that runs
// in a page of Chromium before any other. It is a likeness made from documents
// and bug reports, and no Safari: it shows what the SDK does about a trait. A
// profile (profiles/*.js) is a list of them; `traits` is what it finds.
const connection = RTCPeerConnection.prototype;
const original = {
  addTransceiver: connection.addTransceiver,
  getStats: connection.getStats,
  setRemoteDescription: connection.setRemoteDescription,
  getParameters: RTCRtpSender.prototype.getParameters,
  setParameters: RTCRtpSender.prototype.setParameters,
  setCodecPreferences: RTCRtpTransceiver.prototype.setCodecPreferences,
  getCapabilities: RTCRtpReceiver.getCapabilities.bind(RTCRtpReceiver),
  play: HTMLMediaElement.prototype.play,
};

/** What the tests read that is not to pass for Safari. */
window.unreduced = { getStats: original.getStats };

const kindOf = (trackOrKind) => trackOrKind?.kind ?? trackOrKind;

/** Lays another addTransceiver over the present one, which it is given. */
function overAddTransceiver(make) {
  const below = connection.addTransceiver;
  connection.addTransceiver = function (what, init) {
    return make((own) => below.call(this, what, own), kindOf(what), init);
  };
}

/** Lays another getParameters over the present one: it may change what that gives. */
function overGetParameters(change) {
  const below = RTCRtpSender.prototype.getParameters;
  RTCRtpSender.prototype.getParameters = function () {
    const parameters = below.call(this);
    change(parameters, this);
    return parameters;
  };
}

/** Lays another setParameters over the present one: it may change what that is given, or throw. */
function overSetParameters(change) {
  const below = RTCRtpSender.prototype.setParameters;
  RTCRtpSender.prototype.setParameters = async function (parameters) {
    change(parameters);
    return below.call(this, parameters);
  };
}

const traits = {
  /** The names that the browser gives itself. */
  identity({ userAgent, platform = "MacIntel", maxTouchPoints = 0 }) {
    const told = { userAgent, platform, maxTouchPoints, vendor: "Apple Computer, Inc." };
    for (const [name, value] of Object.entries(told)) {
      Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true });
    }
    delete Navigator.prototype.userAgentData;
    delete Navigator.prototype.connection;
    delete window.chrome;
  },

  /**
   * H.264 first, then VP8, and no other codec of video (webkit.org/blog/8672).
   * Before 13.1 a page cannot change the order (MDN: setCodecPreferences).
   */
  codecs({ preferences }) {
    const rank = ({ mimeType }) => ["video/h264", "video/vp8"].indexOf(mimeType.toLowerCase());
    const others = /^video\/(rtx|red|ulpfec)$/i;
    const capabilities = (kind) => {
      const known = original.getCapabilities(kind);
      if (kind !== "video") return known;
      const codecs = known.codecs.filter((codec) => rank(codec) >= 0 || others.test(codec.mimeType));
      const place = (codec) => (rank(codec) < 0 ? 2 : rank(codec));
      return { ...known, codecs: codecs.sort((a, b) => place(a) - place(b)) };
    };
    RTCRtpSender.getCapabilities = capabilities;
    RTCRtpReceiver.getCapabilities = capabilities;
    overAddTransceiver((make, kind, init) => {
      const transceiver = make(init);
      if (kind === "video") original.setCodecPreferences.call(transceiver, capabilities("video").codecs);
      return transceiver;
    });
    if (!preferences) delete RTCRtpTransceiver.prototype.setCodecPreferences;
  },

  /** addTransceiver knows no sendEncodings (MDN: from 14.1 on), and does not look at them. */
  withoutEncodings() {
    overAddTransceiver((make, _kind, { direction = "sendrecv", streams = [] } = {}) => make({ direction, streams }));
  },

  /** It reads them, and sends one stream all the same. */
  ignoredEncodings() {
    overAddTransceiver((make, _kind, { sendEncodings: _, ...init } = {}) => make(init));
  },

  /** sendEncodings of audio are refused (whereby/sdk#521). */
  withoutAudioEncodings() {
    overAddTransceiver((make, kind, init) => {
      if (kind === "audio" && init?.sendEncodings) {
        throw new TypeError("sendEncodings are not supported for audio");
      }
      return make(init);
    });
  },

  /**
   * All layers come out in the full size, until setParameters sets another
   * (twilio-video.js#1560, lib-jitsi-meet#1436, jitsi-meet#8081).
   */
  equalLayers() {
    overAddTransceiver((make, _kind, init) => {
      const sendEncodings = init?.sendEncodings?.map((encoding) => ({
        ...encoding,
        scaleResolutionDownBy: 1,
      }));
      return make(sendEncodings ? { ...init, sendEncodings } : init);
    });
  },

  /** What has no value is there all the same, and is not taken back. */
  gappyParameters() {
    overGetParameters(({ encodings }) => {
      for (const encoding of encodings) {
        for (const name of ["maxBitrate", "maxFramerate", "scalabilityMode"]) encoding[name] ??= null;
        encoding.dtx = undefined;
      }
    });
    overSetParameters(({ encodings }) => {
      for (const [name, value] of encodings.flatMap((encoding) => Object.entries(encoding))) {
        if (value == null) throw new TypeError(`${name} of an encoding is ${value}`);
      }
    });
  },

  /** There are no encodings before the first answer. */
  lateParameters() {
    const of = new WeakMap();
    overAddTransceiver((make, _kind, init) => {
      const transceiver = make(init);
      of.set(transceiver.sender, transceiver);
      return transceiver;
    });
    overGetParameters((parameters, sender) => {
      const transceiver = of.get(sender);
      if (transceiver && transceiver.currentDirection === null) parameters.encodings = [];
    });
  },

  /** An answer with two lines of simulcast in a section, or one that is not well formed, is refused (webrtc-rs/rtc#179). */
  strictSimulcast() {
    connection.setRemoteDescription = async function (description) {
      for (const section of (description?.sdp ?? "").split(/^m=/m).slice(1)) {
        const lines = section.split(/\r?\n/).filter((line) => line.startsWith("a=simulcast"));
        const wellFormed = /^a=simulcast:(send|recv) ~?\w+([;,]~?\w+)*$/.test(
          lines[0] ?? "a=simulcast:recv q",
        );
        if (lines.length > 1 || !wellFormed) {
          throw new DOMException(`Malformed simulcast line: ${lines}`, "OperationError");
        }
      }
      return original.setRemoteDescription.call(this, description);
    };
  },

  /**
   * Statistics as older versions give them: bytes, packets, frames and samples,
   * and little else. With `tracks` some of the rest is in entries of the type
   * "track", which newer versions no longer have.
   */
  statistics({ tracks }) {
    const missing = [
      "decoderImplementation",
      "encoderImplementation",
      "frameHeight",
      "frameWidth",
      "framesPerSecond",
      "framesReceived",
      "freezeCount",
      "keyFramesDecoded",
      "kind",
      "mid",
      "pauseCount",
      "qualityLimitationReason",
      "rid",
      "silentConcealedSamples",
      "totalFreezesDuration",
      "trackIdentifier",
    ];
    connection.getStats = async function (...args) {
      const full = await original.getStats.apply(this, args);
      const report = new Map();
      for (const entry of full.values()) {
        if (entry.type === "media-source" || entry.type === "media-playout") continue;
        const told = { ...entry };
        report.set(entry.id, told);
        if (!/^(in|out)bound-rtp$/.test(entry.type)) continue;
        told.mediaType = entry.kind;
        if (tracks) {
          // One of a sender, though it sends several layers.
          const id = `track-${entry.mediaSourceId ?? entry.id}`;
          const { trackIdentifier } = full.get(entry.mediaSourceId) ?? entry;
          const { framesReceived, frameWidth, frameHeight, timestamp } = entry;
          report.set(id, {
            id,
            type: "track",
            timestamp,
            trackIdentifier,
            framesReceived,
            frameWidth,
            frameHeight,
          });
          told.trackId = id;
        }
        for (const name of [...missing, "mediaSourceId", "playoutId"]) delete told[name];
      }
      return report;
    };
  },

  /**
   * The system may take playback away, as for a call or for another app: what
   * plays is paused, Web Audio too, and is refused to play until it gives playback
   * back. Then nothing plays by itself (webkit.org/b/212780). The page is told of an
   * app that comes before it, and of nothing else.
   */
  interruptions() {
    const playing = new Set();
    const contexts = new Set();
    let taken = false;
    const { resume } = AudioContext.prototype;
    window.AudioContext = class extends AudioContext {
      constructor(...args) {
        super(...args);
        contexts.add(this);
      }

      async resume() {
        if (taken) throw new DOMException("Failed to start the audio device", "InvalidStateError");
        return resume.call(this);
      }
    };
    HTMLMediaElement.prototype.play = async function () {
      playing.add(this);
      if (taken) throw new DOMException("The request is not allowed by the user agent.", "NotAllowedError");
      return original.play.call(this);
    };
    const show = (state) => {
      for (const [name, value] of [
        ["visibilityState", state],
        ["hidden", state === "hidden"],
      ]) {
        Object.defineProperty(document, name, { get: () => value, configurable: true });
      }
      document.dispatchEvent(new Event("visibilitychange"));
    };
    const take = () => {
      taken = true;
      for (const element of playing) element.pause();
      for (const context of contexts) void context.suspend();
    };
    window.system = {
      /** Another app comes before the browser. */
      hide() {
        take();
        show("hidden");
      },
      /** The browser comes back. */
      show() {
        taken = false;
        show("visible");
      },
      /** Something else sounds, over a page that stays visible. */
      interrupt: take,
      /** It is over. */
      give() {
        taken = false;
      },
      /** How many elements with media, and how much of Web Audio, do not play. */
      silent: () =>
        [...playing].filter((element) => element.srcObject && element.paused).length +
        [...contexts].filter((context) => context.state !== "running").length,
    };
  },

  /** The volume of an element is the user's, and so is where it sounds. */
  systemVolume() {
    Object.defineProperty(HTMLMediaElement.prototype, "volume", {
      get: () => 1,
      set() {},
      configurable: true,
    });
    delete HTMLMediaElement.prototype.setSinkId;
  },

  /** A screen cannot be shared. */
  withoutScreens() {
    delete MediaDevices.prototype.getDisplayMedia;
  },
};
