import { expect, it } from "vitest";
import { AgoraRTCError } from "../src/error.ts";
import { show } from "../src/show.ts";

it("has the documented form", () => {
  const error = new AgoraRTCError("INVALID_PARAMS", "uid is -1", { uid: -1 });
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe("AgoraRTCException");
  expect(error.code).toBe("INVALID_PARAMS");
  expect(error.message).toBe("AgoraRTCError INVALID_PARAMS: uid is -1");
  expect(error.data).toEqual({ uid: -1 });
  expect(error.toString()).toBe('AgoraRTCError INVALID_PARAMS: uid is -1 data: {"uid":-1}');
  expect(new AgoraRTCError("TIMEOUT", "x").toString()).toBe("AgoraRTCError TIMEOUT: x");
  expect(() => error.throw()).toThrow(error);
});

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
it.each([
  ["a\nb", '"a\\nb"'],
  [Number.NaN, "NaN"],
  [undefined, "undefined"],
  [null, "null"],
  [10n, "10n"],
  [Symbol("s"), "Symbol(s)"],
  [function named() {}, "function named"],
  [{ a: 1 }, '{"a":1}'],
  [[1, 2], "[1,2]"],
  [new Map(), "a Map"],
  [cyclic, "an unprintable value"],
])("shows %o", (value, shown) => {
  expect(show(value)).toBe(shown);
});

it("shows what does not want to be seen", () => {
  const get = () => {
    throw new Error("no");
  };
  expect(show(new Proxy({}, { get }))).toBe("an unprintable value");
});

it("cuts what is long", () => {
  expect(show("x".repeat(10_000_000)).length).toBeLessThan(100);
});
