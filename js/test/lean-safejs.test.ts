import { describe, expect, it } from "vitest";
import { edit } from "../build/edit.mjs";
import { thirdPartyNotices } from "../build/notices.mjs";
import { changeSafejs, errorTexts } from "./go/safejs.mjs";

describe("edit", () => {
  it("replaces each text that is there once", () => {
    const edits = [
      ["one", "1"],
      ["three", "$&"],
    ];
    expect(edit("a.go", "one two three", edits)).toBe("1 two $&");
  });

  it.each([
    ["is not there", "two", 0],
    ["is there twice", "one one", 2],
  ])("fails if a text %s", (_, text, times) => {
    const message = `a.go has changed: this must be in it once, and is ${times} times:\none`;
    expect(() => edit("a.go", text, [["one", "1"]])).toThrow(message);
  });
});

describe("safejs as it is built in", () => {
  it("is not built from a version that the changes do not fit", () => {
    expect(() => changeSafejs("package safejs\n")).toThrow(
      /safejs v9\.9\.9: value\.go has changed.*\n\t"fmt"/,
    );
  });

  it("makes the same errors as the published one", { timeout: 120_000 }, () => {
    const texts = errorTexts(false);
    expect(texts).toContain("an Error: [JavaScript error: Expected property name");
    expect(texts).toContain(
      "a class without prototype: [invalid constructor type for instanceof: undefined]",
    );
    expect(texts).toBe(errorTexts(true));
  });

  it("is told to be changed in the notices", () => {
    expect(thirdPartyNotices([])).toMatch(
      /^=+\ngithub\.com\/hack-pad\/safejs v[\d.]+\n\nChanged by the build of Dualstream: value\.go and internal\/catch\/catch\.go are modified.*\n.*\n=+\n\nApache License\n/m,
    );
  });
});
