import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client } from "../src/client.ts";
import type { ClientConfig } from "../src/types.ts";
import { FakeEngine, joinRoom, stubPage, tokenOf } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;
let told: unknown[][];

const renewed = (claims: object = {}) => tokenOf({ sub: "7", video: { room: "room" }, ...claims });

function make(config: Partial<ClientConfig> = {}): Client {
  const made = new Client(engine.loader, {
    codec: "vp8",
    mode: "rtc",
    serverUrl: "ws://media.example",
    ...config,
  });
  for (const name of [
    "connection-state-change",
    "token-privilege-will-expire",
    "token-privilege-did-expire",
    "user-info-updated",
    "media-reconnect-start",
    "media-reconnect-end",
  ] as const) {
    made.on(name, (...args: unknown[]) => told.push([name, ...args]));
  }
  return made;
}

beforeEach(() => {
  stubPage();
  engine = new FakeEngine();
  engine.settleAtOnce.add("leave").add("setDualStream").add("setDualStreamMode").add("setClientRole");
  engine.settleAtOnce.add("renewToken").add("setRemoteDefaultVideoStreamType").add("setLowStreamParameter");
  told = [];
  client = make();
});

afterEach(async () => {
  await client.leave();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("renewToken", () => {
  it.each([undefined, null, "", 5, "x".repeat(2048)])("rejects %o", async (token) => {
    await joinRoom(engine, client);
    await expect(client.renewToken(token as string)).rejects.toThrow("INVALID_PARAMS: token is");
    expect(engine.calls).toEqual([]);
  });

  it("rejects what is no token, or that of another user or channel, and names both", async () => {
    await joinRoom(engine, client);
    await expect(client.renewToken("006abc")).rejects.toThrow('INVALID_PARAMS: token is "006abc"');
    await expect(client.renewToken(renewed({ sub: "8" }))).rejects.toThrow(/INVALID_PARAMS: uid is "7".*"8"/);
    await expect(client.renewToken(renewed({ video: { room: "other" } }))).rejects.toThrow(
      /INVALID_PARAMS: channel is "room".*"other"/,
    );
    expect(engine.calls).toEqual([]);
  });

  it("rejects where no channel was joined", async () => {
    await expect(client.renewToken(renewed())).rejects.toThrow(
      "INVALID_OPERATION: renewToken: the client is DISCONNECTED",
    );
  });

  it.each(["CONNECTED", "RECONNECTING"] as const)("reaches the engine while %s", async (state) => {
    await joinRoom(engine, client);
    engine.tell("state", state, "CONNECTED", undefined);
    await client.renewToken(renewed());
    expect(engine.calls.map(({ method, args }) => [method, ...args])).toEqual([["renewToken", renewed()]]);
  });
});

describe("the end of a token", () => {
  const soon = () => Math.floor(Date.now() / 1000) + 10;

  async function join(token: string | null): Promise<void> {
    const joined = client.join("app", "room", token);
    await engine.called("join");
    engine.tell("state", "CONNECTED", "CONNECTING", undefined);
    await engine.settle("join", { identity: "7", room: "room" });
    await joined;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  const expiring = () => told.filter(([name]) => name === "token-privilege-will-expire").length;

  it("is told after join where less than 30 s are left, and by the renewed one", async () => {
    await join(renewed({ exp: soon() }));
    expect(expiring()).toBe(1);
    await client.renewToken(renewed({ exp: soon() }));
    await vi.waitFor(() => expect(expiring()).toBe(2));
  });

  it("is not told of a token that the page did not give", async () => {
    vi.stubGlobal("document", new EventTarget());
    const token = renewed({ exp: soon() });
    vi.stubGlobal("fetch", async () =>
      Response.json({ server_url: "ws://media.example", participant_token: token }),
    );
    await join(null);
    expect(expiring()).toBe(0);
  });

  it("is told as having come where the server refuses the reconnection: the client has left before", async () => {
    await join(renewed());
    vi.stubGlobal("fetch", async () => new Response("expired", { status: 401 }));
    engine.tell("state", "RECONNECTING", "CONNECTED", undefined);
    engine.tell("reconnect-failed", renewed());
    await engine.called("expire");
    engine.tell("state", "DISCONNECTING", "RECONNECTING", undefined);
    engine.tell("state", "DISCONNECTED", "DISCONNECTING", "TOKEN_EXPIRE");
    await engine.settle("expire");
    await vi.waitFor(() => expect(told.at(-1)).toEqual(["token-privilege-did-expire"]));
    expect(told.at(-2)).toEqual(["connection-state-change", "DISCONNECTED", "DISCONNECTING", "TOKEN_EXPIRE"]);
    expect(client.uid).toBeUndefined();
  });
});

describe("events of the connection and of users", () => {
  it("tells what users do with their tracks", async () => {
    await joinRoom(engine, client);
    engine.tell("user-muted", "8", "video", true);
    engine.tell("user-muted", "alice", "audio", false);
    expect(told.slice(-2)).toEqual([
      ["user-info-updated", 8, "mute-video"],
      ["user-info-updated", "alice", "unmute-audio"],
    ]);
  });

  it("tells the interruption of what is published, with the own uid", async () => {
    await joinRoom(engine, client);
    engine.tell("media-reconnect", false);
    engine.tell("media-reconnect", true);
    expect(told.slice(-2)).toEqual([
      ["media-reconnect-start", 7],
      ["media-reconnect-end", 7],
    ]);
  });
});

describe("mode and role", () => {
  it("are those of the configuration", () => {
    expect([client.mode, client.role]).toEqual(["rtc", "host"]);
    const live = make({ mode: "live" });
    expect([live.mode, live.role]).toEqual(["live", "audience"]);
    expect(make({ mode: "live", role: "host" }).role).toBe("host");
    expect(make({ mode: "rtc", role: "audience" }).role).toBe("host");
  });

  it("changes when the engine took it", async () => {
    const live = make({ mode: "live" });
    await live.setClientRole("host");
    expect(live.role).toBe("host");
    engine.settleAtOnce.delete("setClientRole");
    const refused = live.setClientRole("audience");
    await engine.fail("setClientRole", "INVALID_OPERATION", "publishing");
    await expect(refused).rejects.toThrow("INVALID_OPERATION");
    expect(live.role).toBe("host");
  });

  it("takes a latency level, and warns that it has no effect", async () => {
    const live = make({ mode: "live" });
    await live.setClientRole("audience", { level: 2 });
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining("options.level has no effect"));
    for (const options of [{ level: 3 }, {}, null, 5]) {
      await expect(live.setClientRole("audience", options as never)).rejects.toThrow(
        "INVALID_PARAMS: options",
      );
    }
    await expect(live.setClientRole("king" as never)).rejects.toThrow("INVALID_PARAMS: role");
  });
});

describe("setDualStreamMode", () => {
  it.each([-1, 0, 1] as const)("hands %s to the engine, after the parameter", async (mode) => {
    await client.setDualStreamMode(mode, { width: 320 });
    expect(engine.calls.map(({ method, args }) => [method, ...args])).toEqual([
      ["setLowStreamParameter", 320, 0, 0, 0],
      ["setDualStreamMode", mode],
    ]);
  });

  it.each([2, -2, "1", null, undefined, true])("rejects the mode %o", async (mode) => {
    await expect(client.setDualStreamMode(mode as never)).rejects.toThrow("INVALID_PARAMS: mode is");
  });

  it("rejects a wrong parameter and changes nothing", async () => {
    await expect(client.setDualStreamMode(1, { width: 0 })).rejects.toThrow(
      "INVALID_PARAMS: streamParameter.width",
    );
    expect(engine.calls).toEqual([]);
  });
});

describe("setRemoteDefaultVideoStreamType", () => {
  it("hands the type to the engine, before join too", async () => {
    await client.setRemoteDefaultVideoStreamType(1);
    expect(engine.calls.map(({ method, args }) => [method, ...args])).toEqual([
      ["setRemoteDefaultVideoStreamType", 1],
    ]);
  });

  it.each([2, "1", null, undefined])("rejects %o", async (type) => {
    await expect(client.setRemoteDefaultVideoStreamType(type as never)).rejects.toThrow(
      "INVALID_PARAMS: streamType is",
    );
  });
});

describe("setTurnServer", () => {
  const turn = { turnServerURL: "turn.example", username: "u", password: "p", udpport: 3478 };
  const read = { urls: ["turn:turn.example:3478?transport=udp"], username: "u", credential: "p" };

  it("is seen by the engine when a connection is made, and is replaced", async () => {
    await client.enableDualStream();
    expect(engine.config?.rtc).toEqual({ iceServers: [], iceTransportPolicy: "all" });
    client.setTurnServer({ ...turn, forceturn: true });
    expect(engine.config?.rtc).toEqual({ iceServers: [read], iceTransportPolicy: "relay" });
    client.setTurnServer([]);
    expect(engine.config?.rtc).toEqual({ iceServers: [], iceTransportPolicy: "all" });
  });

  it("may be given with the client's configuration", async () => {
    client = make({ turnServer: turn });
    await client.enableDualStream();
    expect(engine.config?.rtc).toEqual({ iceServers: [read], iceTransportPolicy: "all" });
  });

  it("throws where it is wrong, or during a call", async () => {
    expect(() => client.setTurnServer({ ...turn, udpport: 0 })).toThrow("INVALID_PARAMS: turnServer.udpport");
    await joinRoom(engine, client);
    expect(() => client.setTurnServer(turn)).toThrow(
      "INVALID_OPERATION: setTurnServer: the client is CONNECTED",
    );
  });
});
