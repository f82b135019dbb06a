import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client } from "../src/client.ts";
import { FakeEngine, tokenOf } from "./fakes.ts";

const server = "ws://media.example";
const token = tokenOf({ sub: "7", video: { room: "room" } });
let engine: FakeEngine;
let client: Client;
let states: unknown[][];

function newClient(): Client {
  const made = new Client(engine.loader, { codec: "vp8", mode: "rtc", serverUrl: server });
  made.on("connection-state-change", (...args) => states.push(args));
  return made;
}

async function join(uid: number | string | null = null): Promise<unknown> {
  const joined = client.join("app", "room", token, uid);
  await engine.called("join");
  engine.tell("state", "CONNECTING", "DISCONNECTED", undefined);
  engine.tell("state", "CONNECTED", "CONNECTING", undefined);
  await engine.settle("join", { identity: "7", room: "room" });
  return joined;
}

beforeEach(() => {
  vi.stubGlobal("navigator", { userAgent: "test", platform: "test", maxTouchPoints: 0 });
  vi.stubGlobal("location", { origin: "http://page.example", protocol: "http:" });
  vi.stubGlobal("document", new EventTarget());
  for (const method of ["info", "warn"] as const) vi.spyOn(console, method).mockImplementation(() => {});
  engine = new FakeEngine();
  states = [];
  client = newClient();
});

afterEach(async () => {
  engine.settleAtOnce.add("leave");
  await client.leave();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("join", () => {
  it("tells the states once, and shows uid and channel", async () => {
    const joined = client.join("app", "room", token, null);
    expect(client.connectionState).toBe("CONNECTING");
    expect((await engine.called("join")).args).toEqual([server, token]);
    engine.tell("state", "CONNECTING", "DISCONNECTED", undefined);
    engine.tell("state", "CONNECTED", "CONNECTING", undefined);
    expect(client.uid).toBe(7);
    await engine.settle("join", { identity: "7", room: "room" });
    expect(await joined).toBe(7);
    expect(client.channelName).toBe("room");
    expect(states).toEqual([
      ["CONNECTING", "DISCONNECTED"],
      ["CONNECTED", "CONNECTING"],
    ]);
  });

  it("takes 0 as no uid", async () => {
    expect(await join(0)).toBe(7);
  });

  it("waits for a leave that is under way", async () => {
    await join();
    const left = client.leave();
    const joined = client.join("app", "room", token);
    expect(engine.methods).toEqual(["join", "leave"]);
    await engine.settle("leave");
    await left;
    await vi.waitFor(() => expect(engine.methods).toEqual(["join", "leave", "join"]));
    await engine.settle("join", { identity: "7", room: "room" });
    expect(await joined).toBe(7);
  });

  it("shows strings to who joined with a string", async () => {
    expect(await join("7")).toBe("7");
    engine.tell("user-joined", "8");
    expect(client.remoteUsers[0]?.uid).toBe("8");
  });

  it("rejects wrong arguments with no event", async () => {
    await expect(client.join("app", "", token)).rejects.toThrow('INVALID_PARAMS: channel is ""');
    await expect(client.join("app", "room", token, 8)).rejects.toThrow("INVALID_PARAMS: uid");
    expect(states).toEqual([]);
    expect(engine.calls).toEqual([]);
  });

  it("rejects a second join", async () => {
    await join();
    await expect(client.join("app", "room", token)).rejects.toThrow(
      "INVALID_OPERATION: join: the client is CONNECTED",
    );
    expect(client.connectionState).toBe("CONNECTED");
  });

  it("rejects the same user in the same channel, until the first has left", async () => {
    await join();
    const other = newClient();
    await expect(other.join("app", "room", token)).rejects.toThrow('UID_CONFLICT: uid "7"');
    engine.settleAtOnce.add("leave");
    await client.leave();
    const joined = other.join("app", "room", token);
    await vi.waitFor(() => expect(engine.methods).toEqual(["join", "leave", "join"]));
    await engine.settle("join", { identity: "7", room: "room" });
    expect(await joined).toBe(7);
    await other.leave();
  });

  it("is DISCONNECTED again where the engine fails it, and can be tried again", async () => {
    const joined = client.join("app", "room", token);
    await engine.called("join");
    engine.tell("state", "DISCONNECTED", "CONNECTING", "SERVER_ERROR");
    await engine.fail("join", "CAN_NOT_GET_GATEWAY_SERVER", "401");
    await expect(joined).rejects.toMatchObject({ code: "CAN_NOT_GET_GATEWAY_SERVER" });
    expect(states.at(-1)).toEqual(["DISCONNECTED", "CONNECTING", "SERVER_ERROR"]);
    engine.calls.length = 0;
    expect(await join()).toBe(7);
  });

  it("is DISCONNECTED again where the engine cannot be loaded", async () => {
    engine.started = Promise.reject(new Error("no memory"));
    engine.started.catch(() => {});
    await expect(client.join("app", "room", token)).rejects.toThrow("UNEXPECTED_ERROR");
    expect(states.at(-1)).toEqual(["DISCONNECTED", "CONNECTING", "NETWORK_ERROR"]);
    engine.started = Promise.resolve();
    expect(await join()).toBe(7);
  });

  it("asks the server for a token where none is given", async () => {
    const fetch = vi.fn(async () =>
      Response.json({ server_url: "ws://other.example", participant_token: token }),
    );
    vi.stubGlobal("fetch", fetch);
    const joined = client.join("app", "room", null);
    expect((await engine.called("join")).args).toEqual(["ws://other.example", token]);
    await engine.settle("join", { identity: "7", room: "room" });
    expect(await joined).toBe(7);
  });

  it("rejects a token that the server gave for another user", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ server_url: server, participant_token: token }));
    await expect(client.join("app", "room", null, 8)).rejects.toThrow(/UNEXPECTED_RESPONSE: uid is "8".*"7"/);
    expect(client.connectionState).toBe("DISCONNECTED");
  });

  it("takes no longer than its bound for a token, and says what it waited for", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const outcome = client.join("app", "room", null, 7).catch(String);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await outcome).toMatch(
      /TIMEOUT: join has waited 15 s for a token from http:\/\/media.example\/token/,
    );
    expect(client.connectionState).toBe("DISCONNECTED");
  });

  it("takes no longer than its bound for an engine that does not answer", async () => {
    vi.useFakeTimers();
    const outcome = client.join("app", "room", token).catch(String);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await outcome).toMatch(
      /TIMEOUT: join has waited 15 s for the media server at ws:\/\/media.example/,
    );
    expect(engine.methods).toEqual(["join", "leave"]);
    await engine.settle("leave");
    await vi.advanceTimersByTimeAsync(0);
    expect(client.connectionState).toBe("DISCONNECTED");
  });
});

