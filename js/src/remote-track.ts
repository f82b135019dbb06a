import type { AudioFrameCallback } from "./audio-frames.ts";
import { Emitter } from "./emitter.ts";
import { RemoteSound } from "./remote-sound.ts";
import { noRemoteAudio, noRemoteVideo } from "./statistics.ts";
import { newTrackId } from "./track-id.ts";
import type {
  IRemoteAudioTrack,
  IRemoteVideoTrack,
  MediaType,
  RemoteAudioTrackStats,
  RemoteTrackEvents,
  RemoteVideoTrackStats,
  UID,
  VideoPlayerConfig,
} from "./types.ts";
import { currentFrame, VideoPlayer } from "./video-player.ts";

type Player = RemoteSound | VideoPlayer;

/** A remote track of either kind. It outlives its media: what plays it goes on with the next. */
abstract class RemoteTrack<P extends Player> extends Emitter<RemoteTrackEvents> {
  abstract readonly trackMediaType: MediaType;
  readonly #id = newTrackId();
  readonly #uid: UID;
  #media: MediaStreamTrack;
  #player: P | undefined;

  constructor(uid: UID, media: MediaStreamTrack) {
    super();
    this.#uid = uid;
    this.#media = media;
  }

  get isPlaying(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  getTrackId(): string {
    return this.#id;
  }

  getUserId(): UID {
    return this.#uid;
  }

  getMediaStreamTrack(): MediaStreamTrack {
    return this.#media;
  }

  stop(): void {
    this.#player?.stop();
  }

  /** Exchanges the media. */
  setMedia(media: MediaStreamTrack): void {
    this.#media = media;
    this.#player?.setTrack(media);
  }

  protected abstract newPlayer(firstFrame: () => void): P;

  /** What plays it, if anything ever did. */
  protected present(): P | undefined {
    return this.#player;
  }

  protected player(): P {
    if (!this.#player) {
      this.#player = this.newPlayer(() => this.emit("first-frame-decoded"));
      this.#player.setTrack(this.#media);
    }
    return this.#player;
  }
}

/** The video of a remote user. */
export class RemoteVideoTrack extends RemoteTrack<VideoPlayer> implements IRemoteVideoTrack {
  readonly trackMediaType = "video";
  readonly #stats: () => RemoteVideoTrackStats;

  /** @param stats gives its statistics. */
  constructor(uid: UID, media: MediaStreamTrack, stats = noRemoteVideo) {
    super(uid, media);
    this.#stats = stats;
  }

  getStats(): RemoteVideoTrackStats {
    return this.#stats();
  }

  play(element: string | HTMLElement, config?: VideoPlayerConfig): void {
    this.player().play(element, config);
  }

  getCurrentFrameData(): ImageData {
    return currentFrame(this.present());
  }

  protected override newPlayer(firstFrame: () => void): VideoPlayer {
    return new VideoPlayer(this.getTrackId(), { mirror: false, fit: "cover" }, firstFrame);
  }
}

/** The audio of a remote user. */
export class RemoteAudioTrack extends RemoteTrack<RemoteSound> implements IRemoteAudioTrack {
  readonly trackMediaType = "audio";
  readonly #stats: () => RemoteAudioTrackStats;
  #released = false;

  /** @param stats gives its statistics. */
  constructor(uid: UID, media: MediaStreamTrack, stats = noRemoteAudio) {
    super(uid, media);
    this.#stats = stats;
  }

  getStats(): RemoteAudioTrackStats {
    return this.#stats();
  }

  play(): void {
    this.player().play();
  }

  setVolume(volume: number): void {
    this.player().setVolume(volume);
  }

  getVolumeLevel(): number {
    return this.player().level();
  }

  setAudioFrameCallback(callback: AudioFrameCallback | null, frameSize = 4096): void {
    this.player().setFrameCallback(callback, frameSize);
  }

  async setPlaybackDevice(deviceId: string): Promise<void> {
    await this.player().setDevice(deviceId);
  }

  /** The user has gone: nothing is played or taken in any more. */
  release(): void {
    this.#released = true;
    this.present()?.close();
  }

  protected override newPlayer(firstFrame: () => void): RemoteSound {
    const sound = new RemoteSound(firstFrame);
    if (this.#released) sound.close();
    return sound;
  }
}
