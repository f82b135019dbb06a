import type { UID, UserVolume } from "./types.ts";

/**
 * Who is how loud, every two seconds. It has no timer of its own: it is told
 * the levels with the statistics, once a second while the client is in a channel.
 */
export class VolumeIndicator {
  isEnabled = false;
  /** The levels of the first of two seconds. */
  #first: ReadonlyMap<UID, number> | undefined;

  /**
   * Takes the levels of a second, 0 to 1. After every other one it returns what
   * is to be told: of those who are there now, the louder of the two.
   */
  take(levels: ReadonlyMap<UID, number>): UserVolume[] | undefined {
    const first = this.#first;
    this.#first = first ? undefined : levels;
    if (!first) return undefined;
    return [...levels].map(([uid, level]) => ({
      uid,
      level: Math.round(100 * Math.max(level, first.get(uid) ?? 0)),
    }));
  }

  /** The client has left the channel. */
  clear(): void {
    this.#first = undefined;
  }
}
