import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../src/client.ts";
import { createChannelMediaRelayConfiguration } from "../src/unsupported.ts";
import { FakeEngine, newClient, stubPage } from "./fakes.ts";

let client: Client;

beforeEach(() => {
  stubPage();
  client = newClient(new FakeEngine());
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe("members that a media server has nothing for", () => {
  it.each<[string, unknown[], RegExp]>([
    ["setLiveTranscoding", [{}], /Egress/],
    ["startLiveStreaming", ["rtmp://x", true], /Egress/],
    ["stopLiveStreaming", ["rtmp://x"], /Egress/],
    ["addInjectStreamUrl", ["rtmp://x", {}], /Ingress/],
    ["removeInjectStreamUrl", [], /Ingress/],
    ["startChannelMediaRelay", [{}], /second client/],
    ["updateChannelMediaRelay", [{}], /second client/],
    ["stopChannelMediaRelay", [], /second client/],
    ["sendCustomReportMessage", [[]], /own server/],
  ])("%s rejects, and says what to use", async (member, args, says) => {
    const call = (client as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[
      member
    ]?.apply(client, args);
    expect(call).toBeInstanceOf(Promise);
    await expect(call).rejects.toMatchObject({ code: "NOT_SUPPORTED", message: expect.stringMatching(says) });
    await expect(call).rejects.toThrow(`NOT_SUPPORTED: ${member} `);
  });

  it("throw at once where they are no promises", () => {
    expect(() => client.setProxyServer("x")).toThrow(/NOT_SUPPORTED: setProxyServer .*TURN/);
    expect(() => client.startProxyServer()).toThrow(/NOT_SUPPORTED: startProxyServer .*TURN/);
    expect(() => client.startProxyServer(3)).toThrow("NOT_SUPPORTED");
    expect(() => client.startProxyServer(9)).toThrow("INVALID_PARAMS: mode is 9");
    expect(() => createChannelMediaRelayConfiguration()).toThrow(/NOT_SUPPORTED.*second client/);
  });

  it("warns that there is no proxy to stop", () => {
    client.stopProxyServer();
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining("there is no proxy"));
  });
});

describe("setEncryptionConfig", () => {
  it("takes what there is, and refuses the rest", () => {
    client.setEncryptionConfig("none", "");
    expect(() => client.setEncryptionConfig("aes-256-xts", "s")).toThrow(
      /NOT_SUPPORTED: setEncryptionConfig with aes-256-xts .*"none"/,
    );
    expect(() => client.setEncryptionConfig("rot13" as never, "s")).toThrow(
      'INVALID_PARAMS: encryptionMode is "rot13"',
    );
  });
});

describe("setArea", () => {
  it("takes the documented areas in each form, and warns once that the server is the page's own", async () => {
    const { setArea } = await import("../src/area.ts");
    for (const area of ["GLOBAL", ["CHINA", "ASIA"], { areaCode: "GLOBAL", excludedArea: ["CHINA"] }])
      setArea(area);
    expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining("setArea has no effect")]]);
  });

  it.each([
    undefined,
    null,
    5,
    "MOON",
    [],
    ["ASIA", "MOON"],
    { areaCode: "MOON" },
    { areaCode: "ASIA", excludedArea: 5 },
  ])("refuses %o", async (area) => {
    const { setArea } = await import("../src/area.ts");
    expect(() => setArea(area)).toThrow(/INVALID_PARAMS: (area|excludedArea) is/);
    expect(console.warn).not.toHaveBeenCalled();
  });
});
