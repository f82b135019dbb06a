import { warnOfRefusal, whenUserActs } from "./autoplay.ts";
import { captureError } from "./capture.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { DEBUG, log } from "./logger.ts";
import { sdkEvents } from "./sdk-events.ts";
import { show } from "./show.ts";
import { invalid } from "./validate.ts";

/** Plays one audio track, by an element that is not in the page. */
export class AudioPlayer {
  readonly #stream = new MediaStream();
  readonly #audio: HTMLAudioElement;
  isPlaying = false;
  /** Whether the browser has refused to play, and that was told. */
  #refused = false;

  constructor(firstFrame: () => void) {
    this.#audio = document.createElement("audio");
    this.#audio.addEventListener("loadeddata", firstFrame, { once: true });
    this.#audio.addEventListener("pause", this.#resume);
  }

  play(): void {
    this.isPlaying = true;
    // iOS pauses what plays in a page that is hidden, and leaves it so.
    document.addEventListener("visibilitychange", this.#resume);
    if (!this.#audio.srcObject) this.#audio.srcObject = this.#stream;
    this.#resume();
  }

  /** Plays another track in place of the present one. */
  setTrack(track: MediaStreamTrack): void {
    // First away with the old one: Chromium adds no track whose id is there
    // already, and a track that is subscribed again keeps its id.
    for (const other of this.#stream.getTracks()) if (other !== track) this.#stream.removeTrack(other);
    this.#stream.addTrack(track);
    if (this.#audio.ended && this.#audio.srcObject) this.#audio.srcObject = this.#stream;
    this.#resume();
  }

  stop(): void {
    this.isPlaying = false;
    document.removeEventListener("visibilitychange", this.#resume);
    this.#refused = false;
    this.#audio.srcObject = null;
  }

  /**
   * Plays at a volume of 0 to 1. It reports whether the browser does: on iOS the
   * volume of an element is the user's alone.
   */
  setVolume(volume: number): boolean {
    this.#audio.muted = volume === 0;
    this.#audio.volume = volume;
    return volume === 0 || Math.abs(this.#audio.volume - volume) < 0.01;
  }

  /** See IAudioTrack.setPlaybackDevice. */
  async setDevice(deviceId: string): Promise<void> {
    if (typeof deviceId !== "string") {
      throw invalid("deviceId", deviceId, "a deviceId that getPlaybackDevices gives");
    }
    if (typeof this.#audio.setSinkId !== "function") {
      throw new AgoraRTCError(
        "NOT_SUPPORTED",
        "this browser plays only where the system does: it has no setSinkId",
      );
    }
    await this.#audio.setSinkId(deviceId).catch((thrown: unknown) => {
      const { code } = captureError(thrown);
      throw new AgoraRTCError(code, `cannot play on the device ${show(deviceId)}: ${textOf(thrown)}`);
    });
  }

  readonly #resume = (): void => {
    if (!this.isPlaying) return;
    this.#audio.play().then(
      () => {
        this.#refused = false;
      },
      (thrown) => {
        log(DEBUG, `the audio waits: ${thrown}`);
        if (!this.isPlaying) return;
        whenUserActs(this.#resume);
        if (thrown?.name === "NotAllowedError") this.#onRefused();
      },
    );
  };

  #onRefused(): void {
    // What a hidden page is refused it gets when it is seen again.
    if (this.#refused || document.hidden) return;
    this.#refused = true;
    warnOfRefusal();
    sdkEvents.tellAutoplayFailed();
  }
}
