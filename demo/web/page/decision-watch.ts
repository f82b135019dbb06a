import type {
  FallbackReason,
  FallbackState,
  IAgoraRTCClient,
  StreamTypeReason,
  UID,
} from "../../../js/src/types.ts";
import type { EventList } from "./event-list.ts";
import { explain, nameOf, tellChange } from "./reason-words.ts";

/** How often the states are looked at, in ms: trials are told by no event. */
const every = 250;

/** Statistics that are missing for less, in ms, are not worth a line: a track has just begun. */
const longMissing = 3000;

/** What holds of a user about whom nothing was decided. */
const undecided: FallbackState = { option: 1, streamType: 0, level: "high", phase: "normal", since: 0 };

/** What the list has told about a user. */
interface Told {
  state: FallbackState;
  /** The names of the reasons. */
  reasons: Set<string>;
  /** Since when the statistics have been missing, by performance.now(). */
  missingSince: number | undefined;
}

/** Lists what the SDK decides about the users whom a client receives, and why. */
export class DecisionWatch {
  readonly #client: IAgoraRTCClient;
  readonly #list: EventList;
  readonly #told = new Map<UID, Told>();

  constructor(client: IAgoraRTCClient, list: EventList) {
    this.#client = client;
    this.#list = list;
    client.on("stream-fallback", (uid, state, reason) => {
      const what =
        state === "fallback"
          ? "The picture is given up, and the voice goes on"
          : "The picture comes again beside the voice";
      this.#tell(uid, what, reason);
    });
    client.on("stream-type-changed", (uid, type, reason) => {
      const stream = type === 0 ? "high" : "low";
      this.#tell(uid, `The ${stream} stream arrives, ${reason.width}×${reason.height}`, reason);
    });
    client.on("user-left", (user) => this.#told.delete(user.uid));
    client.on("connection-state-change", (current) => {
      if (current === "DISCONNECTED") this.#told.clear();
    });
    setInterval(() => {
      for (const user of client.remoteUsers) this.#look(user.uid);
    }, every);
  }

  /** Lists an event; its reason is left out where the decision stands in the list with it. */
  #tell(uid: UID, what: string, reason: FallbackReason | StreamTypeReason): void {
    this.#look(uid);
    const known = this.#told.get(uid)?.reasons.has(nameOf(reason));
    this.#add(uid, known ? `${what}.` : `${what}: ${explain(reason)}.`);
  }

  /** Lists what has changed about a user since the last look. */
  #look(uid: UID): void {
    const now = this.#client.getFallbackState(uid);
    if (!now) return;
    const told = this.#told.get(uid) ?? { state: undecided, reasons: new Set(), missingSince: undefined };
    this.#told.set(uid, told);
    told.missingSince = now.phase === "unknown" ? (told.missingSince ?? performance.now()) : undefined;
    if (told.missingSince !== undefined && performance.now() - told.missingSince < longMissing)
      now.phase = told.state.phase;
    const text = tellChange(told.state, now);
    told.state = now;
    if (now.reason) told.reasons.add(nameOf(now.reason));
    if (text) this.#add(uid, text);
  }

  #add(uid: UID, text: string): void {
    this.#list.add(`User ${uid}`, text);
  }
}
