import type { IAgoraRTCClient } from "../../../js/src/types.ts";
import { byId, press } from "./dom.ts";
import { lastPosition, positionOf, rateAt, rateWords } from "./downlink-rate.ts";
import type { EventList } from "./event-list.ts";
import type { Settings } from "./settings.ts";
import { describe, showTrouble } from "./trouble.ts";
import { hasWeaknet, type Participant, restore, weaken } from "./weaknet.ts";

/** While the slider is dragged, the server is told after it has rested for so long, in ms. */
const rest = 150;

/** The percentage that the button for losses loses. */
const someLoss = 2;

/** The controls that make the viewer's downlink weak. */
export class Downlink {
  readonly #client: IAgoraRTCClient;
  readonly #settings: Settings;
  readonly #events: EventList;
  readonly #slider = byId("downlink-rate", HTMLInputElement);
  readonly #shown = byId("downlink-shown", HTMLElement);
  readonly #loss = byId("downlink-loss", HTMLButtonElement);
  readonly #trouble = byId("downlink-error", HTMLElement);
  readonly #presets: { button: HTMLButtonElement; kbps: number | undefined }[];
  #kbps: number | undefined;
  #lossPct = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Who was told of at the server. */
  #told: Participant | undefined;
  /** What is told to the server goes out in order. */
  #sent = Promise.resolve();

  constructor(client: IAgoraRTCClient, settings: Settings, events: EventList) {
    this.#client = client;
    this.#settings = settings;
    this.#events = events;
    this.#slider.max = String(lastPosition);
    this.#presets = [...document.querySelectorAll<HTMLButtonElement>("#downlink-presets button")].map(
      (button) => ({ button, kbps: button.value ? Number(button.value) : undefined }),
    );
    for (const { button, kbps } of this.#presets) {
      button.addEventListener("click", () => {
        this.#slider.value = String(positionOf(kbps));
        this.#set(kbps, this.#lossPct);
      });
    }
    this.#loss.addEventListener("click", () => this.#set(this.#kbps, this.#lossPct ? 0 : someLoss));
    this.#slider.addEventListener("input", () => {
      this.#show(rateAt(this.#slider.valueAsNumber), this.#lossPct);
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => this.#apply(), rest);
    });
    client.on("connection-state-change", (current) => {
      if (current === "CONNECTED") void this.#begin();
      if (current === "DISCONNECTED") this.#end();
    });
    this.#slider.value = String(lastPosition);
    this.#show(undefined, 0);
    void this.#find();
  }

  /** The limit, in kbps, while there is one. */
  get limitKbps(): number | undefined {
    return this.#told && this.#kbps;
  }

  /** Shows the controls where the server has what they control. */
  async #find(): Promise<boolean> {
    const found = await hasWeaknet(this.#settings.server);
    byId("downlink-controls", HTMLElement).hidden = !found;
    byId("downlink-missing", HTMLElement).hidden = found;
    this.#shown.hidden = !found;
    return found;
  }

  #set(kbps: number | undefined, lossPct: number): void {
    this.#show(kbps, lossPct);
    this.#apply();
  }

  #show(kbps: number | undefined, lossPct: number): void {
    this.#kbps = kbps;
    this.#lossPct = lossPct;
    const words = rateWords(kbps);
    this.#slider.setAttribute("aria-valuetext", words);
    this.#shown.textContent = lossPct ? `${words}, ${lossPct} % lost` : words;
    this.#shown.dataset.weak = String(kbps !== undefined || lossPct > 0);
    for (const preset of this.#presets) press(preset.button, preset.kbps === kbps);
    press(this.#loss, lossPct > 0);
  }

  /** The client is in a call, maybe as another user than before. */
  async #begin(): Promise<void> {
    const { server } = this.#settings;
    if (!(await this.#find()) || this.#client.connectionState !== "CONNECTED") return;
    this.#told = { server, room: this.#client.channelName ?? "", identity: String(this.#client.uid) };
    if (this.#kbps !== undefined || this.#lossPct > 0) this.#apply();
  }

  #end(): void {
    const participant = this.#told;
    this.#told = undefined;
    if (participant) this.#send(() => restore(participant));
  }

  /** Tells the server what is set now. */
  #apply(): void {
    clearTimeout(this.#resting);
    const participant = this.#told;
    if (!participant) return;
    const downlink = { rateKbps: this.#kbps, lossPct: this.#lossPct };
    this.#send(async () => {
      await weaken(participant, downlink);
      this.#events.add("Downlink", `The viewer’s downlink is ${this.#shown.textContent}.`);
    });
  }

  #send(request: () => Promise<void>): void {
    this.#sent = this.#sent.then(async () => {
      try {
        await request();
        showTrouble(this.#trouble, undefined);
      } catch (error) {
        const code = "The downlink could not be set:";
        const { text } = describe(error);
        showTrouble(this.#trouble, { code, text });
        this.#events.add("Downlink", `${code} ${text}`, true);
      }
    });
  }
}
