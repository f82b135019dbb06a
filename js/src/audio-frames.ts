import { checkOneOf, invalid } from "./validate.ts";

/** What a page takes raw audio with. */
export type AudioFrameCallback = (buffer: AudioBuffer) => void;

/** How many samples a frame may have. */
const SIZES = [256, 512, 1024, 2048, 4096, 8192, 16384];

/** Checks the arguments of setAudioFrameCallback. Throws INVALID_PARAMS. */
export function checkFrames(
  callback: unknown,
  frameSize: unknown,
): asserts callback is AudioFrameCallback | null {
  if (callback !== null && typeof callback !== "function") {
    throw invalid("audioFrameCallback", callback, "a function, or null");
  }
  checkOneOf("frameSize", frameSize, SIZES);
}
