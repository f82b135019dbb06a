import { audioContext } from "./audio-context.ts";
import { readAudioFile } from "./audio-file.ts";
import { BufferPlayback } from "./buffer-playback.ts";
import { audioEncoder } from "./encoder-config.ts";
import { LocalAudioTrack } from "./local-audio-track.ts";
import { log, WARNING } from "./logger.ts";
import type {
  AudioEncoderConfiguration,
  AudioSourceOptions,
  AudioSourceState,
  BufferSourceAudioTrackInitConfig,
  IBufferSourceAudioTrack,
} from "./types.ts";
import { checkOptionalBoolean, invalid, optionalObject, requiredObject } from "./validate.ts";

type Source = BufferSourceAudioTrackInitConfig["source"];

/** See IAgoraRTC.createBufferSourceAudioTrack. */
export async function createBufferSourceAudioTrack(
  config: BufferSourceAudioTrackInitConfig,
): Promise<BufferSourceAudioTrack> {
  const { source, cacheOnlineFile = false, encoderConfig } = requiredObject("config", config);
  checkOptionalBoolean("cacheOnlineFile", cacheOnlineFile);
  const encoder = audioEncoder(encoderConfig);
  const isFile = source instanceof Blob || (typeof source === "string" && source !== "");
  if (!isFile && typeof (source as AudioBuffer | undefined)?.getChannelData !== "function") {
    throw invalid("source", source, "the address of an audio file, a File or an AudioBuffer");
  }
  audioContext(); // Without it nothing need be read.
  const buffer = isFile ? await readAudioFile(source, cacheOnlineFile) : (source as AudioBuffer);
  return new BufferSourceAudioTrack(source, new BufferPlayback(buffer), encoder);
}

/** The audio of a file, or of samples that the page has. */
export class BufferSourceAudioTrack extends LocalAudioTrack implements IBufferSourceAudioTrack {
  readonly source: Source;
  readonly #playback: BufferPlayback;
  #state: AudioSourceState = "stopped";

  constructor(source: Source, playback: BufferPlayback, encoder: AudioEncoderConfiguration) {
    super(playback.media, { source: "custom-audio", encoder, dtx: false });
    this.source = source;
    this.#playback = playback;
    playback.onEnded = () => this.#setState("stopped");
  }

  get currentState(): AudioSourceState {
    return this.#state;
  }

  get duration(): number {
    return this.#playback.duration;
  }

  getCurrentTime(): number {
    return this.#playback.currentTime;
  }

  startProcessAudioBuffer(options?: AudioSourceOptions): void {
    const { cycle = 1, loop = false, startPlayTime = 0 } = optionalObject("options", options);
    if (!Number.isInteger(cycle) || cycle < 1) {
      throw invalid("options.cycle", cycle, "a whole number of at least 1");
    }
    checkOptionalBoolean("options.loop", loop);
    this.#checkTime("options.startPlayTime", startPlayTime);
    this.checkOpen();
    this.#playback.start(startPlayTime, loop ? Number.POSITIVE_INFINITY : cycle);
    this.#setState("playing");
  }

  pauseProcessAudioBuffer(): void {
    if (!this.#isIn("pauseProcessAudioBuffer", "playing")) return;
    this.#playback.pause();
    this.#setState("paused");
  }

  resumeProcessAudioBuffer(): void {
    if (!this.#isIn("resumeProcessAudioBuffer", "paused")) return;
    this.#playback.resume();
    this.#setState("playing");
  }

  seekAudioBuffer(time: number): void {
    this.#checkTime("time", time);
    if (this.#isIn("seekAudioBuffer", "playing", "paused")) this.#playback.seek(time);
  }

  stopProcessAudioBuffer(): void {
    this.#playback.stop();
    this.#setState("stopped");
  }

  override close(): void {
    super.close();
    this.stopProcessAudioBuffer();
  }

  #checkTime(name: string, time: unknown): void {
    if (typeof time !== "number" || !(time >= 0 && time <= this.duration)) {
      throw invalid(name, time, `a number of seconds, from 0 to the duration, which is ${this.duration}`);
    }
  }

  /** Whether the track is in one of these states; it warns where it is not, and the call has no effect. */
  #isIn(method: string, ...states: AudioSourceState[]): boolean {
    if (states.includes(this.#state)) return true;
    log(WARNING, `${method} has no effect: ${this.getTrackId()} is ${this.#state}`);
    return false;
  }

  #setState(state: AudioSourceState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.emit("source-state-change", state);
  }
}
