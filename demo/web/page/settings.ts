import type { UID } from "../../../js/src/types.ts";
import { byId } from "./dom.ts";

/** One of the page's two users. */
export type Role = "publisher" | "viewer";

/** What the page's address says: `?role=`, `channel=`, `uid=`, `token=` and `server=`. */
export class Settings {
  /** The only user of this tab; undefined if it has both. */
  readonly role: Role | undefined;
  readonly #channel = byId("channel", HTMLInputElement);
  readonly #server = byId("server", HTMLInputElement);

  constructor(query: URLSearchParams) {
    const role = query.get("role");
    this.role = role === "publisher" || role === "viewer" ? role : undefined;
    this.#channel.value = query.get("channel") ?? this.#channel.value;
    this.#server.value = query.get("server") ?? "";
    if (this.role) {
      byId(`${this.role}-wanted-uid`, HTMLInputElement).value = query.get("uid") ?? "";
      byId(`${this.role}-token`, HTMLInputElement).value = query.get("token") ?? "";
    }
  }

  get channel(): string {
    return this.#channel.value;
  }

  /** The media server's address: the page's own where none is given, which passes signalling on. */
  get server(): string {
    return this.#server.value.trim() || location.origin;
  }

  /** The access token; null asks the server for one. */
  token(role: Role): string | null {
    return byId(`${role}-token`, HTMLInputElement).value.trim() || null;
  }

  /** The wanted id: digits are a number; null leaves the choice to the server. */
  uid(role: Role): UID | null {
    const text = byId(`${role}-wanted-uid`, HTMLInputElement).value;
    if (text === "") return null;
    return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text;
  }
}
