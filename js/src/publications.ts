import type { EngineClient } from "./engine-client.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { LocalTrack, type Publisher } from "./local-track.ts";
import { DEBUG, log, WARNING } from "./logger.ts";
import { invalid } from "./validate.ts";

/** The local tracks that one client publishes, or is about to. */
export class Publications {
  readonly #engine: EngineClient;
  readonly #published = new Set<LocalTrack>();
  readonly #publisher: Publisher;
  /** Those of #published and those whose publishing is under way. */
  #attached = new Set<LocalTrack>();

  constructor(engine: EngineClient) {
    this.#engine = engine;
    this.#publisher = {
      mute: async (track, muted) => engine.call("setTrackMuted", track.getTrackId(), muted),
      replace: async (track) => engine.call("replaceTrack", track.describe()),
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
    for (const track of asked) checkPublishable(track);
    const fresh = asked.filter((track) => !this.#published.has(track));
    if (fresh.length === 0) return;
    const attached = this.#attached;
    for (const track of fresh) this.#attach(track);
    try {
      await this.#engine.call(
        "publish",
        fresh.map((track) => track.describe()),
      );
    } catch (thrown) {
      for (const track of fresh) if (!this.#published.has(track)) this.#detach(track);
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
    for (const track of known) this.#detach(track);
    await this.#engine.call(
      "unpublish",
      known.map((track) => track.getTrackId()),
    );
  }

  /** The client has left: nothing is published any more. */
  clear(): void {
    for (const track of this.#attached) track.publishers.delete(this.#publisher);
    this.#attached = new Set();
    this.#published.clear();
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

function readTracks(tracks: unknown): LocalTrack[] {
  const list: unknown[] = Array.isArray(tracks) ? tracks : [tracks];
  if (list.length === 0) throw invalid("tracks", tracks, "a local track, or a list of at least one");
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
