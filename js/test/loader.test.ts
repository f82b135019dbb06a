import { expect, it, vi } from "vitest";
import type { NewEngineClient } from "../src/engine.ts";
import { AgoraRTCError } from "../src/error.ts";
import { Loader } from "../src/loader.ts";

const module = {} as WebAssembly.Module;
const newClient: NewEngineClient = () => () => {};

function parts() {
  return {
    address: vi.fn(() => "a.wasm"),
    download: vi.fn(async (_: string) => module),
    start: vi.fn(async (_: WebAssembly.Module, _ended: (why: string) => void) => newClient),
  };
}

it("loads once for many, ahead of need or not", async () => {
  const made = parts();
  const loader = new Loader(made);
  loader.preload();
  expect(made.download).toHaveBeenCalledOnce();
  expect(await Promise.all([loader.load(), loader.load()])).toEqual([newClient, newClient]);
  await loader.load();
  expect(made.download).toHaveBeenCalledOnce();
  expect(made.start).toHaveBeenCalledOnce();
});

it("fails for all who wait, and tries anew for the next", async () => {
  const made = parts();
  made.download.mockRejectedValueOnce(new AgoraRTCError("NETWORK_ERROR", "offline"));
  const loader = new Loader(made);
  const [first, second] = [loader.load(), loader.load()];
  await expect(first).rejects.toThrow("NETWORK_ERROR: offline");
  await expect(second).rejects.toThrow("NETWORK_ERROR: offline");
  expect(await loader.load()).toBe(newClient);
  expect(made.download).toHaveBeenCalledTimes(2);
});

it("keeps a failed preload quiet", async () => {
  const made = parts();
  made.download.mockRejectedValueOnce(new AgoraRTCError("NETWORK_ERROR", "offline"));
  const loader = new Loader(made);
  loader.preload();
  await new Promise((resolve) => setTimeout(resolve));
  expect(await loader.load()).toBe(newClient);
});

it("takes an address that is told after the preload", async () => {
  const made = parts();
  const loader = new Loader(made);
  loader.preload();
  made.address.mockReturnValue("b.wasm");
  await loader.load();
  expect(made.download.mock.calls).toEqual([["a.wasm"], ["b.wasm"]]);
});

it("gives UNEXPECTED_ERROR where the program cannot start, and tries anew", async () => {
  const made = parts();
  made.start.mockRejectedValueOnce(new Error("out of memory"));
  const loader = new Loader(made);
  await expect(loader.load()).rejects.toThrow("UNEXPECTED_ERROR: the engine has not started: out of memory");
  expect(await loader.load()).toBe(newClient);
});

it("tells a crash to all, and starts anew without another download", async () => {
  const made = parts();
  const loader = new Loader(made);
  const crashed = vi.fn();
  loader.onCrash(crashed);
  await loader.load();
  made.start.mock.calls[0]?.[1]("why");
  expect(crashed).toHaveBeenCalledWith("why");
  await loader.load();
  expect(made.start).toHaveBeenCalledTimes(2);
  expect(made.download).toHaveBeenCalledOnce();
});
