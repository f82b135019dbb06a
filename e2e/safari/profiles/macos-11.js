// Safari 11 to 12.0: transceivers without encodings, and one stream.
traits.identity({
  userAgent:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.0.3 Safari/605.1.15",
});
traits.codecs({ preferences: false });
delete RTCRtpSender.getCapabilities;
delete RTCRtpReceiver.getCapabilities;
traits.withoutEncodings();
traits.gappyParameters();
traits.lateParameters();
traits.statistics({ tracks: true });
