import type { ConnectionState, IAgoraRTC, IAgoraRTCClient } from "../../../js/src/types.ts";
import { byId } from "./dom.ts";
import type { EventList } from "./event-list.ts";
import type { Role, Settings } from "./settings.ts";
import { describe, showTrouble } from "./trouble.ts";

const stateWords: Record<ConnectionState, string> = {
  DISCONNECTED: "Not in the call",
  CONNECTING: "Joining…",
  CONNECTED: "In the call",
  RECONNECTING: "Connecting again…",
  DISCONNECTING: "Leaving…",
};

/** One user of the page: a client, its state and what it says. */
export abstract class Pane {
  readonly client: IAgoraRTCClient;
  protected readonly sdk: IAgoraRTC;
  protected readonly video: HTMLElement;
  protected readonly empty: HTMLElement;
  readonly #role: Role;
  readonly #settings: Settings;
  readonly #events: EventList;
  readonly #name: string;
  readonly #uid: HTMLElement;
  readonly #state: HTMLElement;
  readonly #trouble: HTMLElement;
  readonly #join: HTMLButtonElement;
  readonly #leave: HTMLButtonElement;

  constructor(sdk: IAgoraRTC, role: Role, settings: Settings, events: EventList) {
    this.sdk = sdk;
    this.#role = role;
    this.#settings = settings;
    this.#events = events;
    this.client = sdk.createClient({ codec: "vp8", mode: "rtc" });
    this.#name = role === "publisher" ? "Publisher" : "Viewer";
    this.video = byId(`${role}-video`, HTMLElement);
    this.empty = byId(`${role}-empty`, HTMLElement);
    this.#uid = byId(`${role}-uid`, HTMLElement);
    this.#state = byId(`${role}-state`, HTMLElement);
    this.#trouble = byId(`${role}-error`, HTMLElement);
    this.#join = this.button("join", () => this.join());
    this.#leave = this.button("leave", () => this.leave());
    this.client.on("connection-state-change", (current, _previous, reason) => {
      if (current === "CONNECTED")
        this.say(`In the channel “${this.client.channelName}” as ${this.client.uid}.`);
      if (current === "RECONNECTING") this.say("The connection was lost; connecting again.");
      if (current === "DISCONNECTED")
        this.say(reason === "LEAVE" ? "Left the channel." : `Out of the channel: ${reason}.`);
      this.refresh();
    });
  }

  /** Whether the user is in the call. */
  get joined(): boolean {
    return this.client.connectionState === "CONNECTED" || this.client.connectionState === "RECONNECTING";
  }

  /** Does this user's part of a whole call. */
  abstract start(): Promise<void>;

  /** Ends it and frees what it holds. */
  abstract end(): Promise<void>;

  /** Joins the channel that the settings name. */
  async join(): Promise<void> {
    const { server, channel } = this.#settings;
    await this.client.join(server, channel, this.#settings.token(this.#role), this.#settings.uid(this.#role));
  }

  /** Leaves the channel. */
  async leave(): Promise<void> {
    await this.client.leave();
  }

  /** Shows the present state. */
  refresh(): void {
    const state = this.client.connectionState;
    this.#state.dataset.state = state;
    this.#state.textContent = stateWords[state];
    this.#uid.textContent = this.joined ? String(this.client.uid) : "";
    this.#join.disabled = state !== "DISCONNECTED";
    this.#leave.disabled = state === "DISCONNECTED" || state === "DISCONNECTING";
    this.#state.dispatchEvent(new CustomEvent("pane-state", { bubbles: true }));
  }

  /** Runs a call of the SDK and shows its failure. It resolves to whether the call succeeded. */
  async attempt(call: () => Promise<void> | void): Promise<boolean> {
    showTrouble(this.#trouble, undefined);
    try {
      await call();
      return true;
    } catch (error) {
      const trouble = describe(error);
      showTrouble(this.#trouble, trouble);
      this.say(`${trouble.code}: ${trouble.text}`, true);
      return false;
    } finally {
      this.refresh();
    }
  }

  /** Adds to the page's list of events. */
  say(text: string, bad = false): void {
    this.#events.add(this.#name, text, bad);
  }

  /** Finds a button of this pane and gives it its call; while that runs, the button is busy. */
  protected button(name: string, call: () => Promise<void> | void): HTMLButtonElement {
    const button = byId(`${this.#role}-${name}`, HTMLButtonElement);
    button.addEventListener("click", async () => {
      if (button.hasAttribute("aria-busy")) return;
      button.setAttribute("aria-busy", "true");
      await this.attempt(call);
      button.removeAttribute("aria-busy");
    });
    return button;
  }
}
