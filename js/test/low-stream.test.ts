import { expect, it } from "vitest";
import { mergeLowStream, noLowStream } from "../src/low-stream.ts";

it("merges field by field", () => {
  const first = mergeLowStream(noLowStream, { width: 320, height: 180 });
  expect(first).toEqual({ width: 320, height: 180, framerate: 0, bitrate: 0 });
  const second = mergeLowStream(first, { width: 240, bitrate: 100 });
  expect(second).toEqual({ width: 240, height: 180, framerate: 0, bitrate: 100 });
  expect(first.width).toBe(320);
});

it.each([
  [{ exact: 5, ideal: 6 }, 5],
  [{ ideal: 6, max: 7 }, 6],
  [{ max: 7, min: 3 }, 7],
  [{ min: 3 }, 3],
])("takes the constraint %o as %d", (framerate, value) => {
  expect(mergeLowStream(noLowStream, { framerate }).framerate).toBe(value);
});

it.each(["width", "height", "framerate", "bitrate"])("checks %s", (field) => {
  for (const value of [
    0,
    -1,
    1.5,
    10001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "160",
    null,
    true,
    {},
    { ideal: 0 },
  ]) {
    const call = () => mergeLowStream(noLowStream, { [field]: value });
    expect(call).toThrow(new RegExp(`INVALID_PARAMS: streamParameter\\.${field} is .*1 to 10000`));
  }
  for (const value of [1, 10000]) mergeLowStream(noLowStream, { [field]: value });
});

it.each([undefined, null, 5, "160x120", []])("refuses %o", (parameter) => {
  expect(() => mergeLowStream(noLowStream, parameter as never)).toThrow("INVALID_PARAMS: streamParameter is");
});
