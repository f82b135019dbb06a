import type { EngineStatistics } from "./engine.ts";
import type { RemoteUser } from "./remote-user.ts";
import { readTold } from "./told.ts";
import type {
  AgoraRTCStats,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  RemoteAudioTrackStats,
  RemoteVideoTrackStats,
} from "./types.ts";

const rtc: AgoraRTCStats = {
  Duration: 0,
  RecvBitrate: 0,
  RecvBytes: 0,
  SendBitrate: 0,
  SendBytes: 0,
  UserCount: 0,
  RTT: 0,
  OutgoingAvailableBandwidth: 0,
};

const local = { sendBitrate: 0, sendBytes: 0, sendPackets: 0, sendPacketsLost: 0 };

const localAudio: LocalAudioTrackStats = { ...local, sendVolumeLevel: 0 };

const localVideo: LocalVideoTrackStats = {
  ...local,
  sendFrameRate: 0,
  captureFrameRate: 0,
  sendResolutionWidth: 0,
  sendResolutionHeight: 0,
  captureResolutionWidth: 0,
  captureResolutionHeight: 0,
  encodeDelay: 0,
  targetSendBitrate: 0,
  totalDuration: 0,
  totalFreezeTime: 0,
};

const remote = {
  transportDelay: 0,
  end2EndDelay: 0,
  receiveBitrate: 0,
  receiveBytes: 0,
  receiveDelay: 0,
  receivePackets: 0,
  receivePacketsLost: 0,
  packetLossRate: 0,
  totalDuration: 0,
  totalFreezeTime: 0,
  freezeRate: 0,
  publishDuration: -1,
};

const remoteAudio: RemoteAudioTrackStats = { ...remote, receiveLevel: 0 };

const remoteVideo: RemoteVideoTrackStats = {
  ...remote,
  receiveFrameRate: 0,
  decodeFrameRate: 0,
  renderFrameRate: 0,
  receiveResolutionWidth: 0,
  receiveResolutionHeight: 0,
};

/**
 * The public statistics of one client, from what the engine tells once a
 * second. What is told is read when the page asks, and once. Every object that
 * is given is new, has all its fields, and no number in it is NaN.
 */
export class Statistics {
  /** What was told and not yet read. */
  #text: string | undefined;
  #read: Partial<EngineStatistics> = {};

  tell(text: string): void {
    this.#text = text;
  }

  clear(): void {
    this.#text = undefined;
    this.#read = {};
  }

  rtc(): AgoraRTCStats {
    return fill(rtc, this.#told().rtc);
  }

  localAudio(): LocalAudioTrackStats {
    return fill(localAudio, this.#told().localAudio);
  }

  localVideo(): LocalVideoTrackStats {
    return fill(localVideo, this.#told().localVideo);
  }

  /** Of these users, whether anything was told about them or not. */
  remoteAudio(users: RemoteUser[]): Record<string, RemoteAudioTrackStats> {
    return byUid(users, remoteAudio, this.#told().remoteAudio);
  }

  /** Of these users, whether anything was told about them or not. */
  remoteVideo(users: RemoteUser[]): Record<string, RemoteVideoTrackStats> {
    return byUid(users, remoteVideo, this.#told().remoteVideo);
  }

  #told(): Partial<EngineStatistics> {
    if (this.#text !== undefined) {
      this.#read = readTold<EngineStatistics>("the statistics", this.#text) ?? this.#read;
      this.#text = undefined;
    }
    return this.#read;
  }
}

function byUid<T extends object>(
  users: RemoteUser[],
  zeros: T,
  told: Record<string, T> | undefined,
): Record<string, T> {
  // Not by assignment: an identity may be "__proto__".
  return Object.fromEntries(users.map((user) => [user.uid, fill(zeros, told?.[user.getIdentity()])]));
}

/** `zeros`, with the numbers that were told laid over them, and the codec where it is known. */
function fill<T extends object>(zeros: T, told: object | null = null): T {
  const filled = { ...zeros } as Record<string, unknown>;
  const { codecType, ...numbers } = { ...told } as Record<string, unknown>;
  for (const name in zeros) if (Number.isFinite(numbers[name])) filled[name] = numbers[name];
  if (typeof codecType === "string") filled.codecType = codecType;
  return filled as T;
}
