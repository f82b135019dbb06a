/**
 * Shown by compiling it: what js/src/types.ts declares is assignable to what
 * agora-rtc-sdk-ng declares, but for what left-out.d.ts lists, and nothing is
 * listed there that could be left out of the list. js/types.mjs compiles it.
 */

import type * as Supported from "../../.cache/types/supported.d.ts";
import type * as Theirs from "../../.cache/types/theirs.d.ts";
import type * as Ours from "../src/types.ts";
import type { Unsupported } from "./left-out.d.ts";

/** Our types, by the names that theirs have. */
interface OurTypes {
  AREAS: Ours.AREAS;
  AgoraRTCError: OurError;
  AgoraRTCErrorCode: Exclude<Ours.AgoraRTCErrorCode, AddedCode>;
  AgoraRTCStats: Ours.AgoraRTCStats;
  AudioEncoderConfiguration: Ours.AudioEncoderConfiguration;
  AudioEncoderConfigurationPreset: Ours.AudioEncoderConfigurationPreset;
  AudioSourceOptions: Ours.AudioSourceOptions;
  AudioSourceState: Ours.AudioSourceState;
  BufferSourceAudioTrackInitConfig: Ours.BufferSourceAudioTrackInitConfig;
  CameraVideoTrackInitConfig: Ours.CameraVideoTrackInitConfig;
  ClientConfig: Ours.ClientConfig;
  ClientRole: Ours.ClientRole;
  ConnectionDisconnectedReason: Exclude<Ours.ConnectionDisconnectedReason, AddedReason>;
  ConnectionState: Ours.ConnectionState;
  ConstrainLong: Ours.ConstrainLong;
  CustomAudioTrackInitConfig: Ours.CustomAudioTrackInitConfig;
  CustomVideoTrackInitConfig: Ours.CustomVideoTrackInitConfig;
  DeviceInfo: Ours.DeviceInfo;
  DeviceState: Ours.DeviceState;
  ElectronDesktopCapturerSource: Ours.ElectronDesktopCapturerSource;
  EncryptionMode: Ours.EncryptionMode;
  EventEmitter: Ours.IEventEmitter<Record<never, never>>;
  IAgoraRTC: Ours.IAgoraRTC;
  IAgoraRTCClient: Ours.IAgoraRTCClient;
  IAgoraRTCRemoteUser: Ours.IAgoraRTCRemoteUser;
  IBufferSourceAudioTrack: Ours.IBufferSourceAudioTrack;
  ICameraVideoTrack: Ours.ICameraVideoTrack;
  ILocalAudioTrack: Ours.ILocalAudioTrack;
  ILocalTrack: Ours.ILocalTrack;
  ILocalVideoTrack: Ours.ILocalVideoTrack;
  IMicrophoneAudioTrack: Ours.IMicrophoneAudioTrack;
  IRemoteAudioTrack: Ours.IRemoteAudioTrack;
  IRemoteTrack: Ours.IRemoteTrack;
  IRemoteVideoTrack: Ours.IRemoteVideoTrack;
  ITrack: Ours.ITrack;
  LocalAudioTrackStats: Ours.LocalAudioTrackStats;
  LocalVideoTrackStats: Ours.LocalVideoTrackStats;
  LowStreamParameter: Ours.LowStreamParameter;
  MicrophoneAudioTrackInitConfig: Ours.MicrophoneAudioTrackInitConfig;
  NetworkQuality: Ours.NetworkQuality;
  RemoteAudioTrackStats: Ours.RemoteAudioTrackStats;
  RemoteStreamFallbackType: Ours.RemoteStreamFallbackType;
  RemoteStreamType: Ours.RemoteStreamType;
  RemoteVideoTrackStats: Ours.RemoteVideoTrackStats;
  RetryConfiguration: Ours.RetryConfiguration;
  SDK_CODEC: Ours.SDK_CODEC;
  SDK_MODE: Ours.SDK_MODE;
  ScreenEncoderConfigurationPreset: Ours.ScreenEncoderConfigurationPreset;
  ScreenSourceType: Ours.ScreenSourceType;
  ScreenVideoTrackInitConfig: Ours.ScreenVideoTrackInitConfig;
  TurnServerConfig: Ours.TurnServerConfig;
  UID: Ours.UID;
  VideoEncoderConfiguration: Ours.VideoEncoderConfiguration;
  VideoEncoderConfigurationPreset: Ours.VideoEncoderConfigurationPreset;
  VideoPlayerConfig: Ours.VideoPlayerConfig;
}

/** Our events, by the types that tell theirs. */
interface OurEvents {
  IAgoraRTCClient: OurClientEvents;
  IBufferSourceAudioTrack: Ours.BufferSourceAudioTrackEvents;
  ILocalTrack: Ours.LocalTrackEvents;
  ILocalVideoTrack: Ours.LocalTrackEvents;
  IRemoteTrack: Ours.RemoteTrackEvents;
}

