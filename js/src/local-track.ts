import { Emitter } from "./emitter.ts";
import type { EngineTrack } from "./engine.ts";
import { AgoraRTCError } from "./error.ts";
import { Statistics } from "./statistics.ts";
import { newTrackId } from "./track-id.ts";
import type {
  BufferSourceAudioTrackEvents,
  ILocalTrack,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  MediaType,
} from "./types.ts";
import { invalid } from "./validate.ts";

/** A client that publishes a track. */
export interface Publisher {
  readonly statistics: Statistics;
  mute(track: LocalTrack, muted: boolean): Promise<void>;
  replace(track: LocalTrack): Promise<void>;
  closed(track: LocalTrack): void;
}

/** What the engine is told of a track besides its media. */
export type Encoding = Pick<EngineTrack, "source" | "bitrateMin" | "bitrateMax" | "stereo" | "dtx" | "red">;

/** Those of a track that nobody publishes. */
const unpublished = new Statistics();

/** A local track of either kind. Its media may be exchanged while it lives. Its events are those of all kinds. */
export abstract class LocalTrack extends Emitter<BufferSourceAudioTrackEvents> implements ILocalTrack {
  abstract readonly trackMediaType: MediaType;
  /** Whether it was closed, for good. */
  isClosed = false;
  /** The clients that publish it. */
  readonly publishers = new Set<Publisher>();
  readonly #id = newTrackId();
  #encoding: Encoding;
  #media: MediaStreamTrack;
  #enabled = true;
  #muted = false;
  #switching: Promise<unknown> = Promise.resolve();

  constructor(media: MediaStreamTrack, encoding: Encoding) {
    super();
    this.#media = media;
    this.#encoding = encoding;
    media.addEventListener("ended", this.#onEnded);
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  get muted(): boolean {
    return this.#muted;
  }

  abstract readonly isPlaying: boolean;
  abstract play(element?: string | HTMLElement): void;
  abstract stop(): void;
  abstract getStats(): LocalAudioTrackStats | LocalVideoTrackStats;
  /** The media was exchanged: what plays it goes on with the new. */
  protected abstract showMedia(media: MediaStreamTrack): void;

  getTrackId(): string {
    return this.#id;
  }

  getTrackLabel(): string {
    return this.#media.label;
  }

  getMediaStreamTrack(): MediaStreamTrack {
    return this.#media;
  }

  /** What is sent of the track: its media, or what was made of that. */
  sentMedia(): MediaStreamTrack {
    return this.#media;
  }

  /** What the engine is told of the track now. */
  describe(): EngineTrack {
    const { width = 0, height = 0, frameRate = 0 } = this.#media.getSettings();
    const video = this.trackMediaType === "video";
    return {
      id: this.#id,
      kind: this.trackMediaType,
      track: this.sentMedia(),
      width: video ? width : 0,
      height: video ? height : 0,
      frameRate: video ? frameRate : 0,
      ...this.#encoding,
      muted: this.#muted,
    };
  }

  /** See ILocalTrack.setEnabled. */
  async setEnabled(enabled: boolean): Promise<void> {
    if (typeof enabled !== "boolean") throw invalid("enabled", enabled, "true or false");
    return this.inTurn(() => this.#switch(enabled));
  }

  /** See ILocalTrack.setMuted. */
  async setMuted(muted: boolean): Promise<void> {
    if (typeof muted !== "boolean") throw invalid("muted", muted, "true or false");
    return this.inTurn(() => this.#mute(muted));
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.stop();
    this.#media.stop();
    for (const publisher of [...this.publishers]) publisher.closed(this);
  }

  /** Stops or starts the source. It resolves to true where the media was exchanged for that. */
  protected async switchSource(enabled: boolean): Promise<boolean> {
    this.#media.enabled = enabled;
    return false;
  }

  /** Exchanges the media, everywhere but at the publishers. */
  protected exchangeMedia(media: MediaStreamTrack): void {
    this.#media.removeEventListener("ended", this.#onEnded);
    this.#media = media;
    if (this.#muted) media.enabled = false;
    media.addEventListener("ended", this.#onEnded);
    this.showMedia(media);
  }

  /** What the engine is told of the encoding changes. */
  protected changeEncoding(change: Partial<Encoding>): void {
    this.#encoding = { ...this.#encoding, ...change };
  }

  /** Carries out what exchanges the media, one after the other. */
  protected inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#switching.then(work);
    this.#switching = done.catch(() => {});
    return done;
  }

  /** Has the clients that publish the track send it as it is now. */
  protected async resend(): Promise<void> {
    await Promise.all([...this.publishers].map((publisher) => publisher.replace(this)));
  }

  /** Where the statistics of its sending are. */
  protected statistics(): Statistics {
    const [publisher] = this.publishers;
    return publisher?.statistics ?? unpublished;
  }

  /** Throws INVALID_OPERATION on a track that was closed. */
  protected checkOpen(): void {
    if (this.isClosed) throw new AgoraRTCError("INVALID_OPERATION", `${this.#id} is closed`);
  }

  async #mute(muted: boolean): Promise<void> {
    this.checkOpen();
    if (muted === this.#muted) return;
    if (!this.#enabled) throw this.#refusal("setMuted", "disabled: setEnabled(true) comes first");
    this.#muted = muted;
    this.#media.enabled = !muted;
    await this.#tellMuted(muted);
  }

  async #switch(enabled: boolean): Promise<void> {
    this.checkOpen();
    if (enabled === this.#enabled) return;
    if (this.#muted) throw this.#refusal("setEnabled", "muted: setMuted(false) comes first");
    const exchanged = await this.switchSource(enabled);
    this.#enabled = enabled;
    if (exchanged) await this.resend();
    await this.#tellMuted(!enabled);
  }

  async #tellMuted(muted: boolean): Promise<void> {
    await Promise.all([...this.publishers].map((publisher) => publisher.mute(this, muted)));
  }

  #refusal(method: string, why: string): AgoraRTCError {
    return new AgoraRTCError("INVALID_OPERATION", `${method}: ${this.#id} is ${why}`);
  }

  readonly #onEnded = (): void => this.emit("track-ended");
}
