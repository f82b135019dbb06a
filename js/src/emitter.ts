import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";
import type { IEventEmitter } from "./types.ts";

type Listener = (...args: never[]) => unknown;
type Entry = { listener: Listener; once: boolean };

/**
 * The documented emitter: listeners are told apart by identity, nothing is
 * chainable, and what is added or removed while an event is told counts from
 * the next one on.
 */
export class Emitter<E extends { [event: string]: unknown[] }> implements IEventEmitter<E> {
  readonly #entries = new Map<string, Entry[]>();

  on<K extends string>(event: K extends keyof E ? never : K, listener: Listener): void;
  on<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  on(event: string, listener: Listener): void {
    this.#add(event, listener, false);
  }

  once<K extends string>(event: K extends keyof E ? never : K, listener: Listener): void;
  once<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  once(event: string, listener: Listener): void {
    this.#add(event, listener, true);
  }

  off<K extends string>(event: K extends keyof E ? never : K, listener: Listener): void;
  off<K extends keyof E & string>(event: K, listener: (...args: E[K]) => unknown): void;
  off(event: string, listener: Listener): void {
    const left = this.#of(event).filter((entry) => entry.listener !== listener);
    this.#entries.set(event, left);
  }

  removeAllListeners(event?: string): void {
    if (event === undefined) this.#entries.clear();
    else this.#entries.delete(event);
  }

  getListeners<K extends keyof E & string>(event: K): ((...args: E[K]) => unknown)[];
  getListeners(event: string): Listener[];
  getListeners(event: string): Listener[] {
    return this.#of(event).map((entry) => entry.listener);
  }

  /** Tells an event. A listener that throws is reported as an uncaught error is, and stops no other. */
  protected emit<K extends keyof E & string>(event: K, ...args: E[K]): void {
    for (const { listener, once } of [...this.#of(event)]) {
      if (once) this.off(event, listener as never);
      try {
        (listener as (...args: E[K]) => unknown).apply(this, args);
      } catch (thrown) {
        report(thrown);
      }
    }
  }

  #add(event: string, listener: Listener, once: boolean): void {
    if (typeof listener !== "function") {
      throw new AgoraRTCError(
        "INVALID_PARAMS",
        `the listener of ${show(event)} is ${show(listener)}, it must be a function`,
      );
    }
    const entries = this.#of(event);
    const present = entries.find((entry) => entry.listener === listener);
    if (present) present.once &&= once;
    else this.#entries.set(event, [...entries, { listener, once }]);
  }

  #of(event: string): Entry[] {
    return this.#entries.get(event) ?? [];
  }
}

/** Reports what a function of the page has thrown, as an uncaught error is. */
export function report(thrown: unknown): void {
  if (typeof reportError === "function") reportError(thrown);
  else console.error(thrown);
}
