import { hasWebAudio } from "./audio-context.ts";
import { type AudioFrameCallback, checkFrames } from "./audio-frames.ts";
import { AudioGraph } from "./audio-graph.ts";
import { AudioPlayer } from "./audio-player.ts";
import { checkVolume } from "./volume.ts";

/**
 * Plays the audio of a remote user. An element alone does it, unless a volume
 * is asked for that it cannot do: then it plays what Web Audio has made of it.
 */
export class RemoteSound {
  readonly #player: AudioPlayer;
  #media: MediaStreamTrack | undefined;
  #graph: AudioGraph | undefined;
  /** Chromium gives Web Audio nothing of a remote track that no element plays. */
  #keeper: AudioPlayer | undefined;
  /** Whether the volume is one that the element cannot do. */
  #amplified = false;
  #closed = false;

  constructor(firstFrame: () => void) {
    this.#player = new AudioPlayer(firstFrame);
  }

  get isPlaying(): boolean {
    return this.#player.isPlaying;
  }

  play(): void {
    this.#player.play();
  }

  stop(): void {
    this.#player.stop();
  }

  setTrack(media: MediaStreamTrack): void {
    this.#media = media;
    this.#graph?.setSource(media);
    this.#keeper?.setTrack(media);
    this.#show();
  }

  /** See IRemoteAudioTrack.setVolume. */
  setVolume(volume: number): void {
    checkVolume(volume);
    if (this.#closed) return;
    const amplified = volume > 100 || !this.#player.setVolume(volume / 100);
    if (amplified) {
      this.#process().setVolume(volume / 100);
      this.#player.setVolume(1);
    }
    this.#amplified = amplified;
    this.#show();
  }

  /** See IAudioTrack.getVolumeLevel. */
  level(): number {
    return hasWebAudio() && !this.#closed ? this.#process().level() : 0;
  }

  /** See IAudioTrack.setAudioFrameCallback. */
  setFrameCallback(callback: AudioFrameCallback | null, frameSize: number): void {
    checkFrames(callback, frameSize);
    if (callback === null) this.#graph?.setFrameCallback(null, frameSize);
    else if (!this.#closed) this.#process().setFrameCallback(callback, frameSize);
  }

  /** See IAudioTrack.setPlaybackDevice. */
  async setDevice(deviceId: string): Promise<void> {
    await this.#player.setDevice(deviceId);
  }

  /** The user has gone: nothing is played or taken in any more. */
  close(): void {
    this.#closed = true;
    this.stop();
    this.#keeper?.stop();
    this.#graph?.close();
  }

  #process(): AudioGraph {
    if (!this.#graph) {
      this.#graph = new AudioGraph("before", () => this.#show());
      this.#keeper = new AudioPlayer(() => {});
      this.#keeper.setVolume(0);
      if (this.#media) {
        this.#graph.setSource(this.#media);
        this.#keeper.setTrack(this.#media);
      }
      this.#keeper.play();
    }
    return this.#graph;
  }

  /** Gives the player what it is to play. While Web Audio does not run yet, that is the track as it is. */
  #show(): void {
    const graph = this.#amplified ? this.#graph : undefined;
    const media = graph?.isRunning ? graph.output : this.#media;
    if (media) this.#player.setTrack(media);
  }
}
