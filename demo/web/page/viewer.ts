import type { IAgoraRTC, IAgoraRTCRemoteUser } from "../../../js/src/types.ts";
import { byId, showText } from "./dom.ts";
import type { EventList } from "./event-list.ts";
import { Pane } from "./pane.ts";
import type { Settings } from "./settings.ts";
import { type TileHost, UserTile } from "./user-tile.ts";

/** The user who receives all others. */
export class Viewer extends Pane implements TileHost {
  readonly #tiles = new Map<IAgoraRTCRemoteUser, UserTile>();
  readonly #auto = byId("viewer-auto", HTMLInputElement);
  readonly #sound = byId("viewer-sound", HTMLInputElement);

  constructor(sdk: IAgoraRTC, settings: Settings, events: EventList) {
    super(sdk, "viewer", settings, events);
    // In one tab with the publisher the sound would be the user's own voice.
    this.#sound.checked = settings.role === "viewer";
    byId("viewer-sound-hint", HTMLElement).hidden = settings.role === "viewer";

    this.client.on("user-joined", (user) => {
      this.say(`${user.uid} is in the channel.`);
      this.refresh();
    });
    this.client.on("user-left", (user, reason) => {
      this.say(`${user.uid} has left (${reason}).`);
      this.refresh();
    });
    this.client.on("user-published", (user, kind) => {
      this.say(`${user.uid} publishes ${kind}.`);
      this.refresh();
      if (this.#auto.checked) void this.attempt(() => this.#tiles.get(user)?.subscribe(kind));
    });
    this.client.on("user-unpublished", (user, kind) => {
      this.say(`${user.uid} publishes ${kind} no longer.`);
      this.refresh();
    });
    this.client.on("stream-type-changed", (uid, type) => {
      for (const tile of this.#tiles.values()) if (tile.user.uid === uid) tile.arrives(type);
    });
    this.#sound.addEventListener("change", () => {
      for (const tile of this.#tiles.values()) void this.attempt(() => tile.playSound());
    });
    setInterval(() => this.#showUsers(), 250);
    this.refresh();
  }

  /** Whether sound is to be heard. */
  get sound(): boolean {
    return this.#sound.checked;
  }

  async start(): Promise<void> {
    await this.join();
  }

  async end(): Promise<void> {
    await this.leave();
  }

  override refresh(): void {
    super.refresh();
    this.#showUsers();
  }

  /** Gives each remote user a tile, in the order in which they came. */
  #showUsers(): void {
    const users = this.client.remoteUsers;
    for (const [user, tile] of this.#tiles) {
      if (users.includes(user)) continue;
      tile.remove();
      this.#tiles.delete(user);
    }
    const audio = this.client.getRemoteAudioStats();
    for (const user of users) {
      let tile = this.#tiles.get(user);
      if (!tile) {
        tile = new UserTile(user, this);
        this.#tiles.set(user, tile);
        this.video.append(tile.element);
      }
      tile.refresh(audio[String(user.uid)]);
    }
    const nobody = this.joined ? "Nobody else is in the channel yet" : "Nothing is received yet";
    showText(this.empty, users.length ? undefined : nobody);
  }
}
