import type { IAgoraRTC, ILocalTrack } from "../../../js/src/types.ts";
import { byId, press, showText } from "./dom.ts";
import type { EventList } from "./event-list.ts";
import { Pane } from "./pane.ts";
import type { Settings } from "./settings.ts";
import { openSource, type Source, type SourceKind } from "./source.ts";
import { isCode } from "./trouble.ts";

const sourceWords: Record<SourceKind, string> = {
  camera: "camera and microphone",
  screen: "screen",
  test: "test picture",
};

/** The user who sends. */
export class Publisher extends Pane {
  #source: Source | undefined;
  #dual = false;
  readonly #choice = byId("publisher-source", HTMLSelectElement);
  readonly #size = byId("publisher-size", HTMLElement);
  readonly #sent = byId("publisher-sent", HTMLElement);
  readonly #note = byId("publisher-note", HTMLElement);
  readonly #dualText = byId("publisher-dual-text", HTMLElement);
  readonly #dualOn = this.button("dual-on", () => this.#enableDualStream());
  readonly #dualOff = this.button("dual-off", () => this.#disableDualStream());
  readonly #close = this.button("close", () => this.#closeSource());
  readonly #publish = this.button("publish", () => this.#publishSource());
  readonly #unpublish = this.button("unpublish", () => this.#unpublishAll());
  readonly #videoEnabled = byId("publisher-video-enabled", HTMLInputElement);
  readonly #audioEnabled = byId("publisher-audio-enabled", HTMLInputElement);

