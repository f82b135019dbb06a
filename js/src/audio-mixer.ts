import { audioContext } from "./audio-context.ts";

/** Several audio tracks made one. Throws NOT_SUPPORTED when it is made. */
export class AudioMixer {
  readonly #context = audioContext();
  readonly #destination = this.#context.createMediaStreamDestination();
  readonly #inputs = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();
  readonly #stateChanged: () => void;

  /** @param stateChanged called when isRunning may have changed. */
  constructor(stateChanged: () => void) {
    this.#stateChanged = stateChanged;
    this.#context.addEventListener("statechange", stateChanged);
  }

  /** Whether anything comes out. */
  get isRunning(): boolean {
    return this.#context.state === "running";
  }

  /** The sum of the inputs. */
  get output(): MediaStreamTrack {
    return this.#destination.stream.getAudioTracks()[0] as MediaStreamTrack;
  }

  /** Mixes exactly these. */
  setInputs(tracks: readonly MediaStreamTrack[]): void {
    for (const [track, node] of this.#inputs) {
      if (tracks.includes(track)) continue;
      node.disconnect();
      this.#inputs.delete(track);
    }
    for (const track of tracks) {
      if (this.#inputs.has(track)) continue;
      const node = this.#context.createMediaStreamSource(new MediaStream([track]));
      node.connect(this.#destination);
      this.#inputs.set(track, node);
    }
  }

  /** Lets go of all of it. */
  close(): void {
    this.#context.removeEventListener("statechange", this.#stateChanged);
    this.setInputs([]);
    this.output.stop();
  }
}
