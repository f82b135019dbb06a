/**
 * The public types of Dualstream. This file is the package's index.d.ts: it
 * imports nothing, and declares only what works.
 *
 * Where a page's own code passes a wrong value, a call throws or rejects with
 * an {@link AgoraRTCError}; its `code` is given with each call.
 */

/** A user's id. A number is the identity in decimal, 0 to 4294967295; a string is taken as it is (ASCII, 1 to 255 characters). */
export type UID = number | string;

/** What a call takes that asks for a user: the id in either form, the user, or a stream object of version 3.x. */
export type UserRef = UID | { uid: UID } | { getId(): UID } | { getUserId(): UID };

/** The kind of a track. */
export type MediaType = "audio" | "video";

/** The state of a client's connection. */
export type ConnectionState = "DISCONNECTED" | "CONNECTING" | "RECONNECTING" | "CONNECTED" | "DISCONNECTING";

/** Which of a publisher's two video streams is received. */
export declare const RemoteStreamType: {
  /** The stream of high resolution and bitrate. */
  readonly HIGH_STREAM: 0;
  /** The stream of low resolution and bitrate. */
  readonly LOW_STREAM: 1;
};
/** One of {@link RemoteStreamType}. */
export type RemoteStreamType = 0 | 1;

/** What a client may do about a remote user's video where the downlink does not carry it. */
export declare const RemoteStreamFallbackType: {
  /** Nothing: what was asked for is received, whatever it does to the audio. */
  readonly DISABLE: 0;
  /** Receive the low stream in place of the high one. */
  readonly LOW_STREAM: 1;
  /** Receive the low stream, and where that is too much as well, audio alone. */
  readonly AUDIO_ONLY: 2;
};
/** One of {@link RemoteStreamFallbackType}. */
export type RemoteStreamFallbackType = 0 | 1 | 2;

/** When a client sends a low stream beside the high one, see {@link IAgoraRTCClient.setDualStreamMode}. */
export declare const SIMULCAST_STREAM_MODE: {
  /** While a viewer wants it. */
  readonly AUTO_SIMULCAST_STREAM: -1;
  /** Never. The name is the documented one. */
  readonly DISABLE_SIMULCAST_STREM: 0;
  /** Always. */
  readonly ENABLE_SIMULCAST_STREAM: 1;
};
/** One of {@link SIMULCAST_STREAM_MODE}. */
export type SIMULCAST_STREAM_MODE = (typeof SIMULCAST_STREAM_MODE)[keyof typeof SIMULCAST_STREAM_MODE];

/** How late an audience may receive. Here every user receives with the least latency. */
export declare const AudienceLatencyLevelType: {
  readonly AUDIENCE_LEVEL_LOW_LATENCY: 1;
  readonly AUDIENCE_LEVEL_ULTRA_LOW_LATENCY: 2;
};
/** One of {@link AudienceLatencyLevelType}. */
export type AudienceLatencyLevelType =
  (typeof AudienceLatencyLevelType)[keyof typeof AudienceLatencyLevelType];

/** See {@link IAgoraRTCClient.setClientRole}. */
export interface ClientRoleOptions {
  /** Has no effect, which the console says. */
  level: AudienceLatencyLevelType;
}

/** Parts of the world, see {@link IAgoraRTC.setArea}. */
export declare const AREAS: {
  readonly CHINA: "CHINA";
  readonly ASIA: "ASIA";
  readonly NORTH_AMERICA: "NORTH_AMERICA";
  readonly EUROPE: "EUROPE";
  readonly JAPAN: "JAPAN";
  readonly INDIA: "INDIA";
  readonly OCEANIA: "OCEANIA";
  readonly SOUTH_AMERICA: "SOUTH_AMERICA";
  readonly AFRICA: "AFRICA";
  readonly OVERSEA: "OVERSEA";
  readonly GLOBAL: "GLOBAL";
};
/** One of {@link AREAS}. */
export type AREAS = (typeof AREAS)[keyof typeof AREAS];

/** The documented ways of {@link IAgoraRTCClient.setEncryptionConfig}; "none" is what there is. */
// biome-ignore format: one family a line
export type EncryptionMode =
  | "none"
  | "aes-128-xts" | "aes-256-xts"
  | "aes-128-ecb" | "sm4-128-ecb"
  | "aes-128-gcm" | "aes-256-gcm"
  | "aes-128-gcm2" | "aes-256-gcm2";

/** A TURN server of the page's own. Of the two ports one must be given. */
export interface TurnServerConfig {
  /** Its name or address, without scheme and port. */
  turnServerURL: string;
  username: string;
  password: string;
  /** Where it takes UDP. */
  udpport?: number;
  /** Where it takes TCP. */
  tcpport?: number;
  /** Whether media must go by way of a TURN server; false if not given. */
  forceturn?: boolean;
}

/** When something that failed is tried again. All are numbers of at least 0. */
export interface RetryConfiguration {
  /** The wait before the first repetition, in ms; 500 if not given, and never less than 100. */
  timeout: number;
  /** What each further wait is multiplied by; 1.5 if not given. */
  timeoutFactor: number;
  /** How often it is repeated; without a bound if not given. */
  maxRetryCount: number;
  /** The longest wait, in ms; 10000 if not given. */
  maxRetryTimeout: number;
}

/** Whose video comes first where the downlink does not carry that of all. */
export type RemoteUserPriority = "high" | "normal";

/** Why a client is DISCONNECTED. */
export declare const ConnectionDisconnectedReason: {
  /** The page called `leave`. */
  readonly LEAVE: "LEAVE";
  /** The network failed, and so did connecting again, which is tried for two minutes. */
  readonly NETWORK_ERROR: "NETWORK_ERROR";
  /** The server ended the session, for a reason that is none of the others. A server that only restarts is joined again. */
  readonly SERVER_ERROR: "SERVER_ERROR";
  /** The user was removed from the channel. */
  readonly UID_BANNED: "UID_BANNED";
  /** The address is not welcome; the media servers of this SDK do not say so. */
  readonly IP_BANNED: "IP_BANNED";
  /** The channel was closed on the server. */
  readonly CHANNEL_BANNED: "CHANNEL_BANNED";
  /** The same user joined from elsewhere. */
  readonly UID_CONFLICT: "UID_CONFLICT";
  /** The server took no token any more when the client had to connect again. */
  readonly TOKEN_EXPIRE: "TOKEN_EXPIRE";
};
/** One of {@link ConnectionDisconnectedReason}. */
export type ConnectionDisconnectedReason =
  (typeof ConnectionDisconnectedReason)[keyof typeof ConnectionDisconnectedReason];

/** The codes of {@link AgoraRTCError}. */
export type AgoraRTCErrorCode =
  | "UNEXPECTED_ERROR"
  | "UNEXPECTED_RESPONSE"
  | "TIMEOUT"
  | "INVALID_PARAMS"
  | "NOT_READABLE"
  | "NOT_SUPPORTED"
  | "INVALID_OPERATION"
  | "OPERATION_ABORTED"
  | "WEB_SECURITY_RESTRICT"
  | "NETWORK_ERROR"
  | "NETWORK_TIMEOUT"
  | "ENUMERATE_DEVICES_FAILED"
  | "DEVICE_NOT_FOUND"
  | "ELECTRON_IS_NULL"
  | "ELECTRON_DESKTOP_CAPTURER_GET_SOURCES_ERROR"
  | "MEDIA_OPTION_INVALID"
  | "PERMISSION_DENIED"
  | "CONSTRAINT_NOT_SATISFIED"
  | "TRACK_IS_DISABLED"
  | "SHARE_AUDIO_NOT_ALLOWED"
  | "CAN_NOT_GET_GATEWAY_SERVER"
  | "UID_CONFLICT"
  | "INVALID_LOCAL_TRACK"
  | "INVALID_TRACK"
  | "CREATE_OFFER_FAILED"
  | "SET_ANSWER_FAILED"
  | "ICE_FAILED"
  | "SENDER_REPLACE_FAILED"
  | "CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS"
  | "INVALID_REMOTE_USER"
  | "REMOTE_USER_IS_NOT_PUBLISHED"
  | "FETCH_AUDIO_FILE_FAILED"
  | "READ_LOCAL_AUDIO_FILE_ERROR"
  | "DECODE_AUDIO_FILE_FAILED"
  | "WS_ABORT";

