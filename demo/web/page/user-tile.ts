import type {
  FallbackState,
  IAgoraRTCClient,
  IAgoraRTCRemoteUser,
  IRemoteVideoTrack,
  MediaType,
  RemoteAudioTrackStats,
} from "../../../js/src/types.ts";
import { byId, showText, within } from "./dom.ts";
import { FrameMeter } from "./frame-meter.ts";

type StreamType = 0 | 1;
const streamWords: Record<StreamType, "high" | "low"> = { 0: "high", 1: "low" };
const optionWords = ["no fallback", "fallback to the low stream", "fallback to audio only"];

/** The loudest level of the documented statistics. */
const loudest = 32767;

/** What a tile needs of the page. */
export interface TileHost {
  readonly client: IAgoraRTCClient;
  /** Whether sound is to be heard. */
  readonly sound: boolean;
  /** Runs a call of the SDK and shows its failure. */
  attempt(call: () => Promise<void> | void): Promise<boolean>;
  /** Adds to the page's list of events. */
  say(text: string): void;
}

/** One remote user in the viewer's pane: the picture, what arrives, and what is wished. */
export class UserTile {
  readonly user: IAgoraRTCRemoteUser;
  readonly element: HTMLElement;
  readonly #host: TileHost;
  readonly #meter = new FrameMeter();
  #shown: IRemoteVideoTrack | undefined;
  /** What arrives, as events told; undefined before the first one. */
  #received: StreamType | undefined;
  /** Whether the picture is the last one before the video was given up. */
  #frozen = false;
  readonly #screen: HTMLElement;
  readonly #video: HTMLElement;
  readonly #empty: HTMLElement;
  readonly #level: HTMLElement;
  readonly #phase: HTMLElement;
  readonly #size: HTMLElement;
  readonly #silent = new Audio();
  /** The sound that is played; it is another one after a lost connection. */
  #media: MediaStreamTrack | undefined;
  readonly #sound: HTMLElement;
  readonly #loudness: HTMLMeterElement;
  readonly #wish: HTMLSelectElement;
  readonly #option: HTMLSelectElement;
  readonly #receive: Record<MediaType, HTMLInputElement>;

