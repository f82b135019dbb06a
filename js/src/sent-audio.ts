import { AudioMixer } from "./audio-mixer.ts";
import type { EngineTrack } from "./engine.ts";
import type { EngineClient } from "./engine-client.ts";
import { textOf } from "./error.ts";
import type { LocalAudioTrack } from "./local-audio-track.ts";
import { log, WARNING } from "./logger.ts";
import { MicrophoneAudioTrack } from "./microphone-track.ts";

/** The one audio track that the engine publishes. */
interface Sent {
  /** As the engine was told last. The id is that of the track that was published first, also when it has gone. */
  track: EngineTrack;
  muted: boolean;
  /** The engine's answer to its publishing. */
  published: Promise<unknown>;
}

/**
 * The audio that one client sends. The engine knows of one track: where the
 * page publishes several they are mixed, and a track that is alone is sent as
 * it is.
 */
export class SentAudio {
  readonly #engine: EngineClient;
  readonly #tracks = new Set<LocalAudioTrack>();
  #sent: Sent | undefined;
  #mixer: AudioMixer | undefined;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /**
   * Adds tracks. Where nothing was sent before, it returns what the engine is
   * to publish. Throws NOT_SUPPORTED, and adds nothing, where the browser cannot mix.
   */
  add(tracks: readonly LocalAudioTrack[]): EngineTrack | undefined {
    const all = new Set([...this.#tracks, ...tracks]);
    if (all.size > 1) this.#mixer ??= new AudioMixer(() => this.#onMixerChanged());
    for (const track of tracks) this.#tracks.add(track);
    if (this.#sent || all.size === 0) return undefined;
    const track = { ...describeAll(this.#ordered()), track: this.#media() };
    this.#sent = { track, muted: track.muted, published: Promise.resolve() };
    return track;
  }

  /** Resolves when what was added is sent, and rejects if it is not; `published` is the engine's answer to what add returned. */
  async sending(published?: Promise<unknown>): Promise<void> {
    const sent = this.#sent;
    if (!sent) return;
    if (published) sent.published = published;
    try {
      await sent.published;
    } catch (thrown) {
      if (this.#sent === sent) this.clear();
      throw thrown;
    }
    await this.update();
  }

  /** Takes tracks out. Where none is left, it returns the id by which the engine is to end the publishing. */
  remove(tracks: readonly LocalAudioTrack[]): string | undefined {
    for (const track of tracks) this.#tracks.delete(track);
    const id = this.#sent?.track.id;
    if (!id || this.#tracks.size > 0) return undefined;
    this.clear();
    return id;
  }

  /** Tells the engine what has changed: which media is to be sent, and whether the audio is muted. */
  async update(): Promise<void> {
    const sent = this.#sent;
    if (!sent) return;
    const calls: Promise<unknown>[] = [];
    const track = this.#media();
    if (track !== sent.track.track) {
      sent.track = { ...sent.track, track };
      calls.push(this.#engine.call("replaceTrack", sent.track));
    }
    const muted = this.#ordered().every((one) => one.muted || !one.enabled);
    if (muted !== sent.muted) {
      sent.muted = muted;
      calls.push(this.#engine.call("setTrackMuted", sent.track.id, muted));
    }
    await Promise.all(calls);
  }

  /** Nothing is published any more. */
  clear(): void {
    this.#tracks.clear();
    this.#sent = undefined;
    this.#mixer?.close();
    this.#mixer = undefined;
  }

  /** The tracks, a microphone first: it is what other users know the audio as, and hear while nothing can be mixed yet. */
  #ordered(): LocalAudioTrack[] {
    const tracks = [...this.#tracks];
    const microphones = tracks.filter((track) => track instanceof MicrophoneAudioTrack);
    return [...new Set([...microphones, ...tracks])];
  }

  #media(): MediaStreamTrack {
    const inputs = this.#ordered().map((track) => track.sentMedia());
    this.#mixer?.setInputs(inputs);
    const mixed = inputs.length > 1 && this.#mixer?.isRunning;
    return (mixed ? this.#mixer?.output : inputs[0]) as MediaStreamTrack;
  }

  #onMixerChanged(): void {
    this.update().catch((thrown) => log(WARNING, `the mixed audio is not sent: ${textOf(thrown)}`));
  }
}

/** What the engine is told of several tracks as one: as the first, with what the most demanding needs. */
function describeAll(tracks: readonly LocalAudioTrack[]): EngineTrack {
  const all = tracks.map((track) => track.describe());
  const bounds = all.map(({ bitrateMax }) => bitrateMax);
  return {
    ...(all[0] as EngineTrack),
    muted: all.every(({ muted }) => muted),
    stereo: all.some(({ stereo }) => stereo),
    dtx: all.every(({ dtx }) => dtx),
    bitrateMax: bounds.includes(0) ? 0 : Math.max(...bounds),
  };
}
