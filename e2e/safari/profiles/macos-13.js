// Safari 12.1 to 14 on macOS: layers of equal size, and H.264 that cannot be put
// behind VP8.
traits.identity({
  userAgent:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0.5 Safari/605.1.15",
});
traits.codecs({ preferences: false });
traits.withoutAudioEncodings();
traits.equalLayers();
traits.gappyParameters();
traits.strictSimulcast();
traits.statistics({ tracks: true });
