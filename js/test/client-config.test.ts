import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readClientConfig } from "../src/client-config.ts";
import { readRetry } from "../src/retry.ts";
import { readTurnServers } from "../src/turn.ts";
import type { ClientConfig } from "../src/types.ts";

const config: ClientConfig = { codec: "vp8", mode: "rtc" };
const turn = { turnServerURL: "turn.example", username: "u", password: "p", udpport: 3478 };

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe("the configuration of a client", () => {
  it("has the documented times of retries", () => {
    expect(readClientConfig(config).engine.retry).toEqual({
      firstMs: 500,
      growPercent: 150,
      longestMs: 10_000,
      attempts: 0,
    });
    expect(console.warn).not.toHaveBeenCalled();
  });

  it("refuses a proxy, and says what to use", () => {
    expect(() => readClientConfig({ ...config, proxyServer: "proxy.example" as never })).toThrow(
      /NOT_SUPPORTED: config.proxyServer .*TURN/,
    );
    readClientConfig({ ...config, proxyServer: undefined } as unknown as ClientConfig);
  });

  it("warns that retries over HTTP are not there", () => {
    readClientConfig({ ...config, httpRetryConfig: { timeout: 100 } });
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining("httpRetryConfig has no effect"));
  });

  it.each(["httpRetryConfig", "websocketRetryConfig"])("checks %s", (name) => {
    for (const wrong of [{ timeout: -1 }, { timeoutFactor: "2" }, { maxRetryCount: Number.NaN }]) {
      const [field] = Object.keys(wrong);
      expect(() => readClientConfig({ ...config, [name]: wrong })).toThrow(
        `INVALID_PARAMS: config.${name}.${field}`,
      );
    }
    expect(() => readClientConfig({ ...config, [name]: 5 })).toThrow(`INVALID_PARAMS: config.${name} is 5`);
  });

  it("reads a TURN server", () => {
    expect(readClientConfig(config).engine.rtc).toEqual({ iceServers: [], iceTransportPolicy: "all" });
    expect(readClientConfig({ ...config, turnServer: turn }).engine.rtc.iceServers).toHaveLength(1);
    expect(() => readClientConfig({ ...config, turnServer: { ...turn, username: "" } })).toThrow(
      "INVALID_PARAMS: config.turnServer.username",
    );
  });
});

describe("readRetry", () => {
  it("counts the first attempt, which is no retry", () => {
    expect(readRetry("x", { maxRetryCount: 0 }).attempts).toBe(1);
    expect(readRetry("x", { maxRetryCount: 4 }).attempts).toBe(5);
    expect(readRetry("x", { maxRetryCount: Number.POSITIVE_INFINITY }).attempts).toBe(0);
  });

  it("knows no wait that is endless", () => {
    const endless = Number.POSITIVE_INFINITY;
    expect(readRetry("x", { timeout: endless, timeoutFactor: endless, maxRetryTimeout: endless })).toEqual({
      firstMs: 120_000,
      growPercent: 100_000,
      longestMs: 120_000,
      attempts: 0,
    });
  });
});

describe("readTurnServers", () => {
  it("has an address for each port, and relays only where one server says so", () => {
    const servers = [
      { ...turn, tcpport: 443 },
      { turnServerURL: "[2001:db8::1]", username: "v", password: "q", tcpport: 80, forceturn: true },
    ];
    expect(readTurnServers("x", servers)).toEqual({
      iceServers: [
        {
          urls: ["turn:turn.example:3478?transport=udp", "turn:turn.example:443?transport=tcp"],
          username: "u",
          credential: "p",
        },
        { urls: ["turn:[2001:db8::1]:80?transport=tcp"], username: "v", credential: "q" },
      ],
      iceTransportPolicy: "relay",
    });
    expect(readTurnServers("x", turn).iceTransportPolicy).toBe("all");
    expect(readTurnServers("x", [])).toEqual({ iceServers: [], iceTransportPolicy: "all" });
  });

  it.each<[string, object]>([
    ["turnServerURL", { turnServerURL: "turn:turn.example:3478" }],
    ["turnServerURL", { turnServerURL: "" }],
    ["turnServerURL", { turnServerURL: undefined }],
    ["username", { username: 5 }],
    ["password", { password: "" }],
    ["udpport", { udpport: 65_536 }],
    ["udpport", { udpport: "3478" }],
    ["udpport", { udpport: undefined }],
    ["tcpport", { tcpport: 1.5 }],
    ["forceturn", { forceturn: 1 }],
  ])("refuses a wrong %s: %o", (field, wrong) => {
    expect(() => readTurnServers("x", { ...turn, ...wrong } as never)).toThrow(
      `INVALID_PARAMS: x.${field} is`,
    );
  });

  it.each([null, 5, "turn.example"])("refuses %o", (wrong) => {
    expect(() => readTurnServers("x", wrong as never)).toThrow("INVALID_PARAMS: x is");
  });
});
