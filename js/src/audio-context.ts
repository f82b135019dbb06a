import { whenUserActs } from "./autoplay.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { DEBUG, log } from "./logger.ts";

let shared: AudioContext | undefined;

/** Whether the browser has Web Audio. */
export function hasWebAudio(): boolean {
  return typeof AudioContext === "function";
}

/**
 * The page's AudioContext: browsers allow few, and one is enough. It is made
 * when it is first needed, and may not run before a gesture of the user; its
 * "statechange" tells. Throws NOT_SUPPORTED.
 */
export function audioContext(): AudioContext {
  if (shared) return shared;
  if (!hasWebAudio()) {
    throw new AgoraRTCError(
      "NOT_SUPPORTED",
      "this browser has no Web Audio (AudioContext): without it audio is neither mixed, nor read from files, nor processed",
    );
  }
  shared = new AudioContext();
  shared.addEventListener("statechange", wake);
  // iOS interrupts it in a page that is hidden, and may leave it so.
  document.addEventListener("visibilitychange", wake);
  wake();
  return shared;
}

/** Has the context run: now if the browser permits it, else from a gesture on. */
function wake(): void {
  if (!shared || shared.state === "running") return;
  shared.resume().catch((thrown) => log(DEBUG, `the AudioContext waits: ${textOf(thrown)}`));
  whenUserActs(wake);
}
