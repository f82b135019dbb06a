import type { EngineClientConfig } from "./engine.ts";
import type { RetryConfiguration } from "./types.ts";
import { invalid, requiredObject } from "./validate.ts";

/** No wait is longer than the engine tries to connect again at all, in ms. */
const LONGEST_MS = 120_000;

/** By this the longest wait is reached at once. */
const MAX_FACTOR = 1000;

/** Checks when a lost connection is tried again. What is not given is the documented default. Throws INVALID_PARAMS. */
export function readRetry(
  name: string,
  given: Partial<RetryConfiguration> = {},
): EngineClientConfig["retry"] {
  const {
    timeout = 500,
    timeoutFactor = 1.5,
    maxRetryTimeout = 10_000,
    maxRetryCount = Number.POSITIVE_INFINITY,
  } = requiredObject(name, given);
  for (const [field, value] of Object.entries({ timeout, timeoutFactor, maxRetryTimeout, maxRetryCount })) {
    if (!(typeof value === "number" && value >= 0)) {
      throw invalid(`${name}.${field}`, value, "a number of at least 0");
    }
  }
  return {
    firstMs: Math.round(Math.min(timeout, LONGEST_MS)),
    growPercent: Math.round(Math.min(timeoutFactor, MAX_FACTOR) * 100),
    longestMs: Math.round(Math.min(maxRetryTimeout, LONGEST_MS)),
    // The first attempt comes at once and is no repetition.
    attempts: Number.isFinite(maxRetryCount) ? Math.floor(maxRetryCount) + 1 : 0,
  };
}
