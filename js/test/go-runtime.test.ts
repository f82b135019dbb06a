import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { EngineDispatch, EngineSink } from "../src/engine.ts";
import { startEngine } from "../src/go-runtime.ts";
import { compileGo } from "./go/compile.mjs";

const names = ["fs", "process", "path", "Go", "__dualstream_host__"] as const;
const page = globalThis as unknown as Record<string, unknown>;
const close = vi.fn();
const ended = vi.fn();
const settled = vi.fn();
let engine: WebAssembly.Module;
let empty: WebAssembly.Module;
let printed: string[];

beforeAll(async () => {
  engine = await compileGo("./js/test/go/engine");
  empty = await compileGo("./js/size/empty");
}, 120_000);

beforeEach(() => {
  printed = [];
  for (const method of ["log", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args.join(" ")));
  }
  page.testResource = { close };
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.clearAllMocks();
  delete page.testResource;
});

async function start(): Promise<EngineDispatch> {
  const newClient = await startEngine(engine, ended);
  return newClient({} as never, settled as unknown as EngineSink);
}

function call(dispatch: EngineDispatch, method: string): void {
  (dispatch as unknown as (number: number, method: string) => void)(1, method);
}

it("leaves the page's globals as they were", async () => {
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  const all = Object.getOwnPropertyNames(globalThis);
  const dispatch = await start();
  expect(names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))).toEqual(before);
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(all);
  call(dispatch, "none");
  expect(settled).toHaveBeenCalledWith("settled", 1);
  expect(printed).toContain("the engine starts");
});

it("does not mistake what the page has under these names for its own, nor change it", async () => {
  const getter = vi.fn(() => "the page's");
  Object.defineProperty(globalThis, "fs", { get: getter, configurable: true, enumerable: true });
  page.Go = "the page's";
  try {
    await start();
    expect(getter).not.toHaveBeenCalled();
    expect(Object.getOwnPropertyDescriptor(globalThis, "fs")).toMatchObject({
      get: getter,
      enumerable: true,
    });
    expect(page.Go).toBe("the page's");
  } finally {
    delete page.fs;
    delete page.Go;
  }
});

it.each(["panic", "panic-later"])(
  "tells the end of a program by a %s, and closes what it left open",
  async (how) => {
    const dispatch = await start();
    call(dispatch, "open");
    call(dispatch, how);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
    expect(close).toHaveBeenCalledOnce();
    expect(printed.join("\n")).toContain(how === "panic" ? "a goroutine's panic" : "a timer's panic");
    expect(() => call(dispatch, "none")).not.toThrow();
  },
);

it("starts again after an end", async () => {
  call(await start(), "panic");
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  settled.mockClear();
  call(await start(), "none");
  expect(settled).toHaveBeenCalledOnce();
});

it("rejects a program that ends at once", async () => {
  await expect(startEngine(empty, ended)).rejects.toThrow("UNEXPECTED_ERROR: the engine has not started");
});
