import { readTold } from "./told.ts";
import type { FallbackState } from "./types.ts";

/** What holds of a user about whom the engine has told nothing. */
const untold: FallbackState = { option: 1, streamType: 0, level: "high", phase: "normal", since: 0 };

/** A copy of what the engine holds about receiving each remote user, by identity. */
export class FallbackStates {
  /** The texts that were told: each reading of one is the page's own. */
  readonly #told = new Map<string, string>();

  /** Takes what is told. A text that cannot be read leaves what was told before. */
  tell(identity: string, text: string): void {
    if (readTold("the fallback state", text)) this.#told.set(identity, text);
  }

  /** What was told, or what holds of a known user otherwise. */
  get(identity: string, known: boolean): FallbackState | undefined {
    const text = this.#told.get(identity);
    if (text !== undefined) return JSON.parse(text);
    return known ? { ...untold } : undefined;
  }

  forget(identity: string): void {
    this.#told.delete(identity);
  }

  clear(): void {
    this.#told.clear();
  }
}
