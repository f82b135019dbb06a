// Safari 17 on an iPhone: no low stream, and a system that takes playback away.
traits.identity({
  userAgent:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  platform: "iPhone",
  maxTouchPoints: 5,
});
traits.codecs({ preferences: true });
traits.withoutAudioEncodings();
traits.gappyParameters();
traits.strictSimulcast();
traits.interruptions();
traits.systemVolume();
traits.withoutScreens();
