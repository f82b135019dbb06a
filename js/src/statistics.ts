import type { EngineStatistics } from "./engine.ts";
import type { RemoteUser } from "./remote-user.ts";
import { readTold } from "./told.ts";
import type {
  AgoraRTCStats,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  NetworkQuality,
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

const network: NetworkQuality = { uplinkNetworkQuality: 0, downlinkNetworkQuality: 0 };

const local = {
  sendBitrate: 0,
  sendBytes: 0,
  sendPackets: 0,
  sendPacketsLost: 0,
  sendJitterMs: 0,
  sendRttMs: 0,
  currentPacketLossRate: 0,
};

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
  currentPacketLossRate: 0,
  publishDuration: -1,
};

const remoteAudio: RemoteAudioTrackStats = { ...remote, receiveLevel: 0, receivePacketsDiscarded: 0 };

const remoteVideo: RemoteVideoTrackStats = {
  ...remote,
  receiveFrameRate: 0,
  decodeFrameRate: 0,
  renderFrameRate: 0,
  receiveResolutionWidth: 0,
  receiveResolutionHeight: 0,
};

/** The statistics of a remote track that nobody receives. */
export const noRemoteAudio = (): RemoteAudioTrackStats => ({ ...remoteAudio });

/** The same of video. */
export const noRemoteVideo = (): RemoteVideoTrackStats => ({ ...remoteVideo });

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

  network(): NetworkQuality {
    return fill(network, this.#told().network);
  }

  /** Of this user, whether anything was told about them or not. So are the next two. */
  remoteAudio(user: RemoteUser): RemoteAudioTrackStats {
    const stats = fill(remoteAudio, ofUser(this.#told().remoteAudio, user));
    return { ...stats, publishDuration: user.publishedFor("audio") };
  }

  remoteVideo(user: RemoteUser): RemoteVideoTrackStats {
    const stats = fill(remoteVideo, ofUser(this.#told().remoteVideo, user));
    return { ...stats, publishDuration: user.publishedFor("video") };
  }

  remoteNetwork(user: RemoteUser): NetworkQuality {
    return fill(network, ofUser(this.#told().remoteNetwork, user));
  }

  #told(): Partial<EngineStatistics> {
    if (this.#text !== undefined) {
      this.#read = readTold<EngineStatistics>("the statistics", this.#text) ?? this.#read;
      this.#text = undefined;
    }
    return this.#read;
  }
}

function ofUser<T>(told: Record<string, T> | undefined, user: RemoteUser): T | undefined {
  return told?.[user.getIdentity()];
}

/** `zeros`, with the numbers that were told laid over them, and the codec where it is known. */
function fill<T extends object>(zeros: T, told: object | null = null): T {
  const filled = { ...zeros } as Record<string, unknown>;
  const { codecType, ...numbers } = { ...told } as Record<string, unknown>;
  for (const name in zeros) if (Number.isFinite(numbers[name])) filled[name] = numbers[name];
  if (typeof codecType === "string") filled.codecType = codecType;
  return filled as T;
}
