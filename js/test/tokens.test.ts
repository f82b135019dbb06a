import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineClient } from "../src/engine-client.ts";
import { Tokens } from "../src/tokens.ts";
import { tokenOf } from "./fakes.ts";

const server = { ws: "wss://media.example", http: "https://media.example", from: "test" };
const NOW = Date.parse("2026-01-01T12:00:00Z");

/** A token that ends in so many seconds. */
const ending = (seconds: number) => tokenOf({ exp: NOW / 1000 + seconds });

let calls: unknown[][];
let told: string[];
let reconnecting: boolean;
let tokens: Tokens;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  calls = [];
  told = [];
  reconnecting = true;
  const engine = {
    call: async (...call: unknown[]) => {
      calls.push(call);
      told.push(String(call[0]));
    },
  } as unknown as EngineClient;
  tokens = new Tokens(engine, {
    willExpire: () => told.push("will"),
    didExpire: () => told.push("did"),
    reconnecting: () => reconnecting,
  });
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The server answers so about each token. */
function serverSays(status: (token: string | null) => number) {
  const fetched = vi.fn(async (url: string) => {
    const token = new URL(url).searchParams.get("access_token");
    return new Response("", { status: status(token) });
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

describe("the end of a token", () => {
  it("is told 30 s ahead, and once", () => {
    tokens.begin(server, ending(40), true);
    vi.advanceTimersByTime(9_900);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(["will"]);
    vi.advanceTimersByTime(100_000);
    expect(told).toEqual(["will"]);
  });

  it.each([29, 0, -5])("is told at once where %s s are left, and not before begin has returned", (left) => {
    tokens.begin(server, ending(left), true);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(told).toEqual(["will"]);
  });

  it("is moved by a new token", () => {
    tokens.begin(server, ending(40), true);
    tokens.renew(ending(100));
    vi.advanceTimersByTime(69_900);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(["will"]);
  });

  it("is not told after leaving", () => {
    tokens.begin(server, ending(40), true);
    tokens.clear();
    tokens.renew(ending(10));
    vi.advanceTimersByTime(100_000);
    expect(told).toEqual([]);
  });

  it("is not told of tokens of which the application knows nothing, nor of those without an end", () => {
    tokens.begin(server, ending(40), false);
    vi.advanceTimersByTime(100_000);
    tokens.begin(server, tokenOf({}), true);
    tokens.renew(tokenOf({ exp: "soon" }));
    vi.advanceTimersByTime(100_000);
    expect(told).toEqual([]);
  });

  it("may be further off than a timer reaches", () => {
    const days = 60 * 24 * 3600;
    tokens.begin(server, ending(days), true);
    vi.advanceTimersByTime((days - 31) * 1000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual(["will"]);
  });
});

describe("a failed reconnection", () => {
  it("says nothing where the server cannot be reached or takes the token", async () => {
    tokens.begin(server, "own", false);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    await tokens.failed("own");
    for (const status of [200, 404, 500, 503]) {
      serverSays(() => status);
      await tokens.failed("own");
    }
    expect(told).toEqual([]);
  });

  it.each([401, 403])(
    "ends the call where the server refuses the application's own token with %s",
    async (status) => {
      tokens.begin(server, "own", false);
      serverSays(() => status);
      await tokens.failed("own");
      expect(told).toEqual(["expire", "did"]);
    },
  );

  it("tries the application's own where the server refuses another", async () => {
    tokens.begin(server, "own", false);
    tokens.renew(ending(1000));
    serverSays(() => 401);
    await tokens.failed("refreshed");
    expect(calls).toEqual([["renewToken", ending(1000)]]);
    await tokens.failed(ending(1000));
    expect(told).toEqual(["renewToken", "expire", "did"]);
    tokens.clear();
  });

  it("asks once at a time", async () => {
    tokens.begin(server, "own", false);
    const fetched = serverSays(() => 401);
    const first = tokens.failed("own");
    await tokens.failed("own");
    await first;
    expect(fetched).toHaveBeenCalledOnce();
    expect(told).toEqual(["expire", "did"]);
  });

  it("counts no more where the client is connected again or has left", async () => {
    tokens.begin(server, "own", false);
    serverSays(() => 401);
    reconnecting = false;
    await tokens.failed("own");
    reconnecting = true;
    const late = tokens.failed("own");
    tokens.clear();
    await late;
    await tokens.failed("own");
    expect(told).toEqual([]);
  });

  it("survives an engine that does not answer", async () => {
    const broken = new Tokens(
      { call: async () => Promise.reject(new Error("lost")) } as unknown as EngineClient,
      {
        willExpire: () => {},
        didExpire: () => told.push("did"),
        reconnecting: () => true,
      },
    );
    broken.begin(server, "own", false);
    serverSays(() => 401);
    await broken.failed("own");
    await broken.failed("other");
    expect(told).toEqual([]);
  });
});
