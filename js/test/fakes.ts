import { vi } from "vitest";
import { Client } from "../src/client.ts";
import type {
  EngineCalls,
  EngineClientConfig,
  EngineEvents,
  EngineSink,
  NewEngineClient,
} from "../src/engine.ts";
import { Loader } from "../src/loader.ts";
import type { LocalTrack } from "../src/local-track.ts";
import { Statistics } from "../src/statistics.ts";

/** A token with these claims, and a signature that nobody checks. */
export function tokenOf(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const base64 = btoa(String.fromCharCode(...bytes));
  return `e30.${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}.sig`;
}

/** One call that has reached the fake engine. */
export interface FakeCall {
  number: number;
  method: keyof EngineCalls;
  args: unknown[];
}

/** An engine whose calls are settled by the test, and whose events it tells. */
export class FakeEngine {
  readonly calls: FakeCall[] = [];
  config: EngineClientConfig | undefined;
  clients = 0;
  #sink: EngineSink | undefined;
  #ended: ((why: string) => void) | undefined;
  /** What starting it waits for. */
  started: Promise<unknown> = Promise.resolve();
  /** Methods that are settled at once. */
  settleAtOnce = new Set<string>();

  readonly loader = new Loader({
    address: () => "fake.wasm",
    download: async () => ({}) as WebAssembly.Module,
    start: async (_, ended) => {
      await this.started;
      this.#ended = ended;
      return this.#newClient;
    },
  });

  /** The methods called so far, in order. */
  get methods(): string[] {
    return this.calls.map(({ method }) => method);
  }

  /** Waits for a call of a method that is not settled yet. */
  async called(method: keyof EngineCalls): Promise<FakeCall> {
    return vi.waitFor(() => {
      const call = [...this.calls].reverse().find((other) => other.method === method);
      if (!call) throw new Error(`${method} was not called, but ${this.methods}`);
      return call;
    });
  }

  tell<E extends keyof EngineEvents>(event: E, ...args: EngineEvents[E]): void {
    this.#sink?.(event, ...args);
  }

  async settle(method: keyof EngineCalls, value?: unknown): Promise<void> {
    const { number } = await this.called(method);
    this.tell("settled", number, value);
  }

  async fail(method: keyof EngineCalls, code: string, text: string): Promise<void> {
    const { number } = await this.called(method);
    this.tell("failed", number, code, text);
  }

  crash(): void {
    this.#ended?.("fake crash");
  }

  readonly #newClient: NewEngineClient = (config, sink) => {
    this.clients++;
    this.config = config;
    this.#sink = sink;
    return (number, method, ...args) => {
      this.calls.push({ number, method, args });
      if (this.settleAtOnce.has(method)) sink("settled", number, undefined);
    };
  };
}

/** Stands in for the page that a client looks at. */
export function stubPage(): void {
  vi.stubGlobal("navigator", { userAgent: "test", platform: "test", maxTouchPoints: 0 });
  vi.stubGlobal("location", { origin: "http://page.example", protocol: "http:" });
  for (const method of ["info", "warn"] as const) vi.spyOn(console, method).mockImplementation(() => {});
}

/** Has a client join "room" as 7, or as "7" if the uid is given so. */
export async function joinRoom(engine: FakeEngine, client: Client, uid: "7" | null = null): Promise<void> {
  const joined = client.join("app", "room", tokenOf({ sub: "7", video: { room: "room" } }), uid);
  await engine.called("join");
  engine.tell("state", "CONNECTED", "CONNECTING", undefined);
  await engine.settle("join", { identity: "7", room: "room" });
  await joined;
  engine.calls.length = 0;
}

/** A client on a fake engine. */
export function newClient(engine: FakeEngine, serverUrl = "ws://media.example"): Client {
  return new Client(engine.loader, { codec: "vp8", mode: "rtc", serverUrl });
}

/** A MediaStreamTrack as far as the shim looks at one. */
export function fakeMedia(kind: "audio" | "video", settings: MediaTrackSettings = {}): MediaStreamTrack {
  const media = new EventTarget() as unknown as Record<string, unknown>;
  Object.assign(media, {
    kind,
    label: `fake ${kind}`,
    id: crypto.randomUUID(),
    enabled: true,
    readyState: "live",
    contentHint: "",
    getSettings: () => settings,
    // As a device does that can give all that is asked.
    applyConstraints: vi.fn(async (constraints: MediaTrackConstraints) => {
      for (const name of ["width", "height", "frameRate"] as const) {
        const { ideal } = (constraints[name] ?? {}) as ConstrainULongRange;
        if (ideal !== undefined) settings[name] = ideal;
      }
    }),
    stop: () => {
      media.readyState = "ended";
    },
  });
  return media as unknown as MediaStreamTrack;
}

/** A client that publishes a track, as far as the track knows: what it was told, in order. */
export function fakePublisher(track: LocalTrack) {
  const told: unknown[] = [];
  track.publishers.add({
    statistics: new Statistics(),
    mute: async (_, muted) => void told.push(muted ? "muted" : "unmuted"),
    replace: async (replaced) => void told.push(replaced.describe()),
    closed: () => void told.push("closed"),
  });
  return told;
}

/** A MediaStream that only holds its tracks: the DOM of the tests has none. */
export class FakeMediaStream {
  readonly #tracks = new Set<MediaStreamTrack>();
  constructor(tracks: MediaStreamTrack[] = []) {
    for (const track of tracks) this.addTrack(track);
  }
  addTrack(track: MediaStreamTrack): void {
    this.#tracks.add(track);
  }
  removeTrack(track: MediaStreamTrack): void {
    this.#tracks.delete(track);
  }
  getTracks(): MediaStreamTrack[] {
    return [...this.#tracks];
  }
  getAudioTracks(): MediaStreamTrack[] {
    return this.getTracks().filter(({ kind }) => kind === "audio");
  }
}

/** Puts into the page what the DOM of the tests lacks. */
export function stubMedia(play: () => Promise<void> = async () => {}): void {
  const sources = new WeakMap<object, unknown>();
  vi.stubGlobal("MediaStream", FakeMediaStream);
  Object.assign(HTMLMediaElement, { HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2 });
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(play);
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    configurable: true,
    get() {
      return sources.get(this) ?? null;
    },
    set(value: unknown) {
      sources.set(this, value);
    },
  });
}
