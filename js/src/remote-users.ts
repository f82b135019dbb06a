import { RemoteUser } from "./remote-user.ts";
import type { Statistics } from "./statistics.ts";
import type { UID } from "./types.ts";
import { uidOfIdentity } from "./uid.ts";

/** The remote users of one client. */
export class RemoteUsers {
  readonly #byIdentity = new Map<string, RemoteUser>();
  readonly #statistics: Statistics;
  /** Whether the client sees all uids as strings. */
  asStrings = false;

  /** @param statistics where those of their tracks are. */
  constructor(statistics: Statistics) {
    this.#statistics = statistics;
  }

  list(): RemoteUser[] {
    return [...this.#byIdentity.values()];
  }

  /** Those of whom the page asked to receive something. */
  subscribed(): RemoteUser[] {
    return this.list().filter((user) => user.subscriptions().size > 0);
  }

  uidOf(identity: string): UID {
    return uidOfIdentity(identity, this.asStrings);
  }

  get(identity: string): RemoteUser | undefined {
    return this.#byIdentity.get(identity);
  }

  /** A user has joined; one who is here already stays who they are. */
  add(identity: string): RemoteUser {
    const user = this.get(identity) ?? new RemoteUser(identity, this.uidOf(identity), this.#statistics);
    this.#byIdentity.set(identity, user);
    return user;
  }

  remove(identity: string): RemoteUser | undefined {
    const user = this.get(identity);
    this.#byIdentity.delete(identity);
    user?.release();
    return user;
  }

  clear(): void {
    for (const user of this.list()) user.release();
    this.#byIdentity.clear();
  }

  /** The user that an argument means: one of these very objects, a stream object of version 3.x, or a uid. */
  find(ref: unknown): RemoteUser | undefined {
    if (ref instanceof RemoteUser) return this.get(ref.getIdentity()) === ref ? ref : undefined;
    const uid = typeof ref === "object" && ref !== null ? uidOfStream(ref) : ref;
    return typeof uid === "number" || typeof uid === "string" ? this.get(String(uid)) : undefined;
  }
}

/** Something of each of these users, by uid. */
export function byUid<T>(users: RemoteUser[], of: (user: RemoteUser) => T): Record<string, T> {
  // Not by assignment: an identity may be "__proto__".
  return Object.fromEntries(users.map((user) => [user.uid, of(user)]));
}

function uidOfStream(stream: { getId?: unknown; getUserId?: unknown }): unknown {
  if (typeof stream.getId === "function") return stream.getId();
  return typeof stream.getUserId === "function" ? stream.getUserId() : undefined;
}