/** What the SDK throws and rejects with. `name` is "AgoraRTCException", `message` is "AgoraRTCError CODE: text". */
export declare class AgoraRTCError extends Error {
  constructor(code: AgoraRTCErrorCode, text: string, data?: unknown);
  readonly code: AgoraRTCErrorCode;
  readonly message: string;
  /** What belongs to the error, if anything does. */
  readonly data?: unknown;
  /** The message, with the data if there is any. */
  toString(): string;
  /** Throws the error. */
  throw(): never;
}

/** Bounds of a number, as in media constraints. */
export interface ConstrainLong {
  min?: number;
  max?: number;
  ideal?: number;
  exact?: number;
}

/** What a camera or screen captures, and the bounds of the high stream's bitrate. */
export interface VideoEncoderConfiguration {
  /** In pixels. */
  width?: number | ConstrainLong;
  /** In pixels. */
  height?: number | ConstrainLong;
  /** In frames per second. */
  frameRate?: number | ConstrainLong;
  /** In kbps. */
  bitrateMin?: number;
  /** In kbps. */
  bitrateMax?: number;
}

/** A named configuration of a camera. */
// biome-ignore format: one resolution a line
export type VideoEncoderConfigurationPreset =
  | "90p" | "90p_1"
  | "120p" | "120p_1" | "120p_3" | "120p_4"
  | "180p" | "180p_1" | "180p_3" | "180p_4"
  | "240p" | "240p_1" | "240p_3" | "240p_4"
  | "360p" | "360p_1" | "360p_3" | "360p_4" | "360p_6" | "360p_7" | "360p_8" | "360p_9" | "360p_10" | "360p_11"
  | "480p" | "480p_1" | "480p_2" | "480p_3" | "480p_4" | "480p_6" | "480p_8" | "480p_9" | "480p_10"
  | "720p" | "720p_1" | "720p_2" | "720p_3" | "720p_5" | "720p_6"
  | "1080p" | "1080p_1" | "1080p_2" | "1080p_3" | "1080p_5"
  | "1440p" | "1440p_1" | "1440p_2"
  | "4k" | "4k_1" | "4k_3";

/** A named configuration of a screen share. */
// biome-ignore format: one resolution a line
export type ScreenEncoderConfigurationPreset =
  | "480p" | "480p_1" | "480p_2"
  | "720p" | "720p_1" | "720p_2"
  | "1080p" | "1080p_1" | "1080p_2";

/** What a microphone captures and how it is encoded. */
export interface AudioEncoderConfiguration {
  /** In Hz. */
  sampleRate?: number;
  /** In bits. */
  sampleSize?: number;
  stereo?: boolean;
  /** In kbps. */
  bitrate?: number;
}

/** A named configuration of audio. */
export type AudioEncoderConfigurationPreset =
  | "speech_low_quality"
  | "speech_standard"
  | "music_standard"
  | "standard_stereo"
  | "high_quality"
  | "high_quality_stereo";

/** What matters more when a video cannot be sent as it is: its frame rate or its sharpness. */
export type OptimizationMode = "motion" | "detail";

/** See {@link IAgoraRTC.createMicrophoneAudioTrack}. */
export interface MicrophoneAudioTrackInitConfig {
  /**
   * If not given: 48 kHz, mono, 24 kbps, sent with redundancy (RFC 2198), which
   * makes up for lost packets. What is given is sent as it is, without; see
   * "AUDIO_RED" of {@link IAgoraRTC.setParameter}.
   */
  encoderConfig?: AudioEncoderConfiguration | AudioEncoderConfigurationPreset;
  /** Echo cancellation, on if not given. */
  AEC?: boolean;
  /** Automatic gain control, on if not given. */
  AGC?: boolean;
  /** Noise suppression, on if not given. */
  ANS?: boolean;
  /** Sends next to nothing in silence; off if not given. */
  DTX?: boolean;
  /** A `deviceId` from {@link IAgoraRTC.getMicrophones}. */
  microphoneId?: string;
}

/** See {@link IAgoraRTC.createCameraVideoTrack}. */
export interface CameraVideoTrackInitConfig {
  /** "480p_1" if not given. */
  encoderConfig?: VideoEncoderConfiguration | VideoEncoderConfigurationPreset;
  /** The camera that looks at the user, or the one that looks away. */
  facingMode?: "user" | "environment";
  /** A `deviceId` from {@link IAgoraRTC.getCameras}. */
  cameraId?: string;
  optimizationMode?: OptimizationMode;
}

/** A kind of what can be shared of a screen. */
export type ScreenSourceType = "screen" | "window" | "application";

/** What can be shared, as Electron lists it. */
export interface ElectronDesktopCapturerSource {
  /** What {@link ScreenVideoTrackInitConfig.electronScreenSourceId} takes. */
  id: string;
  name: string;
  /** A small picture of it: a NativeImage of Electron's. */
  thumbnail: {
    /** As a data: address. */
    toDataURL(): string;
  };
}

/** Whether a device has come or gone. */
export type DeviceState = "ACTIVE" | "INACTIVE";

/** A device that has come or gone. */
export interface DeviceInfo {
  /** When that was noticed, in ms since 1970. */
  updateAt: number;
  /** When the device was seen for the first time, in ms since 1970. */
  initAt: number;
  /** "ACTIVE": it has come. "INACTIVE": it has gone. */
  state: DeviceState;
  device: MediaDeviceInfo;
}

/** See {@link IAgoraRTC.createScreenVideoTrack}. */
export interface ScreenVideoTrackInitConfig {
  /** "1080p_2" if not given. */
  encoderConfig?: VideoEncoderConfiguration | ScreenEncoderConfigurationPreset;
  /** What the browser's picker shows first. */
  screenSourceType?: ScreenSourceType;
  /**
   * In Electron, the id of what is to be shared, from
   * {@link IAgoraRTC.getElectronScreenSources}: the user is not asked.
   */
  electronScreenSourceId?: string;
  /** Not looked at: no browser needs an extension to share a screen any more. */
  extensionId?: string;
  /** "detail" if not given. */
  optimizationMode?: OptimizationMode;
}

/** See {@link IAgoraRTC.createCustomAudioTrack}. */
export interface CustomAudioTrackInitConfig {
  mediaStreamTrack: MediaStreamTrack;
  /** "music_standard" if not given. */
  encoderConfig?: AudioEncoderConfiguration | AudioEncoderConfigurationPreset;
}

/** See {@link IAgoraRTC.createBufferSourceAudioTrack}. */
export interface BufferSourceAudioTrackInitConfig {
  /** The address of an audio file, which must permit the page to read it (CORS); a local file; or samples. */
  source: string | File | AudioBuffer;
  /** Keeps the file of an address, decoded, for as long as the page lives; off if not given. */
  cacheOnlineFile?: boolean;
  /** "music_standard" if not given. */
  encoderConfig?: AudioEncoderConfiguration | AudioEncoderConfigurationPreset;
}

/** See {@link IBufferSourceAudioTrack.startProcessAudioBuffer}. */
export interface AudioSourceOptions {
  /** How many times it is played, a whole number; 1 if not given. */
  cycle?: number;
  /** Plays it again and again, whatever `cycle` says; off if not given. */
  loop?: boolean;
  /** Where the first time begins, in seconds; 0 if not given. */
  startPlayTime?: number;
}

/** Whether the audio of a file is being played into its track. */
export type AudioSourceState = "stopped" | "playing" | "paused";

/** See {@link IAgoraRTC.createCustomVideoTrack}. */
export interface CustomVideoTrackInitConfig {
  mediaStreamTrack: MediaStreamTrack;
  /** In kbps. */
  bitrateMin?: number;
  /** In kbps. */
  bitrateMax?: number;
  optimizationMode?: OptimizationMode;
}

/** What the low stream is. Each field is a whole number of 1 to 10000; of a constraint, `exact`, `ideal`, `max` or `min` counts, in this order. */
export interface LowStreamParameter {
  /** In pixels; 160 if never given. */
  width?: number | ConstrainLong;
  /** In pixels; 120 if never given. It is re-fitted to the source's aspect ratio. */
  height?: number | ConstrainLong;
  /** In frames per second; 15 if never given. */
  framerate?: number | ConstrainLong;
  /** In kbps; 50 if never given. */
  bitrate?: number;
}

/** How a video is shown. */
export interface VideoPlayerConfig {
  /** Left and right exchanged: on for a camera's own picture, off for all else, if not given. */
  mirror?: boolean;
  /** "cover" for a camera and for remote video, "contain" for screens and custom video, if not given. */
  fit?: "cover" | "contain" | "fill";
}

