import evaluateWasmExec from "go:wasm_exec";

/** A Go program as wasm_exec.js runs it. */
export interface GoProgram {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
  exited: boolean;
  /** Goes on with the program after a callback or a timer. */
  _resume(): void;
  _scheduledTimeouts: Map<number, ReturnType<typeof setTimeout>>;
}

/** What wasm_exec.js puts on the global. */
interface GoGlobals {
  fs: { writeSync(fd: number, bytes: Uint8Array): number };
  process: unknown;
  path: unknown;
  Go: new () => GoProgram;
}

const names = ["fs", "process", "path", "Go"];
const page = globalThis as unknown as Record<string, unknown>;
let go: GoGlobals | undefined;

/** Makes a Go program that has yet to be run. */
export function newGoProgram(): GoProgram {
  return new (goGlobals().Go)();
}

/** Runs `start` with the global as a Go program that is starting needs it, and `extra`; afterwards the page's global is as it was. */
export function withGoGlobals<T>(extra: Record<string, unknown>, start: () => T): T {
  const { fs, process, path } = goGlobals();
  return withGlobals({ fs, process, path, ...extra }, start);
}

function goGlobals(): GoGlobals {
  go ??= withGlobals({ fs: undefined, process: undefined, path: undefined, Go: undefined }, () => {
    evaluateWasmExec({ writeSync: (fd, bytes) => goGlobals().fs.writeSync(fd, bytes) });
    return Object.fromEntries(names.map((name) => [name, page[name]])) as unknown as GoGlobals;
  });
  return go;
}

function withGlobals<T>(values: Record<string, unknown>, run: () => T): T {
  const restores = Object.entries(values).map(([name, value]) => exchange(name, value));
  try {
    return run();
  } finally {
    for (const restore of restores) restore();
  }
}

/** Sets a global and returns what undoes it. A `var` of the page can only be assigned; its accessors are not called. */
function exchange(name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  if (before && !before.configurable) {
    if (!before.writable) return () => {};
    page[name] = value;
    return () => {
      page[name] = before.value;
    };
  }
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
  return () => {
    if (before) Object.defineProperty(globalThis, name, before);
    else delete page[name];
  };
}
