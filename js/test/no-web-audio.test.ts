// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBufferSourceAudioTrack } from "../src/buffer-source-track.ts";
import { createCustomAudioTrack } from "../src/create-tracks.ts";
import { RemoteAudioTrack } from "../src/remote-track.ts";
import { fakeBuffer } from "./fake-audio.ts";
import { FakeEngine, fakeMedia, joinRoom, newClient, stubMedia, stubPage } from "./fakes.ts";

beforeEach(() => {
  stubPage();
  stubMedia();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const unsupported = { code: "NOT_SUPPORTED", message: expect.stringContaining("Web Audio") };

it("a browser without Web Audio plays and sends audio as it is", () => {
  const track = createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });
  track.setVolume(100);
  expect(track.getVolumeLevel()).toBe(0);
  track.setAudioFrameCallback(null);
  const remote = new RemoteAudioTrack(7, fakeMedia("audio"));
  remote.setVolume(50);
  expect(remote.getVolumeLevel()).toBe(0);
});

it("and says so of all that needs it", async () => {
  const thrown = (call: () => void) => {
    try {
      call();
    } catch (error) {
      return error;
    }
  };
  const track = createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });
  const remote = new RemoteAudioTrack(7, fakeMedia("audio"));
  expect(thrown(() => track.setVolume(50))).toMatchObject(unsupported);
  expect(thrown(() => track.setAudioFrameCallback(() => {}))).toMatchObject(unsupported);
  expect(thrown(() => remote.setVolume(101))).toMatchObject(unsupported);
  expect(thrown(() => remote.setAudioFrameCallback(() => {}))).toMatchObject(unsupported);
  await expect(createBufferSourceAudioTrack({ source: fakeBuffer(1) })).rejects.toMatchObject(unsupported);
});

it("and publishes one audio track only", async () => {
  const engine = new FakeEngine();
  for (const method of ["publish", "leave"]) engine.settleAtOnce.add(method);
  const client = newClient(engine);
  await joinRoom(engine, client);
  const [one, two] = [1, 2].map(() => createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") }));
  if (!one || !two) throw new Error("no tracks");
  await expect(client.publish([one, two])).rejects.toMatchObject(unsupported);
  expect(client.localTracks).toEqual([]);
  await client.publish(one);
  await expect(client.publish(two)).rejects.toMatchObject(unsupported);
  expect(client.localTracks).toEqual([one]);
  expect(engine.methods).toEqual(["publish"]);
  await client.leave();
});
