import { describe, expect, it } from "vitest";
import { identityOfRef, identityOfUid, uidOfIdentity } from "../src/uid.ts";

describe("identityOfUid", () => {
  it.each([
    [0, "0"],
    [1001, "1001"],
    [4294967295, "4294967295"],
    ["1001", "1001"],
    ["007", "007"],
    ["Ann", "Ann"],
  ])("takes %s", (uid, identity) => expect(identityOfUid("uid", uid)).toBe(identity));

  it.each([
    [-1, "-1"],
    [1.5, "1.5"],
    [4294967296, "4294967296"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    ["", '""'],
    ["ä", '"ä"'],
    ["x".repeat(256), "xxx"],
    [true, "true"],
    [{}, "{}"],
    [[], "[]"],
  ])("refuses %s", (uid, shown) => {
    expect(() => identityOfUid("uid", uid)).toThrow(
      /AgoraRTCError INVALID_PARAMS: uid is .*must be a whole number/,
    );
    expect(() => identityOfUid("uid", uid)).toThrow(shown);
  });
});

describe("identityOfRef", () => {
  it.each([
    [{ uid: 7 }, "7"],
    [{ uid: "7" }, "7"],
    [{ getId: () => 7 }, "7"],
    [{ getUserId: () => "Ann" }, "Ann"],
    [7, "7"],
    ["7", "7"],
  ])("takes %o", (ref, identity) => expect(identityOfRef("uid", ref)).toBe(identity));

  it.each([null, undefined, {}, { uid: null }, { getId: () => -1 }])("refuses %o", (ref) => {
    expect(() => identityOfRef("uid", ref)).toThrow(/INVALID_PARAMS/);
  });
});

describe("uidOfIdentity", () => {
  it.each([
    ["7", 7],
    ["0", 0],
    ["4294967295", 4294967295],
    ["4294967296", "4294967296"],
    ["007", "007"],
    ["-1", "-1"],
    ["1e3", "1e3"],
    [" 7", " 7"],
    ["", ""],
    ["Ann", "Ann"],
  ])("shows %s as %s", (identity, uid) => expect(uidOfIdentity(identity, false)).toBe(uid));

  it("shows strings to who joined with a string", () => expect(uidOfIdentity("7", true)).toBe("7"));
});
