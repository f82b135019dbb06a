import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readTold } from "../src/told.ts";

describe("readTold", () => {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("reads an object", () => {
    expect(readTold("the reason", '{"cause":"request"}')).toEqual({ cause: "request" });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it.each(["", "{", "null", "1", '"text"', "[]", "NaN", '{"a":NaN}', undefined, {}])(
    "logs %o and reads nothing",
    (text) => {
      expect(readTold("the reason", text as string)).toBeUndefined();
      expect(console.warn).toHaveBeenCalledOnce();
      expect(console.warn).toHaveBeenCalledWith(
        expect.stringContaining("the reason of the engine cannot be read: "),
      );
    },
  );
});
