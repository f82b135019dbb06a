/** What a video element shows. */
export interface Arriving {
  /** In pixels. */
  width: number;
  height: number;
  framesPerSecond: number;
}

/** The rate is measured over at least this many milliseconds. */
const shortest = 900;

/** Measures what a video element shows. */
export class FrameMeter {
  #element: HTMLVideoElement | undefined;
  #frames = 0;
  #since = 0;
  #rate = 0;

  /** Reads the element; undefined while it has no picture. */
  read(element: HTMLVideoElement | null): Arriving | undefined {
    if (!element?.videoWidth) return undefined;
    const now = performance.now();
    const frames = element.getVideoPlaybackQuality().totalVideoFrames;
    if (element !== this.#element || frames < this.#frames) {
      this.#element = element;
      this.#frames = frames;
      this.#since = now;
      this.#rate = 0;
    } else if (now - this.#since >= shortest) {
      this.#rate = Math.round(((frames - this.#frames) * 1000) / (now - this.#since));
      this.#frames = frames;
      this.#since = now;
    }
    return { width: element.videoWidth, height: element.videoHeight, framesPerSecond: this.#rate };
  }
}
