import type { IAgoraRTC, IAgoraRTCRemoteUser, IRemoteVideoTrack, MediaType } from "../../../js/src/types.ts";
import { byId, press, showText } from "./dom.ts";
import type { EventList } from "./event-list.ts";
import { FrameMeter } from "./frame-meter.ts";
import { Pane } from "./pane.ts";
import type { Settings } from "./settings.ts";

type StreamType = 0 | 1;
const high: StreamType = 0;
const low: StreamType = 1;
const streamWords: Record<StreamType, "high" | "low"> = { [high]: "high", [low]: "low" };

/** The user who receives. */
export class Viewer extends Pane {
  /** The uid of the user who is watched, as text. */
  #watched: string | undefined;
  #shown: IRemoteVideoTrack | undefined;
  /** What was asked for, by uid; the SDK forgets it with the user, and so does this. */
  readonly #askedOf = new Map<string, StreamType>();
  /** What arrives; undefined until a picture does. */
  #received: StreamType | undefined;
  readonly #meter = new FrameMeter();
  readonly #user = byId("viewer-user", HTMLSelectElement);
  readonly #type = byId("viewer-type", HTMLElement);
  readonly #typeText = byId("viewer-type-text", HTMLElement);
  readonly #size = byId("viewer-size", HTMLElement);
  readonly #auto = byId("viewer-auto", HTMLInputElement);
  readonly #sound = byId("viewer-sound", HTMLInputElement);
  readonly #high = this.button("high", () => this.#ask(high));
  readonly #low = this.button("low", () => this.#ask(low));
  readonly #subscribeVideo = this.button("subscribe-video", () => this.#subscribe("video"));
  readonly #subscribeAudio = this.button("subscribe-audio", () => this.#subscribe("audio"));
  readonly #unsubscribeVideo = this.button("unsubscribe-video", () => this.#unsubscribe("video"));
  readonly #unsubscribeAudio = this.button("unsubscribe-audio", () => this.#unsubscribe("audio"));

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
      this.#askedOf.delete(String(user.uid));
      this.refresh();
    });
    this.client.on("user-published", (user, kind) => {
      this.say(`${user.uid} publishes ${kind}.`);
      this.refresh();
      if (this.#auto.checked && user === this.#watchedUser) void this.attempt(() => this.#subscribe(kind));
    });
    this.client.on("user-unpublished", (user, kind) => {
      this.say(`${user.uid} publishes ${kind} no longer.`);
      this.refresh();
    });
    this.client.on("stream-type-changed", (uid, type, reason) => {
      const why =
        reason.cause === "request" ? "as was asked for" : "for what the publisher sends has changed";
      this.say(
        `Now the ${streamWords[type]} stream of ${uid} arrives, ${reason.width}×${reason.height}, ${why}.`,
      );
      if (String(uid) === this.#watched) this.#received = type;
      this.refresh();
    });
    this.client.on("connection-state-change", (current) => {
      if (current === "DISCONNECTED") this.#askedOf.clear();
    });
    this.#user.addEventListener("change", () => void this.attempt(() => this.#watch(this.#user.value)));
    this.#sound.addEventListener("change", () => void this.attempt(() => this.#playSound()));
    setInterval(() => this.#showArriving(), 500);
    this.refresh();
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
    const user = this.#watchedUser;
    // The track goes with the subscription or with what is published.
    if (this.#shown && user?.videoTrack !== this.#shown) {
      this.#shown.stop();
      this.#shown = undefined;
    }
    if (!this.#shown) this.#received = undefined;
    this.#subscribeVideo.disabled = !user?.hasVideo || user.videoTrack !== undefined;
    this.#unsubscribeVideo.disabled = !user?.videoTrack;
    this.#subscribeAudio.disabled = !user?.hasAudio || user.audioTrack !== undefined;
    this.#unsubscribeAudio.disabled = !user?.audioTrack;
    this.#high.disabled = this.#low.disabled = !user;
    press(
      ...(this.#asked === high ? ([this.#high, this.#low] as const) : ([this.#low, this.#high] as const)),
    );
    this.#showArriving();
  }

  get #asked(): StreamType {
    return this.#askedOf.get(this.#watched ?? "") ?? high;
  }

  get #watchedUser(): IAgoraRTCRemoteUser | undefined {
    return this.client.remoteUsers.find((user) => String(user.uid) === this.#watched);
  }

  /** Lists who can be watched; whoever came first is watched until another is chosen. */
  #showUsers(): void {
    const uids = this.client.remoteUsers.map((user) => String(user.uid));
    if (this.#watched === undefined || !uids.includes(this.#watched)) {
      this.#watched = uids[0];
    }
    const options = uids.length
      ? uids.map((uid) => new Option(`Watching ${uid}`, uid))
      : [new Option("Nobody to watch", "")];
    const listed = [...this.#user.options].map((option) => option.value).join("\n");
    if (listed !== options.map((option) => option.value).join("\n") || !this.#user.options.length) {
      this.#user.replaceChildren(...options);
    }
    this.#user.value = this.#watched ?? "";
    this.#user.disabled = uids.length < 2;
  }

  /** Watches another user in place of the present one. */
  async #watch(uid: string): Promise<void> {
    const before = this.#watchedUser;
    if (before?.videoTrack || before?.audioTrack) await this.client.unsubscribe(before);
    this.#watched = uid;
    this.refresh();
    const user = this.#watchedUser;
    if (!user || !this.#auto.checked) return;
    if (user.hasVideo) await this.#subscribe("video");
    if (user.hasAudio) await this.#subscribe("audio");
  }

  async #subscribe(kind: MediaType): Promise<void> {
    const user = this.#watchedUser;
    if (!user) return;
    if (kind === "audio") {
      await this.client.subscribe(user, "audio");
      this.#playSound();
    } else {
      this.#shown = await this.client.subscribe(user, "video");
      this.#shown.play(this.video);
    }
    this.say(`Receives the ${kind} of ${user.uid}.`);
  }

  async #unsubscribe(kind: MediaType): Promise<void> {
    const user = this.#watchedUser;
    if (!user) return;
    await this.client.unsubscribe(user, kind);
    this.say(`Receives the ${kind} of ${user.uid} no longer.`);
  }

  async #ask(type: StreamType): Promise<void> {
    const user = this.#watchedUser;
    if (!user) return;
    await this.client.setRemoteVideoStreamType(user.uid, type);
    this.#askedOf.set(String(user.uid), type);
    this.say(`Asked for the ${streamWords[type]} stream of ${user.uid}.`);
  }

  #playSound(): void {
    const track = this.#watchedUser?.audioTrack;
    if (this.#sound.checked) track?.play();
    else track?.stop();
  }

  /** Shows what arrives, read from the picture itself. */
  #showArriving(): void {
    const arriving = this.#shown && this.#meter.read(this.video.querySelector("video"));
    // The first picture is of the stream that was asked for, or an event tells.
    if (arriving) this.#received ??= this.#asked;
    this.empty.hidden = arriving !== undefined;
    this.empty.textContent = this.#shown ? "Waiting for the first picture" : "Nothing is received yet";
    const type = arriving && this.#received !== undefined ? streamWords[this.#received] : undefined;
    showText(this.#type, type && `${type} stream`);
    this.#type.dataset.type = type ?? "";
    showText(
      this.#size,
      arriving && `${arriving.width}×${arriving.height} · ${arriving.framesPerSecond} fps`,
    );
    this.#typeText.textContent = this.#explain(type);
  }

  #explain(type: "high" | "low" | undefined): string {
    if (!type) return "The picture’s size tells what arrives.";
    const asked = streamWords[this.#asked];
    if (type === asked) return `The ${type} stream arrives, as asked.`;
    return `The ${type} stream arrives, though ${asked} was asked for.`;
  }
}
