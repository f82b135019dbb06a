import { afterEach, expect, it, vi } from "vitest";
import { log, setLogLevel } from "../src/logger.ts";
import { originOfScriptTag } from "../src/script.ts";
import { setParameter, settings } from "../src/settings.ts";

afterEach(() => {
  for (const key of Object.keys(settings)) delete settings[key as keyof typeof settings];
  setLogLevel(1);
  vi.restoreAllMocks();
});

it("sets what it knows, ignores what it does not, and checks", () => {
  setParameter("SERVER_URL", "ws://a");
  setParameter("PACKET_TRAINS", false);
  setParameter("AUDIO_RED", true);
  setParameter("UNKNOWN", 5);
  const set = { SERVER_URL: "ws://a", PACKET_TRAINS: false, AUDIO_RED: true };
  expect(settings).toEqual(set);
  for (const value of ["", null, 5, undefined]) {
    expect(() => setParameter("WASM_URL", value)).toThrow("INVALID_PARAMS: setParameter WASM_URL is");
  }
  for (const key of ["PACKET_TRAINS", "AUDIO_RED"]) {
    for (const [value, shown] of [
      [0, "0"],
      ["true", '"true"'],
      [null, "null"],
      [undefined, "undefined"],
    ] as const) {
      expect(() => setParameter(key, value)).toThrow(
        `INVALID_PARAMS: setParameter ${key} is ${shown}, it must be true or false`,
      );
    }
  }
  expect(settings).toEqual(set);
});

it("prints from the level that is set", () => {
  const methods = ["debug", "info", "warn", "error"] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  for (const level of [0, 1, 2, 3, 4]) {
    setLogLevel(level);
    for (const each of [0, 1, 2, 3]) log(each, "text");
  }
  expect(spies.map((spy) => spy.mock.calls.length)).toEqual([1, 2, 3, 4]);
  for (const level of [-1, 5, 1.5, Number.NaN, "1", undefined]) {
    expect(() => setLogLevel(level as never)).toThrow("INVALID_PARAMS: setLogLevel: level is");
  }
});

it("finds the wasm beside the script, unless the tag says otherwise", () => {
  const tag = (dataset: object) =>
    ({ src: "https://cdn.example/a/dualstream.js?v=1", dataset }) as HTMLScriptElement;
  expect(originOfScriptTag(tag({}))).toEqual({
    src: "https://cdn.example/a/dualstream.js?v=1",
    wasmUrl: "https://cdn.example/a/dualstream.wasm",
    serverUrl: undefined,
  });
  expect(originOfScriptTag(tag({ wasmUrl: "/x.wasm", serverUrl: "ws://a" }))).toMatchObject({
    wasmUrl: "/x.wasm",
    serverUrl: "ws://a",
  });
  expect(originOfScriptTag(null)).toEqual({ src: "", wasmUrl: "dualstream.wasm", serverUrl: undefined });
});