/** Events by name, and the arguments of their listeners. */
type Events = { [event: string]: unknown[] };

/** An event's name that is not in `E`. */
type Unlisted<K, E> = K extends keyof E ? never : K;

/** A listener of whatever event. */
// biome-ignore lint/complexity/noBannedTypes: pages that hand listeners on have no better type for them
type AnyListener = Function;

/** Tells events to listeners. A name that is not in `E` is taken too, and never told. */
export interface IEventEmitter<E extends Events> {
  /** Adds a listener. The same function is added only once. */
  on<K extends string>(event: Unlisted<K, E>, listener: AnyListener): void;
  on<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  /** Adds a listener that is removed before its first call. */
  once<K extends string>(event: Unlisted<K, E>, listener: AnyListener): void;
  once<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  /** Removes a listener. */
  off<K extends string>(event: Unlisted<K, E>, listener: AnyListener): void;
  off<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  /** Removes the listeners of one event, or of all. */
  removeAllListeners(event?: string): void;
  /** The listeners of an event. */
  getListeners<K extends keyof E & string>(event: K): ((...args: E[K]) => unknown)[];
  getListeners(event: string): AnyListener[];
}

/** What every track has. `E` are its events. */
export interface ITrack<E extends Events = Record<never, never>> extends IEventEmitter<E> {
  readonly trackMediaType: MediaType;
  /** Whether {@link play} was called, and {@link stop} not since. */
  readonly isPlaying: boolean;
  /** The SDK's own id of the track. */
  getTrackId(): string;
  getMediaStreamTrack(): MediaStreamTrack;
  /** Shows a video inside an element, or plays audio: see {@link IVideoTrack.play} and {@link IAudioTrack.play}. */
  play(element?: string | HTMLElement): void;
  /** Ends the playing. */
  stop(): void;
}

/** A video that can be shown. */
export interface IVideoTrack<E extends Events = Record<never, never>> extends ITrack<E> {
  /**
   * Shows the video inside an element, given by itself or by its id. An id that
   * is not found is warned of, and the video is shown in the body.
   * Throws INVALID_PARAMS.
   */
  play(element: string | HTMLElement, config?: VideoPlayerConfig): void;
  /** The picture that is shown now, in its full size; 2x2 empty pixels while nothing is. */
  getCurrentFrameData(): ImageData;
}

/** Audio that can be heard. */
export interface IAudioTrack<E extends Events = Record<never, never>> extends ITrack<E> {
  /** Plays the audio; where the browser first wants a gesture of the user, from that on. */
  play(): void;
  /**
   * How loud it is now, 0 to 1, on a scale like that of hearing: somebody who
   * speaks is mostly above 0.6. Of local audio it is measured after `setVolume`,
   * of remote audio before. 0 where the browser has no Web Audio, and until it
   * runs, which may take a gesture of the user.
   */
  getVolumeLevel(): number;
  /**
   * Gives the audio to a function, frame by frame, or (null) no longer. It ends
   * with the track. A frame counts only until the function returns. Local audio
   * is given after `setVolume`, remote audio before.
   *
   * @param frameSize samples of a frame: 256, 512, 1024, 2048, 4096 (if not
   *   given), 8192 or 16384.
   *
   * Throws INVALID_PARAMS, NOT_SUPPORTED (no Web Audio), INVALID_OPERATION (closed).
   */
  setAudioFrameCallback(audioFrameCallback: ((buffer: AudioBuffer) => void) | null, frameSize?: number): void;
  /**
   * Chooses where it is played.
   *
   * @param deviceId of {@link IAgoraRTC.getPlaybackDevices}.
   *
   * Rejects INVALID_PARAMS, NOT_SUPPORTED (the browser leaves no choice),
   * DEVICE_NOT_FOUND, PERMISSION_DENIED, UNEXPECTED_ERROR.
   */
  setPlaybackDevice(deviceId: string): Promise<void>;
}

/** The events of a local track. */
export type LocalTrackEvents = {
  /** The source has ended: a device was unplugged, or the sharing stopped by the user. */
  "track-ended": [];
};

/** What every local track has. */
export interface ILocalTrack<E extends LocalTrackEvents = LocalTrackEvents> extends ITrack<E> {
  /** Whether it is sent where it is published: see {@link setEnabled}. */
  readonly enabled: boolean;
  /** Whether it is silenced or blackened: see {@link setMuted}. */
  readonly muted: boolean;
  /** The source's name, as the browser gives it. */
  getTrackLabel(): string;
  /**
   * Sends or sends not. A camera that is disabled is switched off, and opened
   * again when it is enabled. Remote users see it unpublished and published.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (closed, or to be disabled while it
   * is muted), and as {@link IAgoraRTC.createCameraVideoTrack} does.
   */
  setEnabled(enabled: boolean): Promise<void>;
  /**
   * Sends silence or nothing, or what the source gives. Other than with
   * {@link setEnabled} the device stays open, so that unmuting is a matter of a
   * moment, and a muted track can be published. Remote users see it unpublished
   * and published. A track is either muted or disabled: which was done first must
   * be undone before the other.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (closed, or to be muted while it is
   * disabled).
   */
  setMuted(muted: boolean): Promise<void>;
  /** Ends the track for good and frees its device. */
  close(): void;
  /**
   * The statistics of its sending, zeros while it is not published.
   * @deprecated {@link IAgoraRTCClient.getLocalAudioStats} and
   *   {@link IAgoraRTCClient.getLocalVideoStats} give the same.
   */
  getStats(): LocalAudioTrackStats | LocalVideoTrackStats;
}

/** A local video. */
export interface ILocalVideoTrack extends ILocalTrack, IVideoTrack<LocalTrackEvents> {
  readonly trackMediaType: "video";
  /** See {@link IVideoTrack.play}. */
  play: IVideoTrack["play"];
  /**
   * Says what matters more when the video cannot be sent as it is: "motion" keeps
   * the frame rate, "detail" the sharpness; "balanced" leaves it to the browser,
   * which of a screen keeps the sharpness. It is the contentHint of the
   * MediaStreamTrack; a browser that takes none warns of it.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (closed).
   */
  setOptimizationMode(mode: "balanced" | OptimizationMode): Promise<void>;
  /**
   * There are no beauty effects: rejects NOT_SUPPORTED, with what to do instead,
   * unless they are to be off, and INVALID_PARAMS.
   */
  setBeautyEffect(enabled: boolean, options?: object): Promise<void>;
  /** @deprecated see {@link IAgoraRTCClient.getLocalVideoStats}. */
  getStats(): LocalVideoTrackStats;
}

/** Local audio. */
export interface ILocalAudioTrack<E extends LocalTrackEvents = LocalTrackEvents>
  extends ILocalTrack<E>,
    IAudioTrack<E> {
  readonly trackMediaType: "audio";
  /** See {@link IAudioTrack.play}. */
  play: IAudioTrack["play"];
  /**
   * Changes how loud it is sent, and heard here. Until it is first called with
   * another volume than 100 the source is sent as it is. Where the browser runs
   * Web Audio only after a gesture of the user, the volume holds from that on;
   * 0 holds at once. `getMediaStreamTrack` stays the source.
   *
   * @param volume 0 (silent) to 1000; 100 is as it is.
   *
   * Throws INVALID_PARAMS, NOT_SUPPORTED (no Web Audio), INVALID_OPERATION (closed).
   */
  setVolume(volume: number): void;
  /** @deprecated see {@link IAgoraRTCClient.getLocalAudioStats}. */
  getStats(): LocalAudioTrackStats;
}

/** A camera's video. */
export interface ICameraVideoTrack extends ILocalVideoTrack {
  /**
   * Goes on with another camera; what is published and played goes on too, with
   * both streams fitted to the new picture. While it is disabled that camera is
   * opened when it is enabled. Where the other camera cannot be opened the one
   * before it goes on.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (closed), SENDER_REPLACE_FAILED, and
   * as {@link IAgoraRTC.createCameraVideoTrack} does.
   *
   * @param deviceId a `deviceId` from {@link IAgoraRTC.getCameras}.
   */
  setDevice(deviceId: string): Promise<void>;
  /**
   * Changes what is captured and sent, also while it is published: both streams
   * follow. Of the size and the frame rate, what is not given stays. A bitrate
   * that is not given is chosen by the size. The camera gives what comes nearest.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (closed), TRACK_IS_DISABLED,
   * MEDIA_OPTION_INVALID (bounds that the camera cannot keep), UNEXPECTED_ERROR;
   * then all stays as it was.
   */
  setEncoderConfiguration(config: VideoEncoderConfiguration | VideoEncoderConfigurationPreset): Promise<void>;
}

