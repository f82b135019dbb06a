import type { EngineClient } from "./engine-client.ts";
import { textOf } from "./error.ts";
import { DEBUG, log } from "./logger.ts";
import { isRefused } from "./refusal.ts";
import type { Server } from "./server-url.ts";
import { readClaims } from "./token.ts";

/** How long before its end a token's end is told, in ms. */
const NOTICE_MS = 30_000;

/** The longest time that a browser's timer takes, in ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What is told. */
export interface TokenEvents {
  /** The application's token ends in 30 s. */
  willExpire(): void;
  /** The server has refused to be joined again, and the client has left. */
  didExpire(): void;
  /** Whether the client is connecting again. */
  reconnecting(): boolean;
}

interface Membership {
  server: Server;
  /** The newest token that is the application's, or was given for it. */
  token: string;
  /** Whether the server is being asked what it has against a token. */
  asking: boolean;
}

/**
 * The tokens of one client in a channel. While it is joined the media server gives
 * the engine new ones, so that the end of the application's own is no end of the
 * call: that is told ahead, and an end is told only where the server refuses a
 * reconnection.
 */
export class Tokens {
  readonly #engine: EngineClient;
  readonly #events: TokenEvents;
  #membership: Membership | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: EngineClient, events: TokenEvents) {
    this.#engine = engine;
    this.#events = events;
  }

  /** The client has joined with a token, of which the application knows or not. */
  begin(server: Server, token: string, own: boolean): void {
    this.#membership = { server, token, asking: false };
    if (own) this.#watch(token);
  }

  /** The application has given a new token. */
  renew(token: string): void {
    if (!this.#membership) return;
    this.#membership.token = token;
    this.#watch(token);
  }

  /** The client is out of the channel. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#membership = undefined;
  }

  /**
   * An attempt to connect again has failed. Where the server refuses the token of
   * it, the application's own is tried, and where it is that, the client leaves.
   */
  async failed(token: string): Promise<void> {
    const membership = this.#membership;
    if (!membership || membership.asking) return;
    membership.asking = true;
    const refused = await isRefused(membership.server, token);
    membership.asking = false;
    if (!refused || this.#membership !== membership || !this.#events.reconnecting()) return;
    try {
      if (membership.token !== token) {
        await this.#engine.call("renewToken", membership.token);
        return;
      }
      await this.#engine.call("expire");
      this.#events.didExpire();
    } catch (thrown) {
      log(DEBUG, `after a refused token: ${textOf(thrown)}`);
    }
  }

  #watch(token: string): void {
    clearTimeout(this.#timer);
    const { expiresAt } = readClaims(token);
    if (expiresAt === undefined) return;
    const wait = Math.max(expiresAt - NOTICE_MS - Date.now(), 0);
    this.#timer =
      wait > LONGEST_TIMER_MS
        ? setTimeout(() => this.#watch(token), LONGEST_TIMER_MS)
        : setTimeout(() => this.#events.willExpire(), wait);
  }
}