  constructor(sdk: IAgoraRTC, settings: Settings, events: EventList) {
    super(sdk, "publisher", settings, events);
    this.button("open", () => this.#use(this.#chosen));
    this.#choice.addEventListener("change", () => {
      if (this.#source) void this.attempt(() => this.#use(this.#chosen));
    });
    this.#videoEnabled.addEventListener("change", () => this.#enable("video"));
    this.#audioEnabled.addEventListener("change", () => this.#enable("audio"));
    byId("publisher-low", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      void this.attempt(() => this.#setLowStream(new FormData(event.target as HTMLFormElement)));
    });
    setInterval(() => this.#showSize(), 1000);
    this.refresh();
  }

  async start(): Promise<void> {
    if (!this.#dual) await this.#enableDualStream();
    await this.join();
    if (!this.#source) await this.#openOrTestPicture();
    await this.#publishSource();
  }

  async end(): Promise<void> {
    await this.leave();
    await this.#closeSource();
  }

  override refresh(): void {
    super.refresh();
    const published = this.client.localTracks.length > 0;
    this.#close.disabled = !this.#source;
    this.#publish.disabled = !this.joined || published;
    this.#unpublish.disabled = !this.joined || !published;
    this.#videoEnabled.disabled = !this.#source?.video;
    this.#audioEnabled.disabled = !this.#source?.audio;
    this.empty.hidden = this.#source?.video !== undefined && this.#videoEnabled.checked;
    this.empty.textContent = this.#source?.video ? "The picture is disabled" : "The camera is off";
    press(this.#dualOn, this.#dual);
    press(this.#dualOff, !this.#dual);
    this.#dualText.textContent = this.#explainDual();
    showText(this.#note, this.#source?.note);
    showText(this.#sent, published ? (this.#sendsTwo ? "sent high and low" : "sent once") : undefined);
    this.#showSize();
  }

  #explainDual(): string {
    if (!this.#dual) return "Only the high stream is sent.";
    if (this.#source && !this.#sendsTwo) return "On, but without effect on this source: one stream is sent.";
    return "A low stream is sent beside the high one.";
  }

  get #chosen(): SourceKind {
    return this.#choice.value as SourceKind;
  }

  /** Whether a low stream goes out: dual stream works on cameras only. */
  get #sendsTwo(): boolean {
    return this.#dual && this.#source?.kind === "camera" && this.#source.video !== undefined;
  }

  get #tracks(): ILocalTrack[] {
    return [this.#source?.audio, this.#source?.video].filter((track) => track !== undefined);
  }

  /** Opens a source in place of the present one, and publishes it if that was published. */
  async #use(kind: SourceKind): Promise<void> {
    // A device that is to be opened once more must be free first; any other
    // source stays until the new one is there, or the user thinks better of it.
    if (this.#source?.kind === kind) await this.#closeSource();
    let source: Source;
    try {
      source = await openSource(this.sdk, kind);
    } catch (error) {
      if (this.#source) this.#choice.value = this.#source.kind;
      throw error;
    }
    const published = this.client.localTracks.length > 0;
    await this.#closeSource();
    this.#source = source;
    this.#choice.value = kind;
    this.#videoEnabled.checked = true;
    this.#audioEnabled.checked = true;
    source.video?.play(this.video);
    source.video?.on("track-ended", () => {
      if (this.#source !== source) return;
      this.say(`The ${sourceWords[kind]} has ended.`);
      void this.attempt(() => this.#closeSource());
    });
    this.say(`Opened the ${sourceWords[kind]}.`);
    if (published) await this.#publishSource();
  }

  /** Opens the chosen source; where there is no device at all, the test picture. */
  async #openOrTestPicture(): Promise<void> {
    try {
      await this.#use(this.#chosen);
    } catch (error) {
      if (this.#chosen !== "camera" || !isCode(error, "DEVICE_NOT_FOUND")) throw error;
      await this.#use("test");
      const missing = "This machine has no camera and no microphone, so a test picture is sent.";
      if (this.#source) this.#source.note = `${missing} ${this.#source.note}`;
      this.say(missing);
    }
  }

  async #closeSource(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    if (this.client.localTracks.length > 0) await this.#unpublishAll();
    this.#source = undefined;
    source.close();
    this.say(`Closed the ${sourceWords[source.kind]}.`);
  }

  async #publishSource(): Promise<void> {
    if (!this.#source) await this.#use(this.#chosen);
    await this.client.publish(this.#tracks);
    this.say(`Published: ${this.#tracks.map((track) => track.trackMediaType).join(" and ")}.`);
  }

  async #unpublishAll(): Promise<void> {
    await this.client.unpublish();
    this.say("Unpublished.");
  }

  #enable(kind: "video" | "audio"): void {
    const box = kind === "video" ? this.#videoEnabled : this.#audioEnabled;
    const enabled = box.checked;
    const words = kind === "video" ? "picture" : "sound";
    void this.attempt(async () => {
      try {
        await this.#source?.[kind]?.setEnabled(enabled);
      } catch (error) {
        box.checked = !enabled;
        throw error;
      }
      this.say(`The ${words} is ${enabled ? "enabled" : "disabled"}.`);
    });
  }

  async #enableDualStream(): Promise<void> {
    await this.client.enableDualStream();
    this.#dual = true;
    this.say("Dual stream is on.");
  }

  async #disableDualStream(): Promise<void> {
    await this.client.disableDualStream();
    this.#dual = false;
    this.say("Dual stream is off.");
  }

  #setLowStream(form: FormData): void {
    const field = (name: string) => Number(form.get(name));
    const low = {
      width: field("width"),
      height: field("height"),
      framerate: field("framerate"),
      bitrate: field("bitrate"),
    };
    this.client.setLowStreamParameter(low);
    this.say(
      `The low stream is set to ${low.width}×${low.height} at ${low.framerate} fps and ${low.bitrate} kbps; its height follows the picture’s shape.`,
    );
  }

  #showSize(): void {
    const settings = this.#videoEnabled.checked
      ? this.#source?.video?.getMediaStreamTrack().getSettings()
      : undefined;
    const known = settings?.width && settings.height;
    showText(this.#size, known ? `${settings.width}×${settings.height}` : undefined);
  }
}
