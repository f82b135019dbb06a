import { whenUserActs } from "./autoplay.ts";
import { DEBUG, log } from "./logger.ts";

/** Plays one audio track, by an element that is not in the page. */
export class AudioPlayer {
  readonly #stream = new MediaStream();
  readonly #audio: HTMLAudioElement;
  isPlaying = false;

  constructor(firstFrame: () => void) {
    this.#audio = document.createElement("audio");
    this.#audio.addEventListener("loadeddata", firstFrame, { once: true });
    this.#audio.addEventListener("pause", () => this.#resume());
  }

  play(): void {
    this.isPlaying = true;
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
    this.#audio.srcObject = null;
  }

  #resume(): void {
    if (!this.isPlaying) return;
    this.#audio.play().catch((thrown) => {
      if (thrown?.name === "NotAllowedError") whenUserActs(() => this.#resume());
      else log(DEBUG, `the audio waits: ${thrown}`);
    });
  }
}
