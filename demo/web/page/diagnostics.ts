import type { IAgoraRTC, IAgoraRTCClient } from "../../../js/src/types.ts";
import { byId } from "./dom.ts";
import type { Role } from "./settings.ts";

/** The time from one reading of the statistics to the next, in ms. */
const interval = 2000;

/** How many readings and events of a user are kept: five minutes, and a lively call. */
const readings = 150;
const eventsKept = 500;

/** What is written down of a client's events, in order. */
const told = [
  "connection-state-change",
  "user-joined",
  "user-left",
  "user-published",
  "user-unpublished",
  "stream-type-changed",
  "stream-fallback",
  "stream-fallback-warning",
  "exception",
  "media-reconnect-start",
  "media-reconnect-end",
] as const;

/** One user of the page, as far as it is written down. */
interface Watched {
  role: Role;
  client: IAgoraRTCClient;
  statistics: object[];
}

/**
 * The page's button that saves what the SDK says of this browser and of the last
 * minutes, as a file of JSON: for a report, or as the result of a checklist. It
 * holds no token, no address of a server and no channel.
 */
export class Diagnostics {
  readonly #sdk: IAgoraRTC | undefined;
  readonly #watched: Watched[] = [];
  readonly #events: object[] = [];

  /** `sdk` is undefined where its script did not load. */
  constructor(sdk: IAgoraRTC | undefined) {
    this.#sdk = sdk;
    sdk?.on("autoplay-failed", () => this.#note("page", "autoplay-failed", []));
    document.addEventListener("visibilitychange", () => this.#note("page", document.visibilityState, []));
    byId("diagnostics", HTMLButtonElement).addEventListener("click", () => void this.#save());
  }

  /** Writes down what becomes of a client from now on. */
  watch(role: Role, client: IAgoraRTCClient): void {
    const watched: Watched = { role, client, statistics: [] };
    this.#watched.push(watched);
    for (const event of told) client.on(event, (...args: unknown[]) => this.#note(role, event, args));
    setInterval(() => {
      if (client.connectionState === "CONNECTED") keep(watched.statistics, statisticsOf(client), readings);
    }, interval);
  }

  #note(who: string, event: string, args: unknown[]): void {
    keep(this.#events, { at: Date.now(), who, event, args: args.map(plain) }, eventsKept);
  }

  /** What is saved. */
  async #report(): Promise<object> {
    const { userAgent, platform, maxTouchPoints, hardwareConcurrency } = navigator;
    const users = this.#watched.map(async ({ role, client, statistics }) => ({
      role,
      state: client.connectionState,
      statistics,
      decisions: (await client.exportDecisionLog().catch(String)).split("\n"),
    }));
    return {
      savedAt: new Date().toISOString(),
      sdk: this.#sdk?.VERSION,
      browser: { userAgent, platform, maxTouchPoints, hardwareConcurrency, secure: isSecureContext },
      requirements: this.#sdk?.checkSystemRequirements(),
      codecs: await this.#sdk?.getSupportedCodec().catch(String),
      events: this.#events,
      users: await Promise.all(users),
    };
  }

  async #save(): Promise<void> {
    const text = JSON.stringify(await this.#report(), null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `dualstream-${new Date().toISOString().replace(/[:.]/g, "-")}.json`;
    link.click();
    // Safari reads the file after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

/** Adds to a list and takes the oldest away where it is too long. */
function keep(list: object[], entry: object, most: number): void {
  list.push(entry);
  if (list.length > most) list.shift();
}

function statisticsOf(client: IAgoraRTCClient): object {
  return {
    at: Date.now(),
    call: client.getRTCStats(),
    sentAudio: client.getLocalAudioStats(),
    sentVideo: client.getLocalVideoStats(),
    receivedAudio: client.getRemoteAudioStats(),
    receivedVideo: client.getRemoteVideoStats(),
  };
}

/** An argument of an event as JSON can hold it: a user is its uid. */
function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null && "hasVideo" in value
    ? { uid: (value as { uid?: unknown }).uid }
    : value;
}
