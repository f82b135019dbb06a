// No version in particular: encodings are taken, and one stream is sent.
traits.identity({
  userAgent:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Safari/605.1.15",
});
traits.codecs({ preferences: true });
traits.ignoredEncodings();
traits.gappyParameters();
traits.lateParameters();
