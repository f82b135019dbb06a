/**
 * The contract between the shim and the Go engine: one constructor and one
 * event sink. The Go side of it is wasm/main_js.go and wasm/bridge.
 *
 * The shim puts an {@link EngineHost} on the global under {@link HOST_KEY} just
 * before the Go program is started and removes it when the synchronous part of
 * that start has ended. Go reads it there and calls `ready` once.
 */

import type {
  AgoraRTCStats,
  FallbackReason,
  FallbackState,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  NetworkQuality,
  RemoteAudioTrackStats,
  RemoteVideoTrackStats,
  StreamTypeReason,
} from "./types.ts";

/** Where the host is found by the Go program while it starts. */
export const HOST_KEY = "__dualstream_host__";

/** What the shim gives to the Go program. */
export interface EngineHost {
  /** Called once by Go's main with the constructor of engine clients. */
  ready(newClient: NewEngineClient): void;
  /** A resource of the page (peer connection, socket) that Go opened. The shim
   * closes those still open if the Go program ends. */
  opened(resource: { close(): void }): void;
  /** The resource was closed by Go. */
  closed(resource: { close(): void }): void;
  /** Reads a connection's statistics into the layout of wasm/stats. */
  readStats(pc: RTCPeerConnection): Promise<Float64Array>;
}

/** What the browser is, for wasm/quirks. */
export interface EngineEnvironment {
  userAgent: string;
  platform: string;
  maxTouchPoints: number;
  /** Whether addTransceiver takes encodings. */
  layers: boolean;
}

/** What a client is made with. */
export interface EngineClientConfig {
  mode: "rtc" | "live";
  role: "host" | "audience";
  codec: "vp8" | "h264";
  /** Whether packet trains are asked for, and answered. */
  packetTrains: boolean;
  /** When a lost connection is tried again, after the first attempt at once. */
  retry: {
    /** The first wait and the longest one, in ms; each further one is so many percent of the one before. */
    firstMs: number;
    growPercent: number;
    longestMs: number;
    /** How often it is tried; 0 until the engine's own bound. */
    attempts: number;
  };
  environment: EngineEnvironment;
  /** What the page wants of each connection, read when that is made. */
  rtc: RtcWishes;
}

/** The members of an RTCConfiguration that a page may choose. */
export type RtcWishes = Required<Pick<RTCConfiguration, "iceServers" | "iceTransportPolicy">>;

/** Makes an engine client. */
export type NewEngineClient = (config: EngineClientConfig, sink: EngineSink) => EngineDispatch;

/** A call into the engine: it returns at once, and is settled through the sink
 * under the same call number. Calls are handled in arrival order. */
export type EngineDispatch = <M extends keyof EngineCalls>(
  call: number,
  method: M,
  ...args: EngineCalls[M]["args"]
) => void;

/** A local track as the engine sees it. */
export interface EngineTrack {
  /** The shim's own id of the track (getTrackId). */
  id: string;
  kind: "audio" | "video";
  source: "microphone" | "camera" | "screen" | "screen-audio" | "custom-audio" | "custom-video";
  track: MediaStreamTrack;
  /** Of the capture, in pixels and frames per second; 0 where unknown or audio. */
  width: number;
  height: number;
  frameRate: number;
  /** Bounds of the (high) stream's bitrate in kbps; 0 where none is set. */
  bitrateMin: number;
  bitrateMax: number;
  /** Whether it is published muted. */
  muted: boolean;
  /** Audio only. */
  stereo: boolean;
  dtx: boolean;
  /** With redundancy (RFC 2198). */
  red: boolean;
}

