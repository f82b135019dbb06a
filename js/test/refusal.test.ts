import { afterEach, describe, expect, it, vi } from "vitest";
import { AgoraRTCError } from "../src/error.ts";
import { explain, isRefused } from "../src/refusal.ts";

const server = { ws: "wss://media.example", http: "https://media.example", from: "test" };
const unreachable = new AgoraRTCError("CAN_NOT_GET_GATEWAY_SERVER", "no connection");

function answer(status: number, text: string) {
  const fetched = vi.fn(async (_url: string) => new Response(text, { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe("explain", () => {
  it("tells that the token was refused, and the server's reason", async () => {
    const fetched = answer(401, "invalid token: signature");
    const told = await explain(unreachable, server, "a/b");
    expect(told).toMatchObject({ code: "CAN_NOT_GET_GATEWAY_SERVER" });
    expect(told.message).toContain("https://media.example refused the token: invalid token: signature");
    expect(fetched.mock.calls[0]?.[0]).toBe("https://media.example/rtc/validate?access_token=a%2Fb");
  });

  it("does not repeat the token as the server does", async () => {
    answer(401, "invalid token: eyJhbGciOiJI.eyJpc3MiOiJ.w4LYMkb, error: its signature is invalid");
    const { message } = await explain(unreachable, server, "eyJhbGciOiJI.eyJpc3MiOiJ.w4LYMkb");
    expect(message).toContain("invalid token: (token), error: its signature is invalid");
  });

  it("tells the HTTP status of another refusal", async () => {
    answer(503, "busy");
    expect((await explain(unreachable, server, "t")).message).toContain("HTTP status 503: busy");
  });

  it("has nothing to add where the server accepts the token or does not answer", async () => {
    answer(200, "success");
    expect(await explain(unreachable, server, "t")).toBe(unreachable);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await explain(unreachable, server, "t")).toBe(unreachable);
  });

  it("asks nothing for other errors", async () => {
    const fetched = answer(401, "");
    const aborted = new AgoraRTCError("OPERATION_ABORTED", "leave");
    expect(await explain(aborted, server, "t")).toBe(aborted);
    expect(fetched).not.toHaveBeenCalled();
  });
});

describe("isRefused", () => {
  it.each([
    [401, true],
    [403, true],
    [200, false],
    [404, false],
    [503, false],
  ])("is, for status %s, %s", async (status, refused) => {
    answer(status, "");
    expect(await isRefused(server, "t")).toBe(refused);
  });

  it("is not where the server does not answer", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await isRefused(server, "t")).toBe(false);
  });
});
