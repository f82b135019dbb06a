import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../src/client.ts";
import { createCustomAudioTrack, createCustomVideoTrack } from "../src/create-tracks.ts";
import { exceptionMessage } from "../src/exceptions.ts";
import type { NetworkQuality } from "../src/types.ts";
import { FakeEngine, fakeMedia, joinRoom, newClient, stubPage } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;
let heard: NetworkQuality[];

/** Stands in for the page, online or not. */
const page = { userAgent: "test", platform: "test", maxTouchPoints: 0, onLine: true };

const quality = (up: number, down = up) => ({ uplinkNetworkQuality: up, downlinkNetworkQuality: down });

beforeEach(async () => {
  stubPage();
  page.onLine = true;
  vi.stubGlobal("navigator", page);
  engine = new FakeEngine();
  for (const method of ["leave", "unpublish", "unsubscribe"]) engine.settleAtOnce.add(method);
  client = newClient(engine);
  heard = [];
  client.on("network-quality", (told) => heard.push(told));
});

afterEach(async () => {
  vi.useRealTimers();
  await client.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Joins, and from then on the test makes the time. */
async function join(): Promise<void> {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  await joinRoom(engine, client);
}

describe("network-quality", () => {
  it("is told every two seconds while in a channel", async () => {
    await join();
    vi.advanceTimersByTime(1900);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual([quality(0)]);
    engine.tell("statistics", JSON.stringify({ network: quality(2, 5) }));
    vi.advanceTimersByTime(4000);
    expect(heard.slice(1)).toEqual([quality(2, 5), quality(2, 5)]);
    await client.leave();
    vi.advanceTimersByTime(10_000);
    expect(heard).toHaveLength(3);
    await joinRoom(engine, client);
    vi.advanceTimersByTime(2000);
    expect(heard.slice(3)).toEqual([quality(0)]);
  });

  it("is unknown while reconnecting", async () => {
    await join();
    engine.tell("statistics", JSON.stringify({ network: quality(1) }));
    engine.tell("state", "RECONNECTING", "CONNECTED", undefined);
    vi.advanceTimersByTime(2000);
    engine.tell("state", "CONNECTED", "RECONNECTING", undefined);
    vi.advanceTimersByTime(2000);
    expect(heard).toEqual([quality(0), quality(1)]);
  });

  it("is 6 where the browser is offline", async () => {
    await join();
    engine.tell("statistics", JSON.stringify({ network: quality(1) }));
    page.onLine = false;
    vi.advanceTimersByTime(2000);
    engine.tell("state", "RECONNECTING", "CONNECTED", undefined);
    vi.advanceTimersByTime(2000);
    page.onLine = true;
    vi.advanceTimersByTime(2000);
    expect(heard).toEqual([quality(6), quality(6), quality(0)]);
  });

  it("is what was measured where the media server is on this machine, offline or not", async () => {
    client = newClient(engine, "ws://127.0.0.1:7880");
    client.on("network-quality", (told) => heard.push(told));
    await join();
    engine.tell("statistics", JSON.stringify({ network: quality(1) }));
    page.onLine = false;
    vi.advanceTimersByTime(2000);
    expect(heard).toEqual([quality(1)]);
  });
});

describe("getRemoteNetworkQuality", () => {
  it("has those of whom something is subscribed, from the call on", async () => {
    await join();
    engine.tell("user-joined", "8");
    engine.tell("user-joined", "9");
    engine.tell("user-published", "8", "audio");
    expect(client.getRemoteNetworkQuality()).toEqual({});
    void client.subscribe(8, "audio").catch(() => {});
    expect(client.getRemoteNetworkQuality()).toEqual({ 8: quality(0) });
    engine.tell("statistics", JSON.stringify({ remoteNetwork: { 8: quality(4) } }));
    expect(client.getRemoteNetworkQuality()).toEqual({ 8: quality(4) });
    engine.tell("state", "RECONNECTING", "CONNECTED", undefined);
    expect(client.getRemoteNetworkQuality()).toEqual({ 8: quality(0) });
    await client.leave();
    expect(client.getRemoteNetworkQuality()).toEqual({});
  });
});

describe("remote statistics", () => {
  it("are there in both maps from the call of subscribe on", async () => {
    await join();
    engine.tell("user-joined", "8");
    engine.tell("user-published", "8", "audio");
    expect(client.getRemoteAudioStats()).toEqual({});
    void client.subscribe(8, "audio").catch(() => {});
    for (const stats of [client.getRemoteAudioStats(), client.getRemoteVideoStats()]) {
      expect(stats).toMatchObject({ 8: { receiveBytes: 0, currentPacketLossRate: 0 } });
    }
    expect(client.getRemoteVideoStats()["8"]?.publishDuration).toBe(-1);
    expect(client.getRemoteAudioStats()["8"]?.publishDuration).toBeGreaterThanOrEqual(0);
  });
});

describe("exception", () => {
  it("is told with its name and uid", async () => {
    await join();
    const told: unknown[] = [];
    client.on("exception", (event) => told.push(event));
    engine.tell("exception", "7", 1001);
    engine.tell("exception", "8", 4005);
    expect(told).toEqual([
      { code: 1001, msg: "FRAMERATE_INPUT_TOO_LOW", uid: 7 },
      { code: 4005, msg: "RECV_AUDIO_DECODE_FAILED_RECOVER", uid: 8 },
    ]);
  });

  it.each([
    [1001, "FRAMERATE_INPUT_TOO_LOW"],
    [1002, "FRAMERATE_SENT_TOO_LOW"],
    [1003, "SEND_VIDEO_BITRATE_TOO_LOW"],
    [1005, "RECV_VIDEO_DECODE_FAILED"],
    [1006, "LOW_STREAM_NOT_SENT"],
    [2001, "AUDIO_INPUT_LEVEL_TOO_LOW"],
    [2002, "AUDIO_OUTPUT_LEVEL_TOO_LOW"],
    [2003, "SEND_AUDIO_BITRATE_TOO_LOW"],
    [2005, "RECV_AUDIO_DECODE_FAILED"],
  ])("%i is %s, and with 2000 its recovery", (code, msg) => {
    expect(exceptionMessage(code)).toBe(msg);
    expect(exceptionMessage(code + 2000)).toBe(`${msg}_RECOVER`);
  });
});

describe("getStats", () => {
  it("of a local track is the client's that publishes it", async () => {
    const audio = createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });
    const video = createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") });
    await join();
    engine.tell("statistics", '{"localAudio":{"sendBytes":5},"localVideo":{"sendBytes":6}}');
    expect([audio.getStats().sendBytes, video.getStats().sendBytes]).toEqual([0, 0]);
    const published = client.publish([audio, video]);
    await engine.settle("publish");
    await published;
    expect(audio.getStats()).toEqual(client.getLocalAudioStats());
    expect(video.getStats()).toEqual(client.getLocalVideoStats());
    expect([audio.getStats().sendBytes, video.getStats().sendBytes]).toEqual([5, 6]);
    await client.unpublish(video);
    expect(video.getStats()).toMatchObject({ sendBytes: 0, sendFrameRate: 0 });
  });

  it.each(["audio", "video"] as const)("of a remote track is its user's: %s", async (kind) => {
    await join();
    engine.tell("user-joined", "8");
    engine.tell("user-published", "8", kind);
    const subscribing = client.subscribe(8, kind);
    await engine.called("subscribe");
    engine.tell("track", "8", kind, fakeMedia(kind));
    await engine.settle("subscribe");
    const track = await subscribing;
    expect(track.getStats()).toMatchObject({ receiveBytes: 0, freezeRate: 0 });
    engine.tell(
      "statistics",
      '{"remoteAudio":{"8":{"receiveBytes":5}},"remoteVideo":{"8":{"receiveBytes":5}}}',
    );
    expect(track.getStats().receiveBytes).toBe(5);
    await client.leave();
    expect(track.getStats().receiveBytes).toBe(0);
  });
});