/** The engine's methods. `uid`s are identities, in their string form. */
export interface EngineCalls {
  /** `url` is ws(s)://host[:port][/path], without /rtc. Resolves to the identity and room that the server names. */
  join: { args: [url: string, token: string]; result: { identity: string; room: string } };
  leave: { args: []; result: undefined };
  /** Leaves because the server takes no token of the application's any more: the reason is TOKEN_EXPIRE. */
  expire: { args: []; result: undefined };
  /** The token of the next connection. */
  renewToken: { args: [token: string]; result: undefined };
  publish: { args: [tracks: EngineTrack[]]; result: undefined };
  /** By track id; those that are not published are skipped. */
  unpublish: { args: [ids: string[]]; result: undefined };
  /** Resolves after the sink was told "track". */
  subscribe: { args: [identity: string, kind: "audio" | "video"]; result: undefined };
  unsubscribe: { args: [identity: string, kind: "audio" | "video"]; result: undefined };
  setDualStream: { args: [enabled: boolean]; result: undefined };
  setDualStreamMode: { args: [mode: -1 | 0 | 1]; result: undefined };
  /** 0 = not given. */
  setLowStreamParameter: {
    args: [width: number, height: number, framerate: number, bitrate: number];
    result: undefined;
  };
  setRemoteVideoStreamType: { args: [identity: string, type: 0 | 1]; result: undefined };
  setRemoteDefaultVideoStreamType: { args: [type: 0 | 1]; result: undefined };
  setStreamFallbackOption: { args: [identity: string, option: 0 | 1 | 2]; result: undefined };
  /** 0 = normal, 1 = high. */
  setRemoteUserPriority: { args: [identity: string, priority: 0 | 1]; result: undefined };
  exportDecisionLog: { args: []; result: string };
  setClientRole: { args: [role: "host" | "audience"]; result: undefined };
  /** Mutes or unmutes a published track at the server, by track id: remote users see user-unpublished and user-published. */
  setTrackMuted: { args: [id: string, muted: boolean]; result: undefined };
  /** Sends a published track as it is described now: another MediaStreamTrack, another size, other bounds. */
  replaceTrack: { args: [track: EngineTrack]; result: undefined };
}

/** What the engine tells. It is called in order and must not throw. */
export type EngineSink = <E extends keyof EngineEvents>(event: E, ...args: EngineEvents[E]) => void;

/** The engine's events. */
export interface EngineEvents {
  /** A call has been carried out. */
  settled: [call: number, value: unknown];
  /** A call has failed, with a documented code. */
  failed: [call: number, code: string, text: string];
  state: [current: EngineState, previous: EngineState, reason: string | undefined];
  /** What is published is interrupted, or (over) is sent again. */
  "media-reconnect": [over: boolean];
  /** An attempt to connect again has failed, made with this token. */
  "reconnect-failed": [token: string];
  "user-joined": [identity: string];
  "user-left": [identity: string, reason: string];
  "user-published": [identity: string, kind: "audio" | "video"];
  "user-unpublished": [identity: string, kind: "audio" | "video"];
  /** A user has muted or unmuted a track. */
  "user-muted": [identity: string, kind: "audio" | "video", muted: boolean];
  /** The media of a subscription: it comes, is exchanged for another, or (null) goes. */
  track: [identity: string, kind: "audio" | "video", track: MediaStreamTrack | null];
  /** `reason` is the JSON text of a {@link StreamTypeReason}. */
  "stream-type-changed": [identity: string, type: 0 | 1, reason: string];
  /** `reason` is the JSON text of a {@link FallbackReason}. */
  "stream-fallback": [identity: string, state: "fallback" | "recover", reason: string];
  /** `reason` is the JSON text of a {@link FallbackReason}. */
  "stream-fallback-warning": [identity: string, isWarning: boolean, reason: string];
  /** The policy's state about a user has changed: the JSON text of a {@link FallbackState}. */
  "fallback-state": [identity: string, state: string];
  /** Once a second while joined: the JSON text of {@link EngineStatistics}. */
  statistics: [text: string];
  /** By the documented code; of the own user too. */
  exception: [identity: string, code: number];
  /** By documented level: 0 debug, 1 info, 2 warning, 3 error. */
  log: [level: 0 | 1 | 2 | 3, text: string];
}

export type EngineState = "DISCONNECTED" | "CONNECTING" | "RECONNECTING" | "CONNECTED" | "DISCONNECTING";

/** The public statistics, in the documented form but for publishDuration. Those of remote users are by identity. */
export interface EngineStatistics {
  rtc: AgoraRTCStats;
  localAudio: LocalAudioTrackStats;
  localVideo: LocalVideoTrackStats;
  remoteAudio: Record<string, RemoteAudioTrackStats>;
  remoteVideo: Record<string, RemoteVideoTrackStats>;
  /** Of the own connection. */
  network: NetworkQuality;
  remoteNetwork: Record<string, NetworkQuality>;
}
