import { audioContext } from "./audio-context.ts";

/**
 * Plays an AudioBuffer into a MediaStreamTrack. Positions count the content in
 * seconds, from the beginning of the first cycle on. Throws NOT_SUPPORTED when
 * it is made.
 */
export class BufferPlayback {
  readonly #context = audioContext();
  readonly #destination = this.#context.createMediaStreamDestination();
  readonly #buffer: AudioBuffer;
  /** What plays, while anything does. */
  #node: AudioBufferSourceNode | undefined;
  /** Where it stands, and since when it has been moving on from there by the context's clock. */
  #position = 0;
  #since = 0;
  /** Where it ends. */
  #end = 0;
  /** Called when it has come to the end. */
  onEnded = (): void => {};

  constructor(buffer: AudioBuffer) {
    this.#buffer = buffer;
  }

  /** The track that carries it. */
  get media(): MediaStreamTrack {
    return this.#destination.stream.getAudioTracks()[0] as MediaStreamTrack;
  }

  /** Of one cycle, in s. */
  get duration(): number {
    return this.#buffer.duration;
  }

  /** The position within the present cycle, in s. */
  get currentTime(): number {
    return this.#now() % this.duration;
  }

  /** Plays so many cycles, which may be infinitely many, the first from a position on. */
  start(position: number, cycles: number): void {
    this.#end = cycles * this.duration;
    this.#play(position);
  }

  /** Stands still where it is. */
  pause(): void {
    const position = this.#now();
    this.#halt();
    this.#position = position;
  }

  /** Goes on from where it stands. */
  resume(): void {
    this.#play(this.#position);
  }

  /** Goes to another position within the present cycle; where it plays it goes on from there. */
  seek(time: number): void {
    const position = this.#now() - this.currentTime + time;
    if (this.#node) this.#play(position);
    else this.#position = position;
  }

  /** Stands still at the beginning. */
  stop(): void {
    this.#halt();
    this.#position = 0;
  }

  #now(): number {
    if (!this.#node) return this.#position;
    return Math.min(this.#end, this.#position + this.#context.currentTime - this.#since);
  }

  #play(position: number): void {
    this.#halt();
    const node = this.#context.createBufferSource();
    node.buffer = this.#buffer;
    const offset = position % this.duration;
    const left = this.#end - position;
    node.loop = left > this.duration - offset;
    node.connect(this.#destination);
    node.onended = () => {
      this.stop();
      this.onEnded();
    };
    if (Number.isFinite(left)) node.start(0, offset, left);
    else node.start(0, offset);
    this.#node = node;
    this.#position = position;
    this.#since = this.#context.currentTime;
  }

  #halt(): void {
    if (!this.#node) return;
    this.#node.onended = null;
    this.#node.stop();
    this.#node.disconnect();
    this.#node = undefined;
  }
}
