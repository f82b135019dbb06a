import type { EngineTrack } from "./engine.ts";
import type { EngineClient } from "./engine-client.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { LocalAudioTrack } from "./local-audio-track.ts";
import { LocalTrack, type Publisher } from "./local-track.ts";
import { DEBUG, log, WARNING } from "./logger.ts";
import { SentAudio } from "./sent-audio.ts";
import type { Statistics } from "./statistics.ts";
import { invalid } from "./validate.ts";

/** The local tracks that one client publishes, or is about to. */
export class Publications {
  readonly #engine: EngineClient;
  readonly #audio: SentAudio;
  readonly #published = new Set<LocalTrack>();
  readonly #publisher: Publisher;
  /** Those of #published and those whose publishing is under way. */
  #attached = new Set<LocalTrack>();

  constructor(engine: EngineClient, statistics: Statistics) {
    this.#engine = engine;
    this.#audio = new SentAudio(engine);
    this.#publisher = {
      statistics,
      mute: async (track, muted) =>
        isAudio(track) ? this.#audio.update() : engine.call("setTrackMuted", track.getTrackId(), muted),
      replace: async (track) =>
        isAudio(track) ? this.#audio.update() : engine.call("replaceTrack", track.describe()),
      closed: (track) => {
        this.unpublish(track).catch((thrown) => log(DEBUG, `after close: ${textOf(thrown)}`));
      },
    };
  }

  /** Those that are published, in order. */
  published(): LocalTrack[] {
    return [...this.#published];
  }

  /** See IAgoraRTCClient.publish. */
  async publish(tracks: unknown): Promise<void> {
    const asked = readTracks(tracks);
    if (asked.length === 0) throw invalid("tracks", tracks, "a local track, or a list of at least one");
    for (const track of asked) checkPublishable(track);
    const fresh = asked.filter((track) => !this.#published.has(track));
    if (fresh.length === 0) return;
    const attached = this.#attached;
    const audio = fresh.filter(isAudio);
    const first = this.#audio.add(audio);
    for (const track of fresh) this.#attach(track);
    try {
      await this.#send(fresh, first);
    } catch (thrown) {
      if (attached === this.#attached) this.#forget(fresh.filter((track) => !this.#published.has(track)));
      throw thrown;
    }
    // What was unpublished or left meanwhile was detached, and stays so.
    if (attached !== this.#attached) return;
    for (const track of fresh) if (attached.has(track)) this.#published.add(track);
  }

  /** See IAgoraRTCClient.unpublish. */
  async unpublish(tracks?: unknown): Promise<void> {
    const asked = tracks === undefined ? [...this.#attached] : readTracks(tracks);
    const known = asked.filter((track) => this.#attached.has(track));
    if (known.length === 0) {
      log(WARNING, "unpublish: none of these tracks is published");
      return;
    }
    await this.#end(known);
  }

  /** The client has left: nothing is published any more. */
  clear(): void {
    for (const track of this.#attached) track.publishers.delete(this.#publisher);
    this.#attached = new Set();
    this.#published.clear();
    this.#audio.clear();
  }

  /** Has the engine publish tracks; `first` is what it is to be told of their audio, if anything. */
  async #send(tracks: readonly LocalTrack[], first: EngineTrack | undefined): Promise<void> {
    const described = tracks.filter((track) => !isAudio(track)).map((track) => track.describe());
    if (first) described.unshift(first);
    const published = described.length > 0 ? this.#engine.call("publish", described) : undefined;
    const audio = tracks.some(isAudio) ? this.#audio.sending(first && published) : undefined;
    await Promise.all([published, audio]);
  }

  /** Ends the publishing of tracks. */
  async #end(tracks: readonly LocalTrack[]): Promise<void> {
    for (const track of tracks) this.#detach(track);
    const ids = tracks.filter((track) => !isAudio(track)).map((track) => track.getTrackId());
    const audio = this.#audio.remove(tracks.filter(isAudio));
    if (audio) ids.push(audio);
    await Promise.all([ids.length > 0 && this.#engine.call("unpublish", ids), this.#audio.update()]);
  }

  /** The publishing of these tracks has failed: what of them the engine may have all the same is ended. */
  #forget(tracks: readonly LocalTrack[]): void {
    for (const track of tracks) this.#detach(track);
    this.#end(tracks.filter(isAudio)).catch((thrown) => log(DEBUG, `after publish: ${textOf(thrown)}`));
  }

  #attach(track: LocalTrack): void {
    this.#attached.add(track);
    track.publishers.add(this.#publisher);
  }

  #detach(track: LocalTrack): void {
    this.#attached.delete(track);
    this.#published.delete(track);
    track.publishers.delete(this.#publisher);
  }
}

function isAudio(track: LocalTrack): track is LocalAudioTrack {
  return track instanceof LocalAudioTrack;
}

function readTracks(tracks: unknown): LocalTrack[] {
  const list: unknown[] = Array.isArray(tracks) ? tracks : [tracks];
  for (const track of list) {
    if (!(track instanceof LocalTrack)) throw invalid("tracks", track, "a local track, or a list of them");
  }
  return [...new Set(list as LocalTrack[])];
}

function checkPublishable(track: LocalTrack): void {
  if (track.isClosed) throw new AgoraRTCError("INVALID_LOCAL_TRACK", `${track.getTrackId()} is closed`);
  if (!track.enabled) {
    throw new AgoraRTCError(
      "TRACK_IS_DISABLED",
      `${track.getTrackId()} is disabled: setEnabled(true) comes first`,
    );
  }
}