describe("leave", () => {
  it("resolves where nothing was joined, without the engine", async () => {
    await client.leave();
    expect(engine.calls).toEqual([]);
    expect(states).toEqual([]);
  });

  it("gives up a join that waits for its token, and lets the same user join at once", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => {}));
    const joined = client.join("app", "room", null, 7);
    await client.leave();
    await expect(joined).rejects.toMatchObject({ code: "OPERATION_ABORTED" });
    expect(states.slice(1)).toEqual([
      ["DISCONNECTING", "CONNECTING"],
      ["DISCONNECTED", "DISCONNECTING", "LEAVE"],
    ]);
    expect(engine.methods).toEqual([]);
    expect(await join()).toBe(7);
  });

  it("resets the client before anybody is told, and not after who joins again at once", async () => {
    await join();
    engine.tell("user-joined", "8");
    let seen: unknown;
    let again: Promise<unknown> | undefined;
    client.on("connection-state-change", (current) => {
      if (current !== "DISCONNECTED" || again) return;
      seen = [client.uid, client.channelName, client.remoteUsers, client.localTracks];
      again = client.join("app", "room", token);
    });
    const left = client.leave();
    await engine.called("leave");
    engine.tell("state", "DISCONNECTING", "CONNECTED", undefined);
    engine.tell("state", "DISCONNECTED", "DISCONNECTING", "LEAVE");
    await engine.settle("leave");
    await left;
    expect(seen).toEqual([undefined, undefined, [], []]);
    await vi.waitFor(() => expect(engine.methods).toEqual(["join", "leave", "join"]));
    await engine.settle("join", { identity: "7", room: "room" });
    expect(await again).toBe(7);
  });
});

describe("order", () => {
  it("keeps calls in the order in which they were made, through loading and the token", async () => {
    let start!: () => void;
    let answer!: (response: Response) => void;
    engine.started = new Promise<void>((resolve) => {
      start = resolve;
    });
    vi.stubGlobal("fetch", () => new Promise((resolve) => (answer = resolve)));
    const all = [
      client.enableDualStream(),
      client.join("app", "room", null, 7),
      client.setRemoteVideoStreamType(8, 1),
      client.setClientRole("host"),
    ];
    client.setLowStreamParameter({ width: 320 });
    for (const call of all) call.catch(() => {});
    start();
    await vi.waitFor(() => expect(engine.methods).toEqual(["setDualStream"]));
    answer(Response.json({ server_url: server, participant_token: token }));
    await vi.waitFor(() =>
      expect(engine.methods).toEqual([
        "setDualStream",
        "join",
        "setRemoteVideoStreamType",
        "setClientRole",
        "setLowStreamParameter",
      ]),
    );
    expect(engine.calls.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("a crash of the engine", () => {
  it("rejects what is under way, tells DISCONNECTED, and the next join starts anew with what outlasts a session", async () => {
    engine.settleAtOnce.add("setDualStream").add("setLowStreamParameter");
    engine.settleAtOnce.add("setRemoteDefaultVideoStreamType");
    await client.enableDualStream();
    await client.setRemoteDefaultVideoStreamType(1);
    client.setLowStreamParameter({ width: 320 });
    await join();
    const waiting = client.setRemoteVideoStreamType(8, 1);
    await engine.called("setRemoteVideoStreamType");
    engine.crash();
    await expect(waiting).rejects.toMatchObject({ code: "UNEXPECTED_ERROR" });
    expect(states.at(-1)).toEqual(["DISCONNECTED", "CONNECTED", "NETWORK_ERROR"]);
    engine.tell("user-joined", "9");
    engine.calls.length = 0;
    expect(await join()).toBe(7);
    expect(engine.methods).toEqual([
      "setLowStreamParameter",
      "setDualStreamMode",
      "setRemoteDefaultVideoStreamType",
      "join",
    ]);
    expect(engine.calls.map(({ args }) => args).slice(0, 3)).toEqual([[320, 0, 0, 0], [1], [1]]);
    expect(engine.clients).toBe(2);
    expect(client.remoteUsers).toEqual([]);
  });
});
