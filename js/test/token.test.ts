// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { readJoin } from "../src/join-request.ts";
import { parseServer } from "../src/server-url.ts";
import { readClaims } from "../src/token.ts";
import { requestToken } from "../src/token-endpoint.ts";
import { tokenOf } from "./fakes.ts";

afterEach(() => vi.unstubAllGlobals());

describe("readClaims", () => {
  it("reads identity and room, of any alphabet", () => {
    expect(readClaims(tokenOf({ sub: "Зоя?>", video: { room: "r" } }))).toEqual({
      identity: "Зоя?>",
      room: "r",
    });
    expect(readClaims(tokenOf({}))).toEqual({ identity: undefined, room: undefined });
  });

  it("reads the end in ms, where it is a number", () => {
    expect(readClaims(tokenOf({ exp: 1.5 })).expiresAt).toBe(1500);
    expect(readClaims(tokenOf({ exp: "1" })).expiresAt).toBeUndefined();
  });

  it.each(["x", "a.b", "a.b.c", "a.bnVsbA.c", "006abc"])("refuses %s", (token) => {
    expect(() => readClaims(token)).toThrow(`INVALID_PARAMS: token is "${token}"`);
  });
});

describe("readJoin", () => {
  const token = tokenOf({ sub: "7", video: { room: "room" } });

  it.each([
    [undefined, "7", false],
    [null, "7", false],
    [7, "7", false],
    ["7", "7", true],
  ])("takes uid %s with a token of 7", (uid, identity, stringUid) => {
    expect(readJoin("app", "room", token, uid)).toMatchObject({ identity, stringUid });
  });

  it("names both where uid or channel differ from the token's", () => {
    expect(() => readJoin("app", "room", token, 8)).toThrow(/INVALID_PARAMS: uid is "8".*"7"/);
    expect(() => readJoin("app", "other", token, 7)).toThrow(/INVALID_PARAMS: channel is "other".*"room"/);
  });

  it("takes an empty token as none", () => {
    expect(readJoin("", "room", "", null)).toMatchObject({ token: "", identity: undefined });
    expect(readJoin("", "room", null, 7)).toMatchObject({ token: "", identity: "7" });
  });

  it.each<[string, unknown[], RegExp]>([
    ["appid", [undefined, "room", null], /appid is undefined/],
    ["appid", [5, "room", null], /appid is 5/],
    ["channel", ["app", "", null], /channel is ""/],
    ["channel", ["app", "x".repeat(65), null], /channel is "xxx/],
    ["channel", ["app", "ä", null], /channel is "ä"/],
    ["channel", ["app", 5, null], /channel is 5/],
    ["token", ["app", "room", undefined], /token is undefined/],
    ["token", ["app", "room", 5], /token is 5/],
    ["uid", ["app", "room", null, -1], /uid is -1/],
    ["uid", ["app", "room", null, {}], /uid is {}/],
  ])("refuses a wrong %s", (_, [appid, channel, given, uid], text) => {
    expect(() => readJoin(appid, channel, given, uid)).toThrow(text);
    expect(() => readJoin(appid, channel, given, uid)).toThrow(/INVALID_PARAMS/);
  });

  it("takes every documented character of a channel", () => {
    const channel = "aZ09 !#$%&()+-:;<=.>?@[]^_{}|~,";
    expect(readJoin("app", channel, null, null).channel).toBe(channel);
  });
});

describe("requestToken", () => {
  const server = parseServer("http://127.0.0.1:7880", "appid");
  const ask = () => requestToken(server, "room", "7", new AbortController().signal);

  it("asks in the form of LiveKit's token endpoints", async () => {
    const fetch = vi.fn(async () => Response.json({ server_url: "ws://media:1", participant_token: "t" }));
    vi.stubGlobal("fetch", fetch);
    expect(await ask()).toMatchObject({ server: { ws: "ws://media:1" }, token: "t" });
    const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe("http://127.0.0.1:7880/token");
    expect(init.method).toBe("POST");
    expect(JSON.parse(String(init.body))).toEqual({ room_name: "room", participant_identity: "7" });
  });

  it.each<[string, () => Promise<Response>, RegExp]>([
    [
      "404",
      async () => new Response("", { status: 404 }),
      /CAN_NOT_GET_GATEWAY_SERVER.*no token endpoint: pass a token/,
    ],
    [
      "405",
      async () => new Response("", { status: 405 }),
      /CAN_NOT_GET_GATEWAY_SERVER.*no token endpoint: pass a token/,
    ],
    ["403", async () => new Response("not you", { status: 403 }), /CAN_NOT_GET_GATEWAY_SERVER.*403.*not you/],
    [
      "no connection",
      async () => Promise.reject(new TypeError("Failed to fetch")),
      /CAN_NOT_GET_GATEWAY_SERVER.*127\.0\.0\.1:7880.*Failed to fetch/,
    ],
    ["no JSON", async () => new Response("<html>"), /UNEXPECTED_RESPONSE.*undefined/],
    ["null", async () => Response.json(null), /UNEXPECTED_RESPONSE.*null/],
    ["no token", async () => Response.json({ server_url: "ws://a" }), /UNEXPECTED_RESPONSE.*server_url/],
    [
      "a wrong server",
      async () => Response.json({ server_url: "x", participant_token: "t" }),
      /UNEXPECTED_RESPONSE.*"x"/,
    ],
  ])("rejects on %s", async (_, fetch, text) => {
    vi.stubGlobal("fetch", fetch);
    await expect(ask()).rejects.toThrow(text);
  });
});
