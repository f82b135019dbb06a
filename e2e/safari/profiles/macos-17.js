// Safari 17 on macOS: layers as they are asked for, statistics that lack little.
traits.identity({
  userAgent:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Safari/605.1.15",
});
traits.codecs({ preferences: true });
traits.withoutAudioEncodings();
traits.gappyParameters();
traits.strictSimulcast();
traits.interruptions();
