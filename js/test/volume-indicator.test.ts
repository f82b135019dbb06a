import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../src/client.ts";
import { createCustomAudioTrack } from "../src/create-tracks.ts";
import type { UserVolume } from "../src/types.ts";
import { FakeEngine, fakeMedia, joinRoom, newClient, stubPage } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;
let told: UserVolume[][];

beforeEach(async () => {
  stubPage();
  engine = new FakeEngine();
  for (const method of ["publish", "subscribe", "leave", "setTrackMuted", "unpublish"]) {
    engine.settleAtOnce.add(method);
  }
  client = newClient(engine);
  told = [];
  client.on("volume-indicator", (volumes) => told.push(volumes));
  await joinRoom(engine, client);
});

afterEach(async () => {
  await client.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Tells the statistics of a second, with amplitudes of 0 to 1. */
function second(own: number, others: Record<string, number> = {}): void {
  const remoteAudio = Object.fromEntries(
    Object.entries(others).map(([identity, level]) => [identity, { receiveLevel: level * 32767 }]),
  );
  engine.tell("statistics", JSON.stringify({ localAudio: { sendVolumeLevel: own * 32767 }, remoteAudio }));
}

async function hear(identity: string): Promise<void> {
  engine.tell("user-joined", identity);
  engine.tell("user-published", identity, "audio");
  engine.tell("track", identity, "audio", fakeMedia("audio"));
  await client.subscribe(identity, "audio");
}

describe("volume-indicator", () => {
  it("is told every other second, once it is enabled", async () => {
    await client.publish(createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") }));
    await hear("8");
    second(1);
    second(1);
    expect(told).toEqual([]);
    client.enableAudioVolumeIndicator();
    second(0.1, { 8: 1 });
    expect(told).toEqual([]);
    second(0.01, { 8: 0 });
    expect(told).toEqual([
      [
        { uid: 7, level: 60 },
        { uid: 8, level: 100 },
      ],
    ]);
    second(0);
    second(0);
    expect(told[1]?.map(({ level }) => level)).toEqual([0, 0]);
  });

  it("is about those who are heard now: the own user while audio is published, and whose audio is received", async () => {
    client.enableAudioVolumeIndicator();
    engine.tell("user-joined", "9");
    engine.tell("user-published", "9", "audio");
    await hear("8");
    second(0.5, { 8: 0.5, 9: 0.5 });
    second(0.5, { 8: 0.5, 9: 0.5 });
    expect(told.at(-1)?.map(({ uid }) => uid)).toEqual([8]);
    second(0.5, { 8: 0.5 });
    engine.tell("user-left", "8", "Quit");
    second(0.5, { 8: 0.5 });
    expect(told.at(-1)).toEqual([]);
  });

  it("outlasts the channel, but tells nothing outside of one", async () => {
    client.enableAudioVolumeIndicator();
    second(0.5);
    await client.leave();
    second(0.5);
    expect(told).toEqual([]);
    await joinRoom(engine, client);
    second(0.5);
    expect(told).toEqual([]);
    second(0.5);
    expect(told).toHaveLength(1);
    client.enableAudioVolumeIndicator();
    expect(console.warn).toHaveBeenCalledWith(expect.stringContaining("enabled already"));
  });

  it("asks the track itself where the browser does not say how loud it is sent", async () => {
    const track = createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });
    const level = vi.spyOn(track, "getVolumeLevel").mockReturnValue(0.42);
    await client.publish(track);
    client.enableAudioVolumeIndicator();
    second(0);
    second(0);
    expect(told).toEqual([[{ uid: 7, level: 42 }]]);
    await track.setEnabled(false);
    level.mockClear();
    second(0);
    second(0);
    expect(told[1]).toEqual([{ uid: 7, level: 0 }]);
    await track.setEnabled(true);
    await track.setMuted(true);
    second(0);
    second(0);
    expect(told[2]).toEqual([{ uid: 7, level: 0 }]);
    expect(level).not.toHaveBeenCalled();
  });
});
