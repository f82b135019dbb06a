import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../src/client.ts";
import type { FallbackReason, FallbackState, StreamTypeReason } from "../src/types.ts";
import { FakeEngine, joinRoom, newClient, stubPage } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;

beforeEach(async () => {
  stubPage();
  engine = new FakeEngine();
  for (const method of ["leave", "setStreamFallbackOption", "setRemoteUserPriority", "unsubscribe"])
    engine.settleAtOnce.add(method);
  client = newClient(engine);
  await joinRoom(engine, client);
});

afterEach(async () => {
  await client.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const reason: FallbackReason = {
  cause: "congestion",
  from: "low",
  to: "audio",
  metrics: { capacityKbps: 61.5, rttMs: null },
  thresholds: { capacityKbps: 90, rttMs: 400 },
  since: 1700000000000,
};
const fallen: FallbackState = {
  option: 2,
  streamType: 1,
  level: "audio",
  phase: "fallback",
  since: 1700000000500,
  reason,
};
const untold: FallbackState = { option: 1, streamType: 0, level: "high", phase: "normal", since: 0 };

const wrongUids = [undefined, null, {}, "", -1, 1.5, Number.NaN, 2 ** 32, true, "ü", [8], { uid: null }];

describe("setStreamFallbackOption", () => {
  it("takes each option, and any form of the uid, of users known or not", async () => {
    for (const option of [0, 1, 2] as const) {
      await expect(client.setStreamFallbackOption("anybody", option)).resolves.toBeUndefined();
    }
    expect(engine.calls.map(({ args }) => args)).toEqual([0, 1, 2].map((option) => ["anybody", option]));
    engine.tell("user-joined", "8");
    engine.calls.length = 0;
    const [user] = client.remoteUsers;
    if (!user) throw new Error("no user");
    for (const ref of [user, { uid: 8 }, 8, "8", { getId: () => "8" }, { getUserId: () => 8 }]) {
      await client.setStreamFallbackOption(ref, 2);
    }
    expect(engine.calls.map(({ args }) => args)).toEqual(Array(6).fill(["8", 2]));
  });

  it.each([
    [3, "3"],
    [-1, "-1"],
    ["1", '"1"'],
    [undefined, "undefined"],
    [null, "null"],
    [Number.NaN, "NaN"],
    [true, "true"],
  ])("rejects the option %o", async (option, shown) => {
    await expect(client.setStreamFallbackOption(8, option as never)).rejects.toThrow(
      `INVALID_PARAMS: fallbackType is ${shown}, it must be 0 or 1 or 2`,
    );
    expect(engine.methods).toEqual([]);
  });

  it.each(wrongUids)("rejects the uid %o", async (uid) => {
    await expect(client.setStreamFallbackOption(uid as never, 1)).rejects.toThrow("INVALID_PARAMS: uid is");
    expect(engine.methods).toEqual([]);
  });

  it("rejects as the engine does", async () => {
    engine.settleAtOnce.delete("setStreamFallbackOption");
    const set = client.setStreamFallbackOption(8, 1);
    await engine.fail("setStreamFallbackOption", "WS_ABORT", "not joined");
    await expect(set).rejects.toMatchObject({ code: "WS_ABORT" });
  });
});

describe("setRemoteUserPriority", () => {
  it("takes each priority, and any form of the uid, of users known or not", async () => {
    await expect(client.setRemoteUserPriority("anybody", "high")).resolves.toBeUndefined();
    await expect(client.setRemoteUserPriority("anybody", "normal")).resolves.toBeUndefined();
    engine.tell("user-joined", "8");
    const [user] = client.remoteUsers;
    if (!user) throw new Error("no user");
    for (const ref of [user, { uid: 8 }, 8, "8", { getId: () => "8" }, { getUserId: () => 8 }]) {
      await client.setRemoteUserPriority(ref, "high");
    }
    expect(engine.calls.map(({ args }) => args)).toEqual([
      ["anybody", 1],
      ["anybody", 0],
      ...Array(6).fill(["8", 1]),
    ]);
  });

  it.each([
    ["low", '"low"'],
    ["", '""'],
    [0, "0"],
    [1, "1"],
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
  ])("rejects the priority %o", async (priority, shown) => {
    await expect(client.setRemoteUserPriority(8, priority as never)).rejects.toThrow(
      `INVALID_PARAMS: priority is ${shown}, it must be "high" or "normal"`,
    );
    expect(engine.methods).toEqual([]);
  });

  it.each(wrongUids)("rejects the uid %o", async (uid) => {
    await expect(client.setRemoteUserPriority(uid as never, "high")).rejects.toThrow(
      "INVALID_PARAMS: uid is",
    );
    expect(engine.methods).toEqual([]);
  });

  it("rejects as the engine does", async () => {
    engine.settleAtOnce.delete("setRemoteUserPriority");
    const set = client.setRemoteUserPriority(8, "high");
    await engine.fail("setRemoteUserPriority", "WS_ABORT", "not joined");
    await expect(set).rejects.toMatchObject({ code: "WS_ABORT" });
  });
});

describe("the events", () => {
  it("tell a fallback and a recovery, with the reason", () => {
    const heard = vi.fn();
    client.on("stream-fallback", heard);
    const back: FallbackReason = { ...reason, cause: "recovery", from: "audio", to: "low" };
    engine.tell("stream-fallback", "8", "fallback", JSON.stringify(reason));
    engine.tell("stream-fallback", "alice", "recover", JSON.stringify(back));
    expect(heard.mock.calls).toEqual([
      [8, "fallback", reason],
      ["alice", "recover", back],
    ]);
  });

  it("tell that a fallback is near, and that it is not, with the reason", () => {
    const heard = vi.fn();
    client.on("stream-fallback-warning", heard);
    engine.tell("stream-fallback-warning", "8", true, JSON.stringify(reason));
    engine.tell("stream-fallback-warning", "alice", false, JSON.stringify(reason));
    expect(heard.mock.calls).toEqual([
      [8, true, reason],
      ["alice", false, reason],
    ]);
  });

  it("tell another stream type, with the reason", () => {
    const heard = vi.fn();
    client.on("stream-type-changed", heard);
    const request: StreamTypeReason = { ...reason, cause: "request", width: 160, height: 90 };
    engine.tell("stream-type-changed", "8", 1, JSON.stringify(request));
    expect(heard.mock.calls).toEqual([[8, 1, request]]);
  });

  it("show the uid as a string to a client that joined with one", async () => {
    await client.leave();
    await joinRoom(engine, client, "7");
    const heard = vi.fn();
    client.on("stream-fallback", heard);
    client.on("stream-fallback-warning", heard);
    engine.tell("stream-fallback", "8", "fallback", JSON.stringify(reason));
    engine.tell("stream-fallback-warning", "8", false, JSON.stringify(reason));
    expect(heard.mock.calls).toEqual([
      ["8", "fallback", reason],
      ["8", false, reason],
    ]);
  });

  it.each(["", "{", "null", "[]"])("are told without the reason where it is %o, which is logged", (text) => {
    const heard = vi.fn();
    client.on("stream-fallback", heard);
    client.on("stream-fallback-warning", heard);
    client.on("stream-type-changed", heard);
    engine.tell("stream-fallback", "8", "fallback", text);
    engine.tell("stream-fallback-warning", "8", true, text);
    engine.tell("stream-type-changed", "8", 0, text);
    expect(heard.mock.calls).toEqual([
      [8, "fallback", undefined],
      [8, true, undefined],
      [8, 0, undefined],
    ]);
    expect(console.warn).toHaveBeenCalledTimes(3);
  });
});

describe("exportDecisionLog", () => {
  it("gives the engine's text", async () => {
    const log = client.exportDecisionLog();
    await engine.settle("exportDecisionLog", '{"v":1}\n');
    await expect(log).resolves.toBe('{"v":1}\n');
  });
});

describe("getFallbackState", () => {
  it("gives what was told, by any form of the uid", () => {
    engine.tell("user-joined", "8");
    const [user] = client.remoteUsers;
    expect(client.getFallbackState(8)).toEqual(untold);
    engine.tell("fallback-state", "8", JSON.stringify(fallen));
    for (const ref of [user, { uid: 8 }, 8, "8", { getId: () => "8" }, { getUserId: () => 8 }]) {
      expect(client.getFallbackState(ref as never)).toEqual(fallen);
    }
    engine.tell("fallback-state", "8", "garbage");
    expect(client.getFallbackState(8)).toEqual(fallen);
    expect(console.warn).toHaveBeenCalledOnce();
  });

  it("knows of users who are told of before they are known, and of no others", () => {
    expect(client.getFallbackState("alice")).toBeUndefined();
    engine.tell("fallback-state", "alice", JSON.stringify(fallen));
    expect(client.getFallbackState("alice")).toEqual(fallen);
    engine.tell("user-joined", "alice");
    expect(client.getFallbackState("alice")).toEqual(fallen);
    expect(client.getFallbackState(7)).toBeUndefined();
  });

  it.each(wrongUids)("throws for the uid %o", (uid) => {
    expect(() => client.getFallbackState(uid as never)).toThrow("INVALID_PARAMS: uid is");
  });

  it("is forgotten when the user leaves, before that is told", () => {
    engine.tell("user-joined", "8");
    engine.tell("fallback-state", "8", JSON.stringify(fallen));
    const seen: unknown[] = [];
    client.on("user-left", (user) => seen.push(client.getFallbackState(user)));
    engine.tell("user-left", "8", "Quit");
    expect(seen).toEqual([undefined]);
    engine.tell("user-joined", "8");
    expect(client.getFallbackState(8)).toEqual(untold);
  });

  it.each(["leave", "crash"])("is forgotten after %s, and so are the statistics", async (how) => {
    engine.tell("user-joined", "8");
    engine.tell("fallback-state", "8", JSON.stringify(fallen));
    engine.tell("fallback-state", "alice", JSON.stringify(fallen));
    engine.tell("statistics", '{"rtc":{"RTT":5}}');
    const seen: unknown[] = [];
    client.on("connection-state-change", (current) => {
      if (current === "DISCONNECTED") seen.push(client.getFallbackState("alice"), client.getRTCStats().RTT);
    });
    if (how === "crash") engine.crash();
    else await client.leave();
    expect(seen).toEqual([undefined, 0]);
    engine.tell("fallback-state", "8", JSON.stringify(fallen));
    engine.tell("statistics", '{"rtc":{"RTT":5}}');
    expect(client.getFallbackState(8)).toBeUndefined();
    expect(client.getRTCStats().RTT).toBe(0);
  });

  it("stays while the client reconnects", () => {
    engine.tell("fallback-state", "8", JSON.stringify(fallen));
    engine.tell("state", "RECONNECTING", "CONNECTED", undefined);
    expect(client.getFallbackState(8)).toEqual(fallen);
  });
});

describe("the statistics", () => {
  it("are zeros before joining and before the first", () => {
    for (const one of [client, newClient(engine)]) {
      expect(one.getRTCStats().OutgoingAvailableBandwidth.toFixed(3)).toBe("0.000");
      expect(one.getLocalAudioStats().sendVolumeLevel).toBe(0);
      expect(one.getLocalVideoStats().sendBitrate).toBe(0);
      expect(one.getRemoteAudioStats()).toEqual({});
      expect(one.getRemoteVideoStats()).toEqual({});
    }
  });

  it("are what the engine told", () => {
    engine.tell(
      "statistics",
      JSON.stringify({ rtc: { RTT: 40 }, localAudio: { sendBytes: 1 }, localVideo: { sendBytes: 2 } }),
    );
    expect(client.getRTCStats().RTT).toBe(40);
    expect(client.getLocalAudioStats().sendBytes).toBe(1);
    expect(client.getLocalVideoStats().sendBytes).toBe(2);
  });

  it("have an entry for a user from the call of subscribe until nothing is subscribed", async () => {
    engine.tell("user-joined", "8");
    engine.tell("user-joined", "alice");
    engine.tell(
      "statistics",
      JSON.stringify({
        remoteAudio: { alice: { receiveBytes: 9 } },
        remoteVideo: { 8: { receiveBytes: 5 } },
      }),
    );
    const keys = () => [Object.keys(client.getRemoteAudioStats()), Object.keys(client.getRemoteVideoStats())];
    expect(keys()).toEqual([[], []]);
    for (const kind of ["audio", "video"] as const) void client.subscribe(8, kind).catch(() => {});
    expect(keys()).toEqual([["8"], ["8"]]);
    expect(client.getRemoteAudioStats()[8]).toMatchObject({ receiveBytes: 0, publishDuration: -1 });
    expect(client.getRemoteVideoStats()[8]).toMatchObject({ receiveBytes: 5 });
    await client.unsubscribe(8, "video");
    expect(keys()).toEqual([["8"], ["8"]]);
    void client.subscribe("alice", "audio").catch(() => {});
    expect(keys()).toEqual([
      ["8", "alice"],
      ["8", "alice"],
    ]);
    await client.unsubscribe(8);
    expect(keys()).toEqual([["alice"], ["alice"]]);
    engine.tell("user-left", "alice", "Quit");
    expect(keys()).toEqual([[], []]);
  });

  it("have no entry for a user whose subscription failed", async () => {
    engine.tell("user-joined", "8");
    const subscribing = client.subscribe(8, "video");
    await engine.fail("subscribe", "REMOTE_USER_IS_NOT_PUBLISHED", "no video");
    await expect(subscribing).rejects.toThrow("REMOTE_USER_IS_NOT_PUBLISHED");
    expect(client.getRemoteVideoStats()).toEqual({});
  });

  it("survive a text that cannot be read", () => {
    engine.tell("statistics", "garbage");
    expect(client.getRTCStats().RTT).toBe(0);
    expect(console.warn).toHaveBeenCalledOnce();
  });
});
