import type { ConnectionState, NetworkQuality } from "./types.ts";

/** How often the quality is told, in ms. */
const PERIOD = 2000;

/** Calls a function every two seconds while a client is in a channel, reconnections included. */
export class QualityTimer {
  readonly #tell: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Takes the client's new state. */
  follow(state: ConnectionState): void {
    if (state === "CONNECTED") this.#timer ??= setInterval(this.#tell, PERIOD);
    if (state !== "DISCONNECTED") return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * The quality that a client shows: what was measured, unless it is not
 * connected (0), or the browser says that it is offline (6).
 *
 * @param local whether the media server is on this machine: it is reached
 *   offline too.
 */
export function networkQuality(
  state: ConnectionState,
  local: boolean,
  measured: NetworkQuality,
): NetworkQuality {
  if (navigator.onLine === false && !local) return both(6);
  return state === "CONNECTED" ? measured : both(0);
}

function both(quality: 0 | 6): NetworkQuality {
  return { uplinkNetworkQuality: quality, downlinkNetworkQuality: quality };
}
