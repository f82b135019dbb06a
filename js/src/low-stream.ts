import type { ConstrainLong, LowStreamParameter } from "./types.ts";
import { invalid, requiredObject } from "./validate.ts";

/** What was asked of the low stream; 0 where nothing was. */
export interface LowStream {
  width: number;
  height: number;
  framerate: number;
  bitrate: number;
}

/** The low stream of a client that never asked for anything. */
export const noLowStream: LowStream = { width: 0, height: 0, framerate: 0, bitrate: 0 };

/** Checks a parameter and lays it over what was asked before, field by field. Throws INVALID_PARAMS. */
export function mergeLowStream(before: LowStream, parameter: LowStreamParameter): LowStream {
  requiredObject("streamParameter", parameter);
  const merged = { ...before };
  for (const field of ["width", "height", "framerate", "bitrate"] as const) {
    const given = parameter[field];
    if (given !== undefined) merged[field] = check(`streamParameter.${field}`, given);
  }
  return merged;
}

function check(name: string, given: number | ConstrainLong): number {
  const value = typeof given === "object" && given !== null ? aimOf(given) : given;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 10000) return value as number;
  throw invalid(name, given, "a whole number of 1 to 10000");
}

function aimOf(constraint: ConstrainLong): unknown {
  return constraint.exact ?? constraint.ideal ?? constraint.max ?? constraint.min;
}