  constructor(user: IAgoraRTCRemoteUser, host: TileHost) {
    this.user = user;
    this.#host = host;
    const copy = byId("tile", HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    this.element = within(copy, "tile", HTMLElement);
    this.element.dataset.uid = String(user.uid);
    this.element.setAttribute("aria-label", `User ${user.uid}`);
    const find = <T extends HTMLElement>(name: string, kind: new () => T) => within(this.element, name, kind);
    find("who", HTMLElement).textContent = String(user.uid);
    this.#screen = find("screen", HTMLElement);
    this.#video = find("video", HTMLElement);
    this.#empty = find("empty", HTMLElement);
    this.#level = find("level", HTMLElement);
    this.#phase = find("phase", HTMLElement);
    this.#size = find("size", HTMLElement);
    this.#sound = find("sound", HTMLElement);
    this.#loudness = find("loudness", HTMLMeterElement);
    this.#loudness.max = loudest;
    this.#silent.muted = true;
    this.#silent.autoplay = true;
    this.#wish = this.#select("wish", (value) => this.#ask(value === 1 ? 1 : 0));
    this.#option = this.#select("option", (value) => this.#permit(value === 2 ? 2 : value === 1 ? 1 : 0));
    this.#receive = { video: this.#switch("video"), audio: this.#switch("audio") };
  }

  /** Begins to receive what the user sends of a kind. */
  async subscribe(kind: MediaType): Promise<void> {
    if (kind === "audio") {
      await this.#host.client.subscribe(this.user, "audio");
    } else {
      this.#shown = await this.#host.client.subscribe(this.user, "video");
      this.#shown.play(this.#video);
    }
    this.#host.say(`Receives the ${kind} of ${this.user.uid}.`);
  }

  /**
   * Plays the user's sound, aloud or not, as the page says. Played it is in any
   * case: browsers do not decode what nobody plays, and know no gaps in it.
   */
  playSound(): void {
    const track = this.user.audioTrack;
    const aloud = this.#host.sound;
    this.#media = track?.getMediaStreamTrack();
    this.#silent.srcObject = this.#media && !aloud ? new MediaStream([this.#media]) : null;
    if (aloud) track?.play();
    else track?.stop();
  }

  /** An event has told which stream arrives. */
  arrives(type: StreamType): void {
    this.#received = type;
    this.refresh();
  }

  /** Shows the present state; `audio` are the statistics of the user's audio. */
  refresh(audio?: RemoteAudioTrackStats): void {
    const { user } = this;
    const state = this.#host.client.getFallbackState(user.uid);
    // The track goes with the subscription or with what is published.
    if (this.#shown && user.videoTrack !== this.#shown) {
      this.#shown.stop();
      this.#shown = undefined;
      this.#received = undefined;
    }
    for (const kind of ["video", "audio"] as const) {
      const box = this.#receive[kind];
      if (box.hasAttribute("aria-busy")) continue;
      box.checked = user[`${kind}Track`] !== undefined;
      box.disabled = !user[kind === "video" ? "hasVideo" : "hasAudio"];
    }
    if (state && !this.#wish.hasAttribute("aria-busy")) this.#wish.value = String(state.streamType);
    if (state && !this.#option.hasAttribute("aria-busy")) this.#option.value = String(state.option);
    if (user.audioTrack?.getMediaStreamTrack() !== this.#media) this.playSound();
    this.#showPicture(state);
    this.#showSound(audio);
  }

  /** Takes the tile out of the page. */
  remove(): void {
    this.#shown?.stop();
    this.#silent.srcObject = null;
    this.element.remove();
  }

  #showPicture(state: FallbackState | undefined): void {
    const arriving = this.#shown && this.#meter.read(this.#video.querySelector("video"));
    const givenUp = state?.level === "audio" && this.#shown !== undefined;
    if (givenUp) this.#received = undefined;
    // The first picture is of the stream that was asked for, or an event tells.
    else if (arriving && state) this.#received ??= state.level === "high" ? 0 : 1;
    this.#frozen = givenUp || (this.#frozen && !arriving?.framesPerSecond && this.#shown !== undefined);
    this.#screen.classList.toggle("frozen", this.#frozen);
    showText(this.#empty, arriving ? undefined : this.#nothing());
    const type = arriving && this.#received !== undefined ? streamWords[this.#received] : undefined;
    const level = this.#frozen ? "audio" : type;
    showText(this.#level, this.#frozen ? "audio only" : type);
    this.#level.dataset.level = level ?? "";
    showText(this.#phase, this.#shown && state && phaseWords(state, level));
    const size = arriving && `${arriving.width}×${arriving.height} · ${arriving.framesPerSecond} fps`;
    showText(this.#size, this.#frozen ? undefined : size);
  }

  #nothing(): string {
    if (!this.user.hasVideo) return "No picture is sent";
    return this.#shown ? "Waiting for the first picture" : "The picture is not received";
  }

  #showSound(audio: RemoteAudioTrackStats | undefined): void {
    const heard = this.user.audioTrack !== undefined;
    showText(this.#sound, this.user.hasAudio ? (heard ? undefined : "sound not received") : "no sound sent");
    // Of what is not played aloud no loudness is known.
    this.#loudness.hidden = !heard || !this.#host.sound;
    if (audio) this.#loudness.value = audio.receiveLevel;
  }

  async #ask(type: StreamType): Promise<void> {
    await this.#host.client.setRemoteVideoStreamType(this.user.uid, type);
    this.#host.say(`Asked for the ${streamWords[type]} stream of ${this.user.uid}.`);
  }

  async #permit(option: 0 | 1 | 2): Promise<void> {
    await this.#host.client.setStreamFallbackOption(this.user.uid, option);
    this.#host.say(`Set for ${this.user.uid}: ${optionWords[option]}.`);
  }

  #select(name: string, call: (value: number) => Promise<void>): HTMLSelectElement {
    const select = within(this.element, name, HTMLSelectElement);
    this.#onChange(select, () => call(Number(select.value)));
    return select;
  }

  #switch(kind: MediaType): HTMLInputElement {
    const box = within(this.element, `receive-${kind}`, HTMLInputElement);
    this.#onChange(box, async () => {
      if (box.checked) return this.subscribe(kind);
      await this.#host.client.unsubscribe(this.user, kind);
      this.#host.say(`Receives the ${kind} of ${this.user.uid} no longer.`);
    });
    return box;
  }

  /** While its call runs, an element shows what was chosen; then what holds. */
  #onChange(element: HTMLElement, call: () => Promise<void>): void {
    element.addEventListener("change", async () => {
      element.setAttribute("aria-busy", "true");
      await this.#host.attempt(call);
      element.removeAttribute("aria-busy");
      this.refresh();
    });
  }
}

/** What the fallback is doing, where the level alone does not tell it. */
function phaseWords(state: FallbackState, shown: "high" | "low" | "audio" | undefined): string | undefined {
  if (state.phase === "trial") return `trying ${state.level}`;
  if (state.phase === "unknown") return "no statistics";
  if (state.phase === "fallback" && shown && shown !== state.level) return `going to ${state.level}`;
  return undefined;
}
