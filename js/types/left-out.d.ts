/**
 * What of agora-rtc-sdk-ng's declarations js/src/types.ts does not have, by the
 * type that it belongs to; "types" are whole types, and "events of X" those that
 * X tells. A name too many is an error as one too few is: see assignable.ts.
 */

/** Absent, or declared to throw or reject. docs/migrating.md says why, and what there is instead. */
export interface Unsupported {
  types:
    | "BeautyEffectOptions"
    | "ChannelMediaRelayError"
    | "ChannelMediaRelayEvent"
    | "ChannelMediaRelayInfo"
    | "ChannelMediaRelayState"
    | "EventCustomReportParams"
    | "IChannelMediaRelayConfiguration"
    | "IElectronNativeImage"
    | "InjectStreamConfig"
    | "InjectStreamEventStatus"
    | "LiveStreamingTranscodingConfig"
    | "LiveStreamingTranscodingImage"
    | "LiveStreamingTranscodingUser";
  ClientConfig: "proxyServer";
  IAgoraRTC: "createChannelMediaRelayConfiguration";
  IAgoraRTCClient:
    | "addInjectStreamUrl"
    | "removeInjectStreamUrl"
    | "sendCustomReportMessage"
    | "setLiveTranscoding"
    | "setProxyServer"
    | "startChannelMediaRelay"
    | "startLiveStreaming"
    | "startProxyServer"
    | "stopChannelMediaRelay"
    | "stopLiveStreaming"
    | "updateChannelMediaRelay";
  "events of IAgoraRTCClient":
    | "channel-media-relay-event"
    | "channel-media-relay-state"
    | "crypt-error"
    | "live-streaming-error"
    | "live-streaming-warning"
    | "stream-inject-status";
  "events of ILocalVideoTrack": "beauty-effect-overload";
}