/** A microphone's audio. */
export interface IMicrophoneAudioTrack extends ILocalAudioTrack {
  /**
   * Goes on with another microphone, with the same constraints, also while it is
   * published. Where that cannot be had the present one stays. While the track is
   * disabled, the other one is opened when it is enabled.
   *
   * @param deviceId of {@link IAgoraRTC.getMicrophones}.
   *
   * Rejects as {@link IAgoraRTC.createMicrophoneAudioTrack} does, and
   * INVALID_OPERATION (closed), OPERATION_ABORTED (closed meanwhile),
   * SENDER_REPLACE_FAILED.
   */
  setDevice(deviceId: string): Promise<void>;
}

/** The events of a track of {@link IAgoraRTC.createBufferSourceAudioTrack}. */
export type BufferSourceAudioTrackEvents = LocalTrackEvents & {
  "source-state-change": [currentState: AudioSourceState];
};

/**
 * The audio of a file, or of samples. It is sent and, after `play`, heard here
 * while it is being processed, and silent otherwise. Where the browser runs Web
 * Audio only after a gesture of the user, it begins with that.
 */
export interface IBufferSourceAudioTrack extends ILocalAudioTrack<BufferSourceAudioTrackEvents> {
  /** What the track was made of. */
  readonly source: string | File | AudioBuffer;
  readonly currentState: AudioSourceState;
  /** In seconds. */
  readonly duration: number;
  /** Where it stands, in seconds. */
  getCurrentTime(): number;
  /** Plays it, from the beginning or as the options say, also where it plays already. Throws INVALID_PARAMS, INVALID_OPERATION (closed). */
  startProcessAudioBuffer(options?: AudioSourceOptions): void;
  /** Stands still where it is; only of effect while it plays. */
  pauseProcessAudioBuffer(): void;
  /** Goes on; only of effect while it is paused. */
  resumeProcessAudioBuffer(): void;
  /** Goes to another position, in seconds; only of effect while it plays or is paused. Throws INVALID_PARAMS. */
  seekAudioBuffer(time: number): void;
  /** Ends it, and goes back to the beginning. */
  stopProcessAudioBuffer(): void;
}

/** The events of a remote track. */
export type RemoteTrackEvents = {
  /** The first picture or sound can be played. */
  "first-frame-decoded": [];
};

/** What every remote track has. */
export interface IRemoteTrack extends ITrack<RemoteTrackEvents> {
  /** Whose track it is. */
  getUserId(): UID;
  /**
   * The statistics of its receiving.
   * @deprecated {@link IAgoraRTCClient.getRemoteAudioStats} and
   *   {@link IAgoraRTCClient.getRemoteVideoStats} give the same.
   */
  getStats(): RemoteAudioTrackStats | RemoteVideoTrackStats;
}

/** The video of a remote user. */
export interface IRemoteVideoTrack extends IRemoteTrack, IVideoTrack<RemoteTrackEvents> {
  readonly trackMediaType: "video";
  /** See {@link IVideoTrack.play}. */
  play: IVideoTrack["play"];
  /** @deprecated see {@link IAgoraRTCClient.getRemoteVideoStats}. */
  getStats(): RemoteVideoTrackStats;
}

/** The audio of a remote user. */
export interface IRemoteAudioTrack extends IRemoteTrack, IAudioTrack<RemoteTrackEvents> {
  readonly trackMediaType: "audio";
  /** See {@link IAudioTrack.play}. */
  play: IAudioTrack["play"];
  /**
   * Changes how loud it is played here.
   *
   * @param volume 0 (silent) to 1000; 100 is as it is. Above that it is amplified
   *   by Web Audio, from a gesture of the user on where the browser wants one.
   *
   * Throws INVALID_PARAMS, NOT_SUPPORTED (above 100 without Web Audio).
   */
  setVolume(volume: number): void;
  /** @deprecated see {@link IAgoraRTCClient.getRemoteAudioStats}. */
  getStats(): RemoteAudioTrackStats;
}

/** A remote user of the channel. */
export interface IAgoraRTCRemoteUser {
  readonly uid: UID;
  /** Whether the user sends audio now. */
  readonly hasAudio: boolean;
  /** Whether the user sends video now. */
  readonly hasVideo: boolean;
  /** The audio, while it is sent and subscribed. */
  readonly audioTrack?: IRemoteAudioTrack | undefined;
  /** The video, while it is sent and subscribed. */
  readonly videoTrack?: IRemoteVideoTrack | undefined;
}

/** One of those that {@link IAgoraRTCClient.massSubscribe} subscribes to. */
export interface MassSubscription {
  user: IAgoraRTCRemoteUser;
  mediaType: MediaType;
}

/** What came of one of them: `track` or `error`. */
export interface MassSubscriptionResult extends MassSubscription {
  track?: IRemoteTrack;
  error?: AgoraRTCError;
}

/** One of those that {@link IAgoraRTCClient.massUnsubscribe} ends: one kind of a user, or both. */
export interface MassUnsubscription {
  user: IAgoraRTCRemoteUser;
  mediaType?: MediaType;
}

/** How much of a remote user is received: the high or the low video stream, with the audio, or the audio alone. */
export type FallbackLevel = "high" | "low" | "audio";

/** Why less or more of a remote user is received. */
export interface FallbackReason {
  /**
   * "congestion": the downlink does not carry what was received. "recovery": it
   * has been good for long enough. "trial-failed": more was tried and not
   * carried. "option", "request": setStreamFallbackOption or
   * setRemoteVideoStreamType asks for it. "publisher": the user began or ceased
   * to send a low stream. "server": the media server paused the video by its own
   * estimate of the downlink, or sends it again.
   */
  cause: "congestion" | "recovery" | "trial-failed" | "option" | "request" | "publisher" | "server";
  from: FallbackLevel;
  to: FallbackLevel;
  /** The readings that led to it, by name. A name ends in its unit, as in "capacityKbps"; null where the browser gave no number. */
  metrics: { [name: string]: number | null };
  /** The bounds that these readings were held against, by the same names. */
  thresholds: { [name: string]: number | null };
  /** When what led to it began, in ms since 1970. */
  since: number;
}

/** What a client holds about receiving a remote user. */
export interface FallbackState {
  /** What {@link IAgoraRTCClient.setStreamFallbackOption} has set. */
  option: RemoteStreamFallbackType;
  /** What {@link IAgoraRTCClient.setRemoteVideoStreamType} has set: the most that is received. */
  streamType: RemoteStreamType;
  /** What is asked of the media server now. */
  level: FallbackLevel;
  /**
   * "normal": all that the page wants is received. "fallback": less, because of
   * the downlink. "trial": more is being tried. "unknown": the browser's
   * statistics are missing, and nothing is decided until they come back.
   */
  phase: "normal" | "fallback" | "trial" | "unknown";
  /** When `level` was decided, in ms since 1970; 0 if nothing was decided yet. */
  since: number;
  /** Why, by the last decision about this user; absent if there was none. */
  reason?: FallbackReason;
}

/** Why the received stream's type changed: where a fallback or a recovery did it, as that says. */
export interface StreamTypeReason extends Omit<FallbackReason, "cause"> {
  /**
   * "request": setRemoteVideoStreamType asked for it. "delivery": nothing was
   * asked; the publisher switched its low stream on or off, or the media server
   * chose another stream. The others: see {@link FallbackReason}.
   */
  cause: FallbackReason["cause"] | "delivery";
  /** The size that was seen arriving, in pixels. */
  width: number;
  height: number;
}

/**
 * How a connection does in both directions: 0 unknown, 1 excellent, 2 good, 3
 * slightly impaired, 4 not smooth, 5 hardly usable, 6 disconnected.
 *
 * It is the worst of what is measured: lost packets, audio made up in their
 * place, jitter, the time to the media server and back, of the uplink what it
 * can carry against what is to be sent, of the downlink what was given up for it
 * by fallback. docs/quality.md has the bounds.
 */
