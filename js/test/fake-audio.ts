import { vi } from "vitest";
import { FakeMediaStream, fakeMedia } from "./fakes.ts";

/** A node of the fake AudioContext: it only knows what it is connected to. */
export class FakeNode {
  readonly inputs = new Set<FakeNode>();
  readonly outputs = new Set<FakeNode>();

  connect(other: FakeNode): void {
    this.outputs.add(other);
    other.inputs.add(this);
  }

  disconnect(): void {
    for (const other of this.outputs) other.inputs.delete(this);
    this.outputs.clear();
  }
}

export class FakeGain extends FakeNode {
  readonly gain = {
    value: 1,
    setTargetAtTime(value: number) {
      this.value = value;
    },
  };
}

class FakeAnalyser extends FakeNode {
  readonly fftSize = 32;
  getFloatTimeDomainData(samples: Float32Array): void {
    samples.fill(this.inputs.size > 0 ? -fakeContext().amplitude : 0);
  }
}

class FakeSource extends FakeNode {
  readonly media: MediaStreamTrack;
  constructor(stream: FakeMediaStream) {
    super();
    this.media = stream.getAudioTracks()[0] as MediaStreamTrack;
  }
}

class FakeDestination extends FakeNode {
  readonly stream = new FakeMediaStream([fakeMedia("audio")]);
}

export class FakeScriptProcessor extends FakeNode {
  onaudioprocess: ((event: { inputBuffer: unknown }) => void) | null = null;
  readonly size: number;
  constructor(size: number) {
    super();
    this.size = size;
  }
}

export class FakeBufferSource extends FakeNode {
  buffer: unknown = null;
  loop = false;
  onended: (() => void) | null = null;
  readonly start = vi.fn();
  readonly stop = vi.fn();
}

let last: FakeAudioContext | undefined;

/** The AudioContext of the SDK. A test file has one, as a page has. */
export function fakeContext(): FakeAudioContext {
  if (!last) throw new Error("no AudioContext was made");
  return last;
}

/** Whether the SDK has made its AudioContext. */
export function hasContext(): boolean {
  return last !== undefined;
}

/** An AudioContext that keeps its nodes, and whose state is set by the test. */
export class FakeAudioContext extends EventTarget {
  static initialState: AudioContextState = "running";
  state = FakeAudioContext.initialState;
  currentTime = 0;
  /** What every analyser hears. */
  amplitude = 0;
  readonly destination = new FakeNode();
  readonly nodes: FakeNode[] = [];
  readonly resume = vi.fn(async () => {});
  readonly decodeAudioData = vi.fn(async (_bytes: ArrayBuffer) => fakeBuffer(10));

  constructor() {
    super();
    last = this;
  }

  setState(state: AudioContextState): void {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }

  createGain = () => this.#keep(new FakeGain());
  createAnalyser = () => this.#keep(new FakeAnalyser());
  createMediaStreamSource = (stream: FakeMediaStream) => this.#keep(new FakeSource(stream));
  createMediaStreamDestination = () => this.#keep(new FakeDestination());
  createScriptProcessor = (size: number) => this.#keep(new FakeScriptProcessor(size));
  createBufferSource = () => this.#keep(new FakeBufferSource());

  /** The newest node of a class. */
  newest<T extends FakeNode>(type: new (...args: never[]) => T): T {
    const node = this.nodes.filter((other) => other instanceof type).pop();
    if (!node) throw new Error(`no ${type.name} was made`);
    return node as T;
  }

  /** How many nodes still lead somewhere. */
  connected(): number {
    return this.nodes.filter((node) => node.outputs.size > 0).length;
  }

  /** The tracks that a track which the context gives out is made of. */
  sourcesOf(output: MediaStreamTrack): MediaStreamTrack[] {
    const destination = this.nodes.find(
      (node) => node instanceof FakeDestination && node.stream.getTracks().includes(output),
    );
    const found: MediaStreamTrack[] = [];
    const walk = (node: FakeNode) => {
      if (node instanceof FakeSource) found.push(node.media);
      node.inputs.forEach(walk);
    };
    if (destination) walk(destination);
    return found;
  }

  #keep<T extends FakeNode>(node: T): T {
    this.nodes.push(node);
    return node;
  }
}

/** An AudioBuffer as far as the SDK looks at one. */
export function fakeBuffer(duration: number): AudioBuffer {
  return { duration, getChannelData: () => new Float32Array() } as unknown as AudioBuffer;
}

/** Puts Web Audio into the page, running. */
export function stubWebAudio(): void {
  vi.stubGlobal("AudioContext", FakeAudioContext);
  last?.setState("running");
  if (last) last.amplitude = 0;
}
