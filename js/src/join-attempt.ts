import { AgoraRTCError } from "./error.ts";
import type { JoinRequest } from "./join-request.ts";
import { takeMembership } from "./memberships.ts";
import { checkAllowed, type Server } from "./server-url.ts";
import { checkClaims, readClaims } from "./token.ts";
import { type Grant, requestToken } from "./token-endpoint.ts";

/** All that the engine is to be told. */
export interface Admission extends Grant {
  /** The own identity, where the token says it. */
  identity: string | undefined;
}

/**
 * How long a join may take once the engine is loaded, in ms. The engine bounds
 * its own part at 15 s and then says more exactly what it waited for.
 */
const BOUND_MS = 15_500;

/** One call of join, from its checks to its end. It can be given up at any time. */
export class JoinAttempt {
  readonly request: JoinRequest;
  readonly #server: Server;
  readonly #abort = new AbortController();
  readonly #aborted: Promise<never>;
  #giveBack: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the engine has been asked: until then giving up concerns nobody else. */
  dispatched = false;

  /** Throws UID_CONFLICT. */
  constructor(request: JoinRequest, server: Server) {
    this.request = request;
    this.#server = server;
    if (request.identity !== undefined) this.#take(request.identity);
    this.#aborted = new Promise((_, reject) => {
      this.#abort.signal.addEventListener("abort", () => reject(this.#abort.signal.reason));
    });
    this.#aborted.catch(() => {});
  }

  /** Where it asked to be let in. */
  get server(): Server {
    return this.#server;
  }

  /** Why it was given up, if it was. */
  get error(): AgoraRTCError | undefined {
    return this.#abort.signal.reason;
  }

  /** Waits for the engine and for what join needs to be told. Rejects as requestToken does, and UID_CONFLICT. */
  async prepare(engineReady: Promise<void>): Promise<Admission> {
    const [grant] = await this.during(Promise.all([this.#grant(), engineReady.then(() => this.#bound())]));
    return grant;
  }

  /** Waits for `work`, but no longer than until the attempt is given up. */
  during<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.#aborted, work]);
  }

  giveUp(error: AgoraRTCError): void {
    this.#abort.abort(error);
  }

  /** It has come to an end, one way or the other: what is still under way for it is dropped. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** Gives the membership back: the client is out of the channel. */
  release(): void {
    this.#giveBack?.();
    this.#giveBack = undefined;
  }

  async #grant(): Promise<Admission> {
    const { channel, identity, token } = this.request;
    if (token) return { server: this.#server, token, identity };
    const grant = await requestToken(this.#server, channel, identity, this.#abort.signal);
    this.#abort.signal.throwIfAborted();
    checkAllowed(grant.server, location.protocol);
    const claims = readClaims(grant.token);
    checkClaims(claims, channel, identity, "UNEXPECTED_RESPONSE");
    if (identity === undefined && claims.identity !== undefined) this.#take(claims.identity);
    return { ...grant, identity: claims.identity };
  }

  #take(identity: string): void {
    this.#giveBack = takeMembership(this.#server.ws, this.request.channel, identity);
  }

  #bound(): void {
    if (this.error) return;
    this.#timer = setTimeout(() => {
      const what = this.dispatched
        ? `the media server at ${this.#server.ws}`
        : `a token from ${this.#server.http}/token`;
      this.giveUp(new AgoraRTCError("TIMEOUT", `join has waited 15 s for ${what}`));
    }, BOUND_MS);
  }
}