export interface NetworkQuality {
  /** Of what is sent; 0 where nothing is. */
  uplinkNetworkQuality: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  /** Of what is received; 0 where nothing is. */
  downlinkNetworkQuality: 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/**
 * The statistics of a client's connection. Here and in the statistics of
 * tracks, a number that is not known is 0, unless it says otherwise.
 */
export interface AgoraRTCStats {
  /** How long the client has been in the channel, in whole seconds. */
  Duration: number;
  /** Of all that is received, in bit/s. */
  RecvBitrate: number;
  /** Of all that was received, in bytes. */
  RecvBytes: number;
  /** Of all that is sent, high and low streams together, in bit/s. */
  SendBitrate: number;
  /** Of all that was sent, high and low streams together, in bytes. */
  SendBytes: number;
  /** How many are in the channel, with the own user. */
  UserCount: number;
  /** The time to the media server and back, in ms. */
  RTT: number;
  /** What the browser believes that the uplink carries, in kbps. */
  OutgoingAvailableBandwidth: number;
}

/** The statistics of the audio that is sent. */
export interface LocalAudioTrackStats {
  /** Absent while nothing is sent. */
  codecType?: "opus";
  /** The loudness before encoding, 0 to 32767. */
  sendVolumeLevel: number;
  /** In bit/s. */
  sendBitrate: number;
  sendBytes: number;
  sendPackets: number;
  /** Of the packets sent, those that did not reach the media server. */
  sendPacketsLost: number;
  /** How unevenly they reach it, in ms. */
  sendJitterMs: number;
  /** The time to the media server and back, by its reports about this track, in ms. */
  sendRttMs: number;
  /** The lost ones' share of the packets of the last two seconds, 0 to 1. */
  currentPacketLossRate: number;
}

/** The statistics of the video that is sent: of the high stream. */
export interface LocalVideoTrackStats {
  /** Absent while nothing is sent. */
  codecType?: "H264" | "VP8";
  /** In bit/s. */
  sendBitrate: number;
  sendBytes: number;
  sendPackets: number;
  /** Of the packets sent, those that did not reach the media server. */
  sendPacketsLost: number;
  /** How unevenly they reach it, in ms. */
  sendJitterMs: number;
  /** The time to the media server and back, by its reports about this track, in ms. */
  sendRttMs: number;
  /** The lost ones' share of the packets of the last two seconds, 0 to 1. */
  currentPacketLossRate: number;
  /** What is encoded, in frames per second. */
  sendFrameRate: number;
  /** What the source gives, in frames per second; what it was asked for where the browser does not count them. */
  captureFrameRate: number;
  /** The size that is sent, in pixels. */
  sendResolutionWidth: number;
  sendResolutionHeight: number;
  /** The size that the source gives, in pixels. */
  captureResolutionWidth: number;
  captureResolutionHeight: number;
  /** What encoding a frame takes, in ms. */
  encodeDelay: number;
  /** The most that is to be sent, as configured, in bit/s; what the encoder aims at where nothing is configured. */
  targetSendBitrate: number;
  /** For how long it has been sent, in seconds. */
  totalDuration: number;
  /** For how long of that it froze, in seconds. */
  totalFreezeTime: number;
}

/** The statistics of a remote user's audio. */
export interface RemoteAudioTrackStats {
  /** Absent while nothing is received. */
  codecType?: "opus";
  /** The estimated way from the media server to here, in ms. */
  transportDelay: number;
  /** From the media server to the loudspeaker, in ms: `transportDelay` and `receiveDelay`. */
  end2EndDelay: number;
  /** In bit/s. */
  receiveBitrate: number;
  /** The loudness, 0 to 32767. */
  receiveLevel: number;
  receiveBytes: number;
  /** How long what arrives is held back to play it evenly, in ms. */
  receiveDelay: number;
  receivePackets: number;
  /** The packets that never arrived. */
  receivePacketsLost: number;
  /** The packets that arrived too late, or too early, to be played. */
  receivePacketsDiscarded: number;
  /** The lost ones' share of all packets, 0 to 1. */
  packetLossRate: number;
  /** The lost ones' share of the packets of the last two seconds, 0 to 1. */
  currentPacketLossRate: number;
  /** For how long it has been received, in seconds. */
  totalDuration: number;
  /** How much of what was played was made up, because nothing had arrived, in seconds. */
  totalFreezeTime: number;
  /** `totalFreezeTime` as a share of `totalDuration`, 0 to 1. */
  freezeRate: number;
  /** For how long this client has seen the user publish it, in ms; -1 where it is not published. */
  publishDuration: number;
}

/** The statistics of a remote user's video: of the stream that is received, whether high or low. */
export interface RemoteVideoTrackStats {
  /** Absent while nothing is received. Of users of other SDKs it may be another name, as "VP9", "AV1" or "H265". */
  codecType?: "H264" | "VP8";
  /** The estimated way from the media server to here, in ms. */
  transportDelay: number;
  /** From the media server to the screen, in ms: `transportDelay` and `receiveDelay`. */
  end2EndDelay: number;
  /** In bit/s. */
  receiveBitrate: number;
  receiveBytes: number;
  /** How long what arrives is held back to play it evenly, in ms. */
  receiveDelay: number;
  /** What arrives, in frames per second. */
  receiveFrameRate: number;
  /** What is decoded, in frames per second. */
  decodeFrameRate: number;
  /** What is shown, in frames per second. */
  renderFrameRate: number;
  receivePackets: number;
  /** The packets that never arrived. */
  receivePacketsLost: number;
  /** The lost ones' share of all packets, 0 to 1. */
  packetLossRate: number;
  /** The lost ones' share of the packets of the last two seconds, 0 to 1. */
  currentPacketLossRate: number;
  /** The size that arrives, in pixels. */
  receiveResolutionWidth: number;
  receiveResolutionHeight: number;
  /** For how long it has been received, in seconds. */
  totalDuration: number;
  /** For how long of that it froze, in seconds. */
  totalFreezeTime: number;
  /** `totalFreezeTime` as a share of `totalDuration`, 0 to 1. */
  freezeRate: number;
  /** For how long this client has seen the user publish it, in ms; -1 where it is not published. */
  publishDuration: number;
}

/** How loud a user is. */
export interface UserVolume {
  uid: UID;
  /** A whole number of 0 to 100, on a scale like that of hearing: somebody who speaks is mostly above 60. */
  level: number;
}

/** Something is wrong with a user's media, or is no longer. */
export interface ClientException {
  /**
   * Of what is sent: 1001 the source gives too few frames, 1002 hardly any of
   * its frames are sent, 1003 no video is sent (of the high stream), 1006 the low
   * stream is given up, as this browser does not send both, 2001 the
   * source is silent, 2003 no audio is sent. Of what is received: 1005 the video
   * cannot be decoded, 2002 the audio is silent, 2005 the audio cannot be
   * decoded. The same with 2000 added: it is over.
   */
  code: number;
  /** The code's name, as "FRAMERATE_INPUT_TOO_LOW"; where it is over, with "_RECOVER" added. */
  msg: string;
  /** Whose media it is: the own id for what is sent. */
  uid: UID;
}

/** The events of a client. */
export type ClientEvents = {
  /**
   * A remote user is in the channel; those who were there before are told after
   * `join`. In mode "live" only hosts are told: a user who publishes, or whose
   * client of this SDK says that it is a host, which its token must permit
   * (canUpdateOwnMetadata).
   */
  "user-joined": [user: IAgoraRTCRemoteUser];
  /**
   * A remote user has gone: by itself or removed by the server ("Quit"), or lost
   * by the server ("ServerTimeOut"). "BecomeAudience", in mode "live": the user
   * has become an audience, or may not publish any more.
   */
  "user-left": [user: IAgoraRTCRemoteUser, reason: "Quit" | "ServerTimeOut" | "BecomeAudience"];
  /** A remote user sends audio or video from now on. */
  "user-published": [user: IAgoraRTCRemoteUser, mediaType: MediaType];
  /** A remote user no longer sends it. */
  "user-unpublished": [user: IAgoraRTCRemoteUser, mediaType: MediaType];
  /**
   * A remote user muted or unmuted a track; "user-unpublished" or
   * "user-published" follows. A device that is switched off, as
   * {@link ILocalTrack.setEnabled} does, is told as muted: a media server does not
   * tell them apart, so the last two never come.
   */
  "user-info-updated": [
    uid: UID,
    message:
      | "mute-audio"
      | "unmute-audio"
      | "mute-video"
      | "unmute-video"
      | "enable-local-video"
      | "disable-local-video",
  ];
  /** The connection broke, and what this client publishes is interrupted. The uid is the own one. */
  "media-reconnect-start": [uid: UID];
  /** What this client publishes is sent again. The uid is the own one. */
  "media-reconnect-end": [uid: UID];
  /**
   * The token that the page gave ends in 30 s, or sooner if it had less when it was
   * given: now is the time for {@link IAgoraRTCClient.renewToken}. The call goes on
   * in any case, but after a longer break the client may not get back in.
   */
  "token-privilege-will-expire": [];
  /**
   * The connection broke and the server takes no token of this client's any more:
   * it has left (TOKEN_EXPIRE), and a join with a new token brings it back.
   */
  "token-privilege-did-expire": [];
  /** The connection's state. `reason` comes with DISCONNECTED only. */
  "connection-state-change": [
    current: ConnectionState,
    previous: ConnectionState,
    reason?: ConnectionDisconnectedReason,
  ];
  /** What arrives of a remote user's video is another of the two streams than before. */
  "stream-type-changed": [uid: UID, streamType: RemoteStreamType, reason: StreamTypeReason];
  /**
   * The video of a remote user was given up for the audio's sake ("fallback"),
   * or comes again ("recover"). Meanwhile the user is not unpublished, and the
   * track stays, with its last picture. Going between the high and the low
   * stream is told by "stream-type-changed" only.
   */
  "stream-fallback": [uid: UID, state: "fallback" | "recover", reason: FallbackReason];
  /**
   * The video of a remote user may soon be given up for the audio's sake (true),
   * or that danger is over, with the video kept or given up (false). Told where
   * there is time for it: "stream-fallback" may come without it.
   */
  "stream-fallback-warning": [uid: UID, isWarning: boolean, reason: FallbackReason];
  /**
   * How loud the users are, every two seconds after enableAudioVolumeIndicator:
   * the own user while audio is published, and those whose audio is received.
   */
  "volume-indicator": [volumes: UserVolume[]];
  /**
   * The network quality of the own connection, every two seconds while in a
   * channel: {0, 0} while it is not connected, {6, 6} while the browser is offline.
   */
  "network-quality": [quality: NetworkQuality];
  /**
   * Something has been wrong with somebody's media for five seconds, or is no
   * longer. Of a track that is muted or disabled, and of a video that was given up
   * for the downlink's sake, nothing is told.
   */
  exception: [event: ClientException];
};

/** How a channel is used: by all alike, or by hosts before an audience. */
export type SDK_MODE = "rtc" | "live";

/** The video codec that a client publishes with. */
export type SDK_CODEC = "vp8" | "h264";

/** What a client is in mode "live". */
export type ClientRole = "audience" | "host";

/** See {@link IAgoraRTC.createClient}. */
export interface ClientConfig {
  /** The video codec to publish with. A browser that does not send it warns of that, and sends another. */
  codec: SDK_CODEC;
  /** In "rtc" everybody may publish, in "live" only hosts. */
  mode: SDK_MODE;
  /** In mode "live"; "audience" if not given. */
  role?: ClientRole;
  /** The media server, as ws(s):// or http(s):// address. */
  serverUrl?: string;
  /** As for {@link IAgoraRTCClient.setTurnServer}. */
  turnServer?: TurnServerConfig | TurnServerConfig[];
  /** Not supported: `createClient` throws where it is given. See {@link IAgoraRTCClient.setProxyServer}. */
  proxyServer?: never;
  /** Has no effect, which the console says: a token is asked for once. */
  httpRetryConfig?: Partial<RetryConfiguration>;
  /** When a lost connection is tried again, after a first time at once, for two minutes at most. */
  websocketRetryConfig?: Partial<RetryConfiguration>;
}

/** One user's membership in one channel at a time. */
export interface IAgoraRTCClient extends IEventEmitter<ClientEvents> {
  readonly connectionState: ConnectionState;
  /** Those who are in the channel. */
  readonly remoteUsers: IAgoraRTCRemoteUser[];
  /** The published tracks. */
  readonly localTracks: ILocalTrack[];
  /** The own id, while joined. */
  readonly uid?: UID | undefined;
  readonly channelName?: string | undefined;
  /** As given to {@link IAgoraRTC.createClient}. */
  readonly mode: "rtc" | "live";
  /** In mode "rtc" always "host". */
  readonly role: "audience" | "host";

