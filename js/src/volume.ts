import { invalid } from "./validate.ts";

/** The quietest amplitude that counts as sound, in decades below the loudest: 2.5 are 50 dB. */
const DECADES = 2.5;

/** Checks a volume: a number of 0 to 1000, where 100 is as it is. Throws INVALID_PARAMS. */
export function checkVolume(volume: unknown): asserts volume is number {
  if (typeof volume !== "number" || !(volume >= 0 && volume <= 1000)) {
    throw invalid("volume", volume, "a number of 0 (silent) to 1000, where 100 is the volume as it is");
  }
}

/**
 * The documented level, 0 to 1, of an amplitude of 0 to 1. It is logarithmic, as
 * hearing is: the documents call those a speaking user who are above 0.05
 * (4.2.1) or above 0.6 (later ones), and a voice is above both, quiet noise
 * below both.
 */
export function levelOf(amplitude: number): number {
  return amplitude > 0 ? Math.min(1, Math.max(0, 1 + Math.log10(amplitude) / DECADES)) : 0;
}
