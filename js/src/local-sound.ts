import { hasWebAudio } from "./audio-context.ts";
import { type AudioFrameCallback, checkFrames } from "./audio-frames.ts";
import { AudioGraph } from "./audio-graph.ts";
import { AudioPlayer } from "./audio-player.ts";
import { checkVolume } from "./volume.ts";

/**
 * What is heard here of a local audio track, and sent: the source as it is,
 * unless its volume was ever changed. Then it is what Web Audio has made of it.
 */
export class LocalSound {
  readonly #changed: () => void;
  #source: MediaStreamTrack;
  #volume = 100;
  /** Whether the volume was ever another one: back at 100 nothing is exchanged again. */
  #processed = false;
  #graph: AudioGraph | undefined;
  #player: AudioPlayer | undefined;

  /** @param changed called when media may be another track than before. */
  constructor(source: MediaStreamTrack, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
  }

  get isPlaying(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  /**
   * What is heard and sent. While Web Audio does not run yet, that is the source
   * as it is, which is better than silence, unless silence is what was asked for.
   */
  get media(): MediaStreamTrack {
    const graph = this.#processed ? this.#graph : undefined;
    return graph && (graph.isRunning || this.#volume === 0) ? graph.output : this.#source;
  }

  /** The source was exchanged. */
  setSource(source: MediaStreamTrack): void {
    this.#source = source;
    this.#graph?.setSource(source);
    this.#player?.setTrack(this.media);
  }

  play(): void {
    this.#playing().play();
  }

  stop(): void {
    this.#player?.stop();
  }

  /** See ILocalAudioTrack.setVolume. */
  setVolume(volume: number): void {
    checkVolume(volume);
    if (volume === this.#volume) return;
    this.#process().setVolume(volume / 100);
    this.#volume = volume;
    this.#processed = true;
    this.#show();
  }

  /** See IAudioTrack.getVolumeLevel. */
  level(): number {
    return hasWebAudio() ? this.#process().level() : 0;
  }

  /** See IAudioTrack.setAudioFrameCallback. */
  setFrameCallback(callback: AudioFrameCallback | null, frameSize: number): void {
    checkFrames(callback, frameSize);
    if (callback === null) this.#graph?.setFrameCallback(null, frameSize);
    else this.#process().setFrameCallback(callback, frameSize);
  }

  /** See IAudioTrack.setPlaybackDevice. */
  async setDevice(deviceId: string): Promise<void> {
    await this.#playing().setDevice(deviceId);
  }

  /** Lets go of what processes the audio, for good. */
  close(): void {
    this.#graph?.close();
  }

  #process(): AudioGraph {
    if (!this.#graph) {
      this.#graph = new AudioGraph("after", () => this.#show());
      this.#graph.setSource(this.#source);
    }
    return this.#graph;
  }

  #playing(): AudioPlayer {
    if (!this.#player) {
      this.#player = new AudioPlayer(() => {});
      this.#player.setTrack(this.media);
    }
    return this.#player;
  }

  #show(): void {
    if (!this.#processed) return;
    this.#player?.setTrack(this.media);
    this.#changed();
  }
}
