/** The slider's positions: equal steps of the rate's logarithm, and no limit at the right end. */
export const lastPosition = 200;

const slowest = 50;
const fastest = 5000;
/** The position of the fastest rate. */
const top = lastPosition - 1;

/** The rate at a position, in kbps with two digits that count; undefined is no limit. */
export function rateAt(position: number): number | undefined {
  if (position >= lastPosition) return undefined;
  return Number((slowest * (fastest / slowest) ** (position / top)).toPrecision(2));
}

/** The position of a rate in kbps. */
export function positionOf(kbps: number | undefined): number {
  if (kbps === undefined) return lastPosition;
  return Math.round((top * Math.log(kbps / slowest)) / Math.log(fastest / slowest));
}

/** A rate in words. */
export function rateWords(kbps: number | undefined): string {
  return kbps === undefined ? "unlimited" : `${kbps} kbps`;
}
