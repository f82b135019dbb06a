import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";

/** The documented levels; 4 prints nothing. */
export const DEBUG = 0;
export const INFO = 1;
export const WARNING = 2;
export const ERROR = 3;

let threshold = INFO;

/** Sets what is printed: this level and those above. Throws INVALID_PARAMS. */
export function setLogLevel(level: number): void {
  if (!Number.isInteger(level) || level < 0 || level > 4) {
    throw new AgoraRTCError(
      "INVALID_PARAMS",
      `setLogLevel: level is ${show(level)}, it must be 0 (debug), 1 (info), 2 (warning), 3 (error) or 4 (none)`,
    );
  }
  threshold = level;
}

/** Prints a line, if its level is let through. */
export function log(level: number, text: string): void {
  if (level < threshold) return;
  const line = `[dualstream] ${text}`;
  if (level === DEBUG) console.debug(line);
  else if (level === INFO) console.info(line);
  else if (level === WARNING) console.warn(line);
  else console.error(line);
}