  /**
   * Joins a channel and resolves to the own id.
   *
   * @param appid the media server's ws(s):// or http(s):// address, or anything
   *   else where that is told otherwise ({@link ClientConfig.serverUrl}).
   * @param channel 1 to 64 letters, digits, spaces or !#$%&()+-:;<=.>?@[]^_{}|~,
   * @param token a LiveKit access token; null or empty asks the server's token
   *   endpoint for one, which only development servers have.
   * @param uid null or 0 takes the token's identity, which is a free number where
   *   the token endpoint chooses it.
   *
   * It waits for a `leave` that is under way.
   *
   * Rejects INVALID_PARAMS, INVALID_OPERATION (not DISCONNECTED), UID_CONFLICT,
   * WEB_SECURITY_RESTRICT, CAN_NOT_GET_GATEWAY_SERVER, UNEXPECTED_RESPONSE,
   * NETWORK_ERROR, NETWORK_TIMEOUT, NOT_SUPPORTED, TIMEOUT (15 s),
   * OPERATION_ABORTED (left meanwhile).
   */
  join(appid: string, channel: string, token: string | null, uid?: UID | null): Promise<UID>;
  /** Leaves the channel. Resolves too where none was joined. */
  leave(): Promise<void>;
  /**
   * Publishes tracks; those that are published already are skipped.
   * Several audio tracks are mixed and sent as one, with the encoder
   * configuration of those that were published first.
   * Rejects INVALID_PARAMS, INVALID_OPERATION (not joined, or audience),
   * TRACK_IS_DISABLED, INVALID_LOCAL_TRACK (closed),
   * CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS, NOT_SUPPORTED (several
   * audio tracks without Web Audio), OPERATION_ABORTED, TIMEOUT.
   */
  publish(tracks: ILocalTrack | ILocalTrack[]): Promise<void>;
  /** Ends the publishing of tracks, or of all; those that are not published, or an empty list, are warned of. Rejects INVALID_PARAMS. */
  unpublish(tracks?: ILocalTrack | ILocalTrack[]): Promise<void>;
  /**
   * Receives a user's video. Rejects INVALID_PARAMS, INVALID_OPERATION (not
   * joined), INVALID_REMOTE_USER, REMOTE_USER_IS_NOT_PUBLISHED, TIMEOUT.
   */
  subscribe(user: IAgoraRTCRemoteUser, mediaType: "video"): Promise<IRemoteVideoTrack>;
  /** Receives a user's audio. Rejects as for video. */
  subscribe(user: IAgoraRTCRemoteUser, mediaType: "audio"): Promise<IRemoteAudioTrack>;
  /** Receives a user's audio or video. Rejects as for video. */
  subscribe(user: IAgoraRTCRemoteUser, mediaType: MediaType): Promise<IRemoteTrack>;
  /** The same with the user's id. */
  subscribe(user: IAgoraRTCRemoteUser | UID, mediaType: "video"): Promise<IRemoteVideoTrack>;
  subscribe(user: IAgoraRTCRemoteUser | UID, mediaType: "audio"): Promise<IRemoteAudioTrack>;
  subscribe(user: IAgoraRTCRemoteUser | UID, mediaType: MediaType): Promise<IRemoteTrack>;
  /** Receives it no longer: one kind, or both. Rejects INVALID_PARAMS, INVALID_REMOTE_USER. */
  unsubscribe(user: IAgoraRTCRemoteUser, mediaType?: MediaType): Promise<void>;
  /** The same with the user's id. */
  unsubscribe(user: IAgoraRTCRemoteUser | UID, mediaType?: MediaType): Promise<void>;
  /** Subscribes to several at once. What fails is told in its entry, as {@link subscribe} rejects. Rejects INVALID_PARAMS. */
  massSubscribe(subscribeList: MassSubscription[]): Promise<MassSubscriptionResult[]>;
  /** Unsubscribes from several at once. Rejects as {@link unsubscribe} does. */
  massUnsubscribe(unsubscribeList: MassUnsubscription[]): Promise<void>;
  /**
   * Gives the token with which the client connects again if it must. It is for the
   * same user and channel. What is sent and received goes on, and
   * "token-privilege-will-expire" is told by the new token's end.
   *
   * @param token a LiveKit access token of 1 to 2047 characters.
   *
   * Rejects INVALID_PARAMS, INVALID_OPERATION (not joined).
   */
  renewToken(token: string): Promise<void>;
  /**
   * Changes the role, before or after `join`. An audience does not publish, and
   * other clients of mode "live" are not told of it: they see "user-left"
   * ("BecomeAudience") and "user-joined", where this client's token permits it to
   * tell its role (canUpdateOwnMetadata).
   *
   * @param options is checked and has no effect.
   *
   * Rejects INVALID_PARAMS, INVALID_OPERATION (mode "rtc", or to audience while publishing).
   */
  setClientRole(role: ClientRole, options?: ClientRoleOptions): Promise<void>;
  /**
   * Uses TURN servers beside those that the media server names, from the next
   * `join` on, in place of those given before.
   * Throws INVALID_PARAMS, INVALID_OPERATION (not DISCONNECTED).
   */
  setTurnServer(turnServer: TurnServerConfig | TurnServerConfig[]): void;
  /**
   * Sends a low stream beside the high one, of camera video. It may be called
   * before or after `join` and `publish`, and outlasts `leave`. Where it turns out
   * that this browser does not send both, the high one goes on alone, which the
   * "exception" 1006 and a warning say; the next call tries it again.
   * Rejects NOT_SUPPORTED, INVALID_OPERATION (already on).
   */
  enableDualStream(): Promise<void>;
  /** Sends the high stream only. The same as {@link setDualStreamMode} with 0. */
  disableDualStream(): Promise<void>;
  /**
   * Says when a low stream is sent beside the high one, of camera video. It may be
   * called before or after `join` and `publish`, outlasts `leave`, and takes the
   * place of what enableDualStream, disableDualStream or this method said before.
   *
   * @param mode 1: always, as after enableDualStream, but it may be called again. 0:
   *   never. -1: while a viewer wants it, by setRemoteVideoStreamType or by
   *   fallback, and some seconds more. Viewers ask for it by data messages: where
   *   the token of this client or of any other in the channel does not permit data
   *   (canPublishData), or PACKET_TRAINS is off, it is sent while anybody receives
   *   the video. Viewers with other SDKs do not ask, and get it as soon as no viewer
   *   receives the high stream.
   * @param streamParameter as for {@link setLowStreamParameter}.
   *
   * Rejects INVALID_PARAMS, NOT_SUPPORTED (-1 and 1, where enableDualStream does).
   */
  setDualStreamMode(mode: SIMULCAST_STREAM_MODE, streamParameter?: LowStreamParameter): Promise<void>;
  /** Changes the low stream, also while it is sent. What is not given stays. Throws INVALID_PARAMS. */
  setLowStreamParameter(parameter: LowStreamParameter): void;
  /**
   * Chooses which stream of a remote user is received; also before the user is
   * known or subscribed. A publisher with one stream goes on being received.
   * Rejects INVALID_PARAMS, WS_ABORT (not joined).
   */
  setRemoteVideoStreamType(user: UserRef, streamType: RemoteStreamType): Promise<void>;
  /**
   * Chooses which stream is received of all users for whom setRemoteVideoStreamType
   * was not called, those who come later included. It may be called before `join`,
   * and outlasts `leave`.
   * Rejects INVALID_PARAMS.
   */
  setRemoteDefaultVideoStreamType(streamType: RemoteStreamType): Promise<void>;
  /**
   * Says what may be done about a remote user's video on a weak downlink; also
   * before the user is known or subscribed. It is forgotten when the user or the
   * client leaves.
   *
   * @param fallbackType 0 (DISABLE): nothing. 1 (LOW_STREAM), if never called:
   *   the low stream is received in place of the high one. 2 (AUDIO_ONLY): the
   *   low stream, then audio alone. Of a user who sends no low stream, 1 changes
   *   nothing, and 2 goes from video to audio at once.
   *
   * All users' audio is kept before anybody's video. When the downlink is good
   * again, what was taken comes back, up to what setRemoteVideoStreamType allows.
   * Rejects INVALID_PARAMS, WS_ABORT (not joined).
   */
  setStreamFallbackOption(user: UserRef, fallbackType: RemoteStreamFallbackType): Promise<void>;
  /**
   * Says whose video is kept first, and comes back first, where the downlink
   * does not carry that of all; also before the user is known or subscribed.
   * It is forgotten when the user or the client leaves.
   *
   * @param priority "high": before the video of all who are "normal", as
   *   everybody is of whom this was never called.
   *
   * Rejects INVALID_PARAMS, WS_ABORT (not joined).
   */
  setRemoteUserPriority(user: UserRef, priority: RemoteUserPriority): Promise<void>;
  /**
   * What is received of a remote user now, and why. Undefined where the user is
   * neither known nor had anything set. Throws INVALID_PARAMS.
   */
  getFallbackState(user: UserRef): FallbackState | undefined;
  /**
   * What the fallback policy was given and what it decided, in this call or the
   * last one: lines of JSON, without secrets, in a bounded number. Empty before
   * the first call. docs/fallback.md describes the form and how it is replayed.
   */
  exportDecisionLog(): Promise<string>;
  /** Has "volume-indicator" told from now on, in this channel and those joined later. */
  enableAudioVolumeIndicator(): void;
  /**
   * The statistics of the connection. These and all others are taken anew once
   * a second, are 0 before the first time, and each call returns a new object.
   */
  getRTCStats(): AgoraRTCStats;
  /** The statistics of the audio that is sent. */
  getLocalAudioStats(): LocalAudioTrackStats;
  /** The statistics of the video that is sent. */
  getLocalVideoStats(): LocalVideoTrackStats;
  /**
   * The statistics of remote audio, by uid: of every user of whom anything is
   * subscribed, from the call of `subscribe` on, also if it is video only.
   */
  getRemoteAudioStats(): { [uid: string]: RemoteAudioTrackStats };
  /** The statistics of remote video, of the same users. */
  getRemoteVideoStats(): { [uid: string]: RemoteVideoTrackStats };
  /**
   * The network quality of remote users, by uid, of the same users. It is what the
   * media server says of each one's connection, which it judges as a whole: both
   * numbers are the same. Where it has said nothing yet, it is how the user's
   * media arrives here.
   */
  getRemoteNetworkQuality(): { [uid: string]: NetworkQuality };

