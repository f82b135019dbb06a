import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FallbackStates } from "../src/fallback-states.ts";
import type { FallbackState } from "../src/types.ts";

const fallen: FallbackState = {
  option: 2,
  streamType: 0,
  level: "audio",
  phase: "fallback",
  since: 1700000000000,
  reason: {
    cause: "congestion",
    from: "high",
    to: "audio",
    metrics: { capacityKbps: 61.5, rttMs: null },
    thresholds: { capacityKbps: 90, rttMs: 400 },
    since: 1699999999000,
  },
};
const untold: FallbackState = { option: 1, streamType: 0, level: "high", phase: "normal", since: 0 };

describe("FallbackStates", () => {
  let states: FallbackStates;

  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    states = new FallbackStates();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("gives what was told last, known or not", () => {
    states.tell("8", JSON.stringify({ ...fallen, level: "low" }));
    states.tell("8", JSON.stringify(fallen));
    expect(states.get("8", true)).toEqual(fallen);
    expect(states.get("8", false)).toEqual(fallen);
  });

  it("gives what holds of a known user about whom nothing was told", () => {
    expect(states.get("8", true)).toEqual(untold);
    expect(states.get("8", false)).toBeUndefined();
  });

  it("gives an object that the page may change", () => {
    for (let round = 0; round < 2; round++) {
      const state = states.get("8", true);
      expect(state).toEqual(untold);
      Object.assign(state ?? {}, fallen);
    }
    states.tell("8", JSON.stringify(fallen));
    const state = states.get("8", true);
    if (state?.reason) state.reason.metrics.capacityKbps = 0;
    expect(states.get("8", true)).toEqual(fallen);
  });

  it("keeps what was told before a text that cannot be read", () => {
    states.tell("8", "garbage");
    expect(states.get("8", false)).toBeUndefined();
    states.tell("8", JSON.stringify(fallen));
    states.tell("8", "null");
    expect(states.get("8", false)).toEqual(fallen);
    expect(console.warn).toHaveBeenCalledTimes(2);
  });

  it("forgets one user, or all", () => {
    for (const identity of ["8", "9", "__proto__"]) states.tell(identity, JSON.stringify(fallen));
    states.forget("8");
    expect(states.get("8", false)).toBeUndefined();
    expect(states.get("9", false)).toEqual(fallen);
    expect(states.get("__proto__", false)).toEqual(fallen);
    states.clear();
    expect(states.get("9", false)).toBeUndefined();
  });
});