/** What this SDK tells besides what 4.2.1 does. */
type AddedCode = "NOT_READABLE";
type AddedReason = "TOKEN_EXPIRE" | "UID_CONFLICT";
interface OurError extends Ours.AgoraRTCError {
  code: Exclude<Ours.AgoraRTCErrorCode, AddedCode>;
}
type WithoutAdded<Args extends unknown[]> = { [I in keyof Args]: Exclude<Args[I], AddedReason> };
type OurClientEvents = { [K in keyof Ours.ClientEvents]: WithoutAdded<Ours.ClientEvents[K]> };

/** What a page makes and gives to the SDK. */
type OnlyGiven =
  | "AudioEncoderConfiguration"
  | "AudioEncoderConfigurationPreset"
  | "AudioSourceOptions"
  | "BufferSourceAudioTrackInitConfig"
  | "AREAS"
  | "EncryptionMode"
  | "RetryConfiguration"
  | "TurnServerConfig"
  | "CameraVideoTrackInitConfig"
  | "ClientConfig"
  | "ConstrainLong"
  | "CustomAudioTrackInitConfig"
  | "CustomVideoTrackInitConfig"
  | "LowStreamParameter"
  | "MicrophoneAudioTrackInitConfig"
  | "ScreenEncoderConfigurationPreset"
  | "ScreenVideoTrackInitConfig"
  | "VideoEncoderConfiguration"
  | "VideoEncoderConfigurationPreset"
  | "VideoPlayerConfig";

/** What goes both ways. */
type AlsoGiven =
  | "ScreenSourceType"
  | "ClientRole"
  | "RemoteStreamFallbackType"
  | "RemoteStreamType"
  | "SDK_CODEC"
  | "SDK_MODE"
  | "UID";

// 1. What is left out is what the lists say, and nothing else.

type ListedIn<List, Of> = Of extends keyof List ? List[Of] : never;
type Listed<Of> = ListedIn<Unsupported, Of>;

/** Compares what is left out of a type with the lists. What is wrong stands in the compiler's message. */
type Verdict<Of, LeftOut> = [LeftOut] extends [Listed<Of>]
  ? [Listed<Of>] extends [LeftOut]
    ? "as listed"
    : { "is in left-out.d.ts and no longer left out": Exclude<Listed<Of>, LeftOut> }
  : { "is left out and not in left-out.d.ts": Exclude<LeftOut, Listed<Of>> };

/** Whether a call can do nothing but throw or reject, and a field not be given. */
type Refuses<F> = [F] extends [undefined]
  ? true
  : [F] extends [(...args: never[]) => infer R]
    ? [Awaited<R>] extends [never]
      ? true
      : false
    : false;

/** Those of their members `M` that ours has not, or that ours refuses and theirs does not. */
type LeftOutOf<T, O, M> = M extends keyof O & keyof T
  ? [Refuses<O[M]>, Refuses<T[M]>] extends [true, false]
    ? M
    : never
  : M;

type TypeVerdicts = {
  types: Verdict<"types", Exclude<keyof Theirs.Types, keyof OurTypes>>;
  "types with events": Verdict<"types", Listed<"types"> | Exclude<keyof Theirs.Events, keyof OurEvents>>;
};
type MemberVerdicts = {
  [N in keyof Theirs.Members & keyof OurTypes]: Verdict<
    N,
    LeftOutOf<Theirs.Types[N], OurTypes[N], Theirs.Members[N]>
  >;
};
type EventVerdicts = {
  [N in keyof Theirs.Events & keyof OurEvents]: Verdict<
    `events of ${N}`,
    Exclude<keyof Theirs.Events[N], keyof OurEvents[N]>
  >;
};
type AsListed<V> = { [N in keyof V]: "as listed" };

declare const types: TypeVerdicts;
declare const members: MemberVerdicts;
declare const events: EventVerdicts;
types satisfies AsListed<TypeVerdicts>;
members satisfies AsListed<MemberVerdicts>;
events satisfies AsListed<EventVerdicts>;

// 2. What the SDK hands out, as ours, is what a page expects, as theirs.

type HandedOut = Exclude<keyof OurTypes & keyof Supported.Types, OnlyGiven>;
declare const handedOut: { [N in HandedOut]: OurTypes[N] };
handedOut satisfies { [N in HandedOut]: Supported.Types[N] };

// 3. What a page gives, as theirs, is what the SDK takes, as ours.

type Given = (OnlyGiven | AlsoGiven) & keyof Supported.Types;
declare const given: { [N in Given]: Supported.Types[N] };
given satisfies { [N in Given]: OurTypes[N] };

// 4. A listener written for their arguments takes ours.

type Listeners<E> = { [K in keyof E]: (...args: E[K] extends unknown[] ? E[K] : never) => unknown };
type Told<N extends keyof OurEvents & keyof Supported.Events> = keyof OurEvents[N] &
  keyof Supported.Events[N];
type Shared<E, N extends keyof OurEvents & keyof Supported.Events> = N extends keyof E
  ? Pick<Listeners<E[N]>, Told<N> & keyof E[N]>
  : never;

declare const listeners: { [N in keyof OurEvents & keyof Supported.Events]: Shared<Supported.Events, N> };
listeners satisfies { [N in keyof OurEvents & keyof Supported.Events]: Shared<OurEvents, N> };
