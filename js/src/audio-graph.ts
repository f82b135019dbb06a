import { audioContext } from "./audio-context.ts";
import type { AudioFrameCallback } from "./audio-frames.ts";
import { levelOf } from "./volume.ts";

/** How fast a volume follows, in s: at once it would click. */
const GLIDE = 0.01;

/**
 * One audio track in Web Audio: changed in volume, measured, and given to the
 * page sample by sample. Throws NOT_SUPPORTED when it is made.
 */
export class AudioGraph {
  readonly #context = audioContext();
  readonly #gain = this.#context.createGain();
  /** It has no outlet of its own: a browser runs such an analyser all the same. */
  readonly #analyser = this.#context.createAnalyser();
  readonly #samples = new Float32Array(this.#analyser.fftSize);
  readonly #measured: "before" | "after";
  readonly #stateChanged: () => void;
  #source: MediaStreamAudioSourceNode | undefined;
  #destination: MediaStreamAudioDestinationNode | undefined;
  #frames: ScriptProcessorNode | undefined;

  /**
   * @param measured whether the level and the frames are those before the change
   *   of volume or after it.
   * @param stateChanged called when isRunning may have changed.
   */
  constructor(measured: "before" | "after", stateChanged: () => void) {
    this.#measured = measured;
    this.#stateChanged = stateChanged;
    if (measured === "after") this.#gain.connect(this.#analyser);
    this.#context.addEventListener("statechange", stateChanged);
  }

  /** Whether anything comes out. */
  get isRunning(): boolean {
    return this.#context.state === "running";
  }

  /** The track with the volume changed. */
  get output(): MediaStreamTrack {
    if (!this.#destination) {
      this.#destination = this.#context.createMediaStreamDestination();
      this.#gain.connect(this.#destination);
    }
    return this.#destination.stream.getAudioTracks()[0] as MediaStreamTrack;
  }

  /** Takes another track in. */
  setSource(media: MediaStreamTrack): void {
    this.#source?.disconnect();
    this.#source = this.#context.createMediaStreamSource(new MediaStream([media]));
    this.#source.connect(this.#gain);
    if (this.#measured === "before") this.#source.connect(this.#analyser);
  }

  /** Sets the volume, as a factor. */
  setVolume(factor: number): void {
    this.#gain.gain.setTargetAtTime(factor, this.#context.currentTime, GLIDE);
  }

  /** The documented level of the last 40 ms or so, 0 to 1; 0 while it does not run. */
  level(): number {
    if (!this.isRunning) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let peak = 0;
    for (const sample of this.#samples) peak = Math.max(peak, Math.abs(sample));
    return levelOf(peak);
  }

  /** Gives the page frames of so many samples from now on, or (null) none. */
  setFrameCallback(callback: AudioFrameCallback | null, frameSize: number): void {
    if (this.#frames) {
      this.#frames.onaudioprocess = null;
      this.#analyser.disconnect();
      this.#frames.disconnect();
      this.#frames = undefined;
    }
    if (!callback) return;
    this.#frames = this.#context.createScriptProcessor(frameSize, 2, 1);
    this.#frames.onaudioprocess = ({ inputBuffer }) => callback(inputBuffer);
    this.#analyser.connect(this.#frames);
    // Chromium runs a script processor only on the way to the loudspeaker. It
    // writes nothing, which is silence.
    this.#frames.connect(this.#context.destination);
  }

  /** Lets go of all of it. */
  close(): void {
    this.#context.removeEventListener("statechange", this.#stateChanged);
    this.setFrameCallback(null, 0);
    this.#source?.disconnect();
    this.#gain.disconnect();
    this.#destination?.stream.getAudioTracks()[0]?.stop();
  }
}