  /** Throws NOT_SUPPORTED: use {@link setTurnServer}, or the media server's own TURN. */
  setProxyServer(proxyServer: string): never;
  /** Throws NOT_SUPPORTED, as setProxyServer does, or INVALID_PARAMS. */
  startProxyServer(mode?: number): never;
  /** Does nothing, as there is no proxy, and the console says so. */
  stopProxyServer(): void;
  /**
   * Takes "none". Media is encrypted between the page and the media server in any
   * case; for the other modes it throws NOT_SUPPORTED. Throws INVALID_PARAMS.
   */
  setEncryptionConfig(encryptionMode: EncryptionMode, secret: string, salt?: Uint8Array): void;
  /** Rejects NOT_SUPPORTED: start LiveKit Egress on the server's side. */
  setLiveTranscoding(config: unknown): Promise<never>;
  /** Rejects NOT_SUPPORTED: start LiveKit Egress on the server's side. */
  startLiveStreaming(url: string, transcodingEnabled?: boolean): Promise<never>;
  /** Rejects NOT_SUPPORTED, as startLiveStreaming does. */
  stopLiveStreaming(url: string): Promise<never>;
  /** Rejects NOT_SUPPORTED: start LiveKit Ingress on the server's side. */
  addInjectStreamUrl(url: string, config: unknown): Promise<never>;
  /** Rejects NOT_SUPPORTED, as addInjectStreamUrl does. */
  removeInjectStreamUrl(): Promise<never>;
  /** Rejects NOT_SUPPORTED: join the other channel with a second client. */
  startChannelMediaRelay(config: unknown): Promise<never>;
  /** Rejects NOT_SUPPORTED, as startChannelMediaRelay does. */
  updateChannelMediaRelay(config: unknown): Promise<never>;
  /** Rejects NOT_SUPPORTED, as startChannelMediaRelay does. */
  stopChannelMediaRelay(): Promise<never>;
  /** Rejects NOT_SUPPORTED: there is no report server; send it to the page's own. */
  sendCustomReportMessage(reports: unknown): Promise<never>;
}

/** The events of the SDK. */
export type AgoraRTCEvents = {
  /** See {@link IAgoraRTC.onAutoplayFailed}. */
  "autoplay-failed": [];
};

/** The SDK's entry. */
export interface IAgoraRTC extends IEventEmitter<AgoraRTCEvents> {
  readonly VERSION: string;
  /** Makes a client: `{codec: "vp8", mode: "rtc"}` if nothing is given. Throws INVALID_PARAMS, NOT_SUPPORTED (proxyServer). */
  createClient(config?: ClientConfig): IAgoraRTCClient;
  /**
   * Opens a microphone. Rejects INVALID_PARAMS, NOT_SUPPORTED,
   * PERMISSION_DENIED, DEVICE_NOT_FOUND, NOT_READABLE, MEDIA_OPTION_INVALID,
   * CONSTRAINT_NOT_SATISFIED, UNEXPECTED_ERROR.
   */
  createMicrophoneAudioTrack(config?: MicrophoneAudioTrackInitConfig): Promise<IMicrophoneAudioTrack>;
  /** Opens a camera. Rejects as for a microphone. */
  createCameraVideoTrack(config?: CameraVideoTrackInitConfig): Promise<ICameraVideoTrack>;
  /** Opens both, with one question to the user. Rejects as for a microphone. */
  createMicrophoneAndCameraTracks(
    audioConfig?: MicrophoneAudioTrackInitConfig,
    videoConfig?: CameraVideoTrackInitConfig,
  ): Promise<[IMicrophoneAudioTrack, ICameraVideoTrack]>;
  /** Makes a track of audio that the page has. Throws INVALID_PARAMS. */
  createCustomAudioTrack(config: CustomAudioTrackInitConfig): ILocalAudioTrack;
  /**
   * Makes a track of an audio file, or of samples, in any format that the browser
   * can decode. It is silent until startProcessAudioBuffer.
   * Rejects INVALID_PARAMS, NOT_SUPPORTED (no Web Audio), FETCH_AUDIO_FILE_FAILED,
   * READ_LOCAL_AUDIO_FILE_ERROR, DECODE_AUDIO_FILE_FAILED.
   */
  createBufferSourceAudioTrack(config: BufferSourceAudioTrackInitConfig): Promise<IBufferSourceAudioTrack>;
  /** Makes a track of video that the page has. No low stream is sent of it. Throws INVALID_PARAMS. */
  createCustomVideoTrack(config: CustomVideoTrackInitConfig): ILocalVideoTrack;
  /**
   * Asks the user for a screen, a window or a tab. No low stream is sent of it.
   * "track-ended" of each of its tracks tells that the user has stopped the sharing.
   * Rejects as for a camera, SHARE_AUDIO_NOT_ALLOWED if `withAudio` is "enable"
   * and no audio is shared, and ELECTRON_IS_NULL (an id of Electron's elsewhere).
   *
   * @param withAudio "enable": with what is heard there. "disable", if not given:
   *   without it. "auto": with it where the user and the browser share it.
   */
  createScreenVideoTrack(
    config: ScreenVideoTrackInitConfig,
    withAudio: "enable",
  ): Promise<[ILocalVideoTrack, ILocalAudioTrack]>;
  createScreenVideoTrack(
    config?: ScreenVideoTrackInitConfig,
    withAudio?: "disable",
  ): Promise<ILocalVideoTrack>;
  createScreenVideoTrack(
    config: ScreenVideoTrackInitConfig,
    withAudio?: "enable" | "disable" | "auto",
  ): Promise<[ILocalVideoTrack, ILocalAudioTrack] | ILocalVideoTrack>;
  /**
   * The devices for input and output. Where their names are not known yet, they
   * are opened for a moment, unless `skipPermissionCheck` is true.
   * Rejects as for a camera, and ENUMERATE_DEVICES_FAILED.
   */
  getDevices(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]>;
  /** The cameras. */
  getCameras(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]>;
  /** The microphones. */
  getMicrophones(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]>;
  /**
   * Called when the browser refuses to play a track's audio before the user has
   * clicked, touched or typed in the page: once for each track, and not while the
   * page is hidden. The SDK plays it after the next such gesture, so a button to
   * click is all that is needed.
   */
  onAutoplayFailed?: () => void;
  /** The older name of {@link onAutoplayFailed}. */
  onAudioAutoplayFailed?: () => void;
  /** The loudspeakers and headphones; none where the browser lists none. */
  getPlaybackDevices(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]>;
  /**
   * In Electron, what can be shared: of one kind, or all.
   * Rejects INVALID_PARAMS, ELECTRON_IS_NULL (elsewhere, or without
   * nodeIntegration), NOT_SUPPORTED (an Electron that lets only its main process
   * do this), ELECTRON_DESKTOP_CAPTURER_GET_SOURCES_ERROR.
   */
  getElectronScreenSources(type?: ScreenSourceType): Promise<ElectronDesktopCapturerSource[]>;
  /**
   * Called when a camera has come or gone, from the moment when it is set. Of
   * devices that the page may not use yet the browser tells nothing.
   */
  onCameraChanged?: (info: DeviceInfo) => void;
  /** The same for microphones. */
  onMicrophoneChanged?: (info: DeviceInfo) => void;
  /** The same for loudspeakers and headphones. */
  onPlaybackDeviceChanged?: (info: DeviceInfo) => void;
  /**
   * Whether a video's picture changes. A camera that is covered, and a picture
   * that is still, count as not active, as does a track that is muted or disabled.
   * Resolves as soon as the picture has changed.
   * Rejects INVALID_TRACK, INVALID_PARAMS.
   *
   * @param timeout for how long it is watched, in ms: 5000 if not given, 1000 at least.
   */
  checkVideoTrackIsActive(track: ILocalVideoTrack | IRemoteVideoTrack, timeout?: number): Promise<boolean>;
  /**
   * Whether the loudness of audio changes. Silence counts as not active, as does a
   * track that is muted or disabled. Resolves as soon as the loudness has changed.
   * Rejects INVALID_TRACK, INVALID_PARAMS, NOT_SUPPORTED (no Web Audio),
   * INVALID_OPERATION (where the browser first wants a gesture of the user).
   *
   * @param timeout for how long it is listened to, in ms: 5000 if not given, 1000 at least.
   */
  checkAudioTrackIsActive(track: ILocalAudioTrack | IRemoteAudioTrack, timeout?: number): Promise<boolean>;
  /**
   * The codecs that this browser offers: of "VP8", "H264", "VP9", "AV1" and "OPUS".
   * Both lists are empty where there is no WebRTC.
   */
  getSupportedCodec(): Promise<{ video: string[]; audio: string[] }>;
  /** Whether this browser can run the SDK. */
  checkSystemRequirements(): boolean;
  /** What is printed: 0 all, 1 information (if never called), 2 warnings, 3 errors, 4 nothing. Throws INVALID_PARAMS. */
  setLogLevel(level: number): void;
  /**
   * Sets a parameter of the SDK; other keys are ignored. Throws INVALID_PARAMS.
   *
   * - "SERVER_URL", a string: the media server.
   * - "WASM_URL", a string: where dualstream.wasm is.
   * - "PACKET_TRAINS", a boolean, true if never set: whether the clients that
   *   are made from now on ask the publishers of this SDK for short trains of
   *   packets, which measure the downlink before video comes back, and answer
   *   those who ask.
   * - "AUDIO_RED", a boolean: whether microphones that are made from now on are
   *   sent with redundancy (RFC 2198), which makes up for lost packets and takes
   *   about twice the bitrate. If never set, those are that are made without
   *   `encoderConfig`; if false, these have "music_standard".
   */
  setParameter(key: string, value: unknown): void;
  /**
   * Takes the documented areas, and has no effect, which the console says: the
   * server is the page's own. Throws INVALID_PARAMS.
   */
  setArea(area: AREAS | AREAS[] | { areaCode: AREAS | AREAS[]; excludedArea?: AREAS | AREAS[] }): void;
  /** Throws NOT_SUPPORTED, see {@link IAgoraRTCClient.startChannelMediaRelay}. */
  createChannelMediaRelayConfiguration(): never;
  /** Does nothing: no log leaves the page. */
  enableLogUpload(): void;
  /** Does nothing: no log leaves the page. */
  disableLogUpload(): void;
}

declare const AgoraRTC: IAgoraRTC;
export default AgoraRTC;
