import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DeviceInfo, IAgoraRTC } from "../src/types.ts";
import { FakeMediaStream, fakeMedia } from "./fakes.ts";

type Listed = Pick<MediaDeviceInfo, "kind" | "deviceId">;
const device = (kind: MediaDeviceKind, deviceId: string): Listed => ({ kind, deviceId });

let devices: Listed[];
let entry: Partial<IAgoraRTC>;
let open: () => Promise<unknown>;
const media = new EventTarget();

beforeEach(async () => {
  vi.resetModules(); // what was seen is of the page, and outlasts a client
  vi.useFakeTimers({ now: 1000 });
  devices = [];
  Object.assign(media, {
    enumerateDevices: async () => devices,
    getUserMedia: async () => new FakeMediaStream([fakeMedia("video")]),
  });
  vi.stubGlobal("navigator", { mediaDevices: media });
  const { addDeviceHooks } = await import("../src/device-hooks.ts");
  const { openDevices } = await import("../src/capture.ts");
  open = () => openDevices({ video: true });
  entry = {};
  addDeviceHooks(entry as IAgoraRTC);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Sets the hooks, and gives what they were called with, in short. */
function heard(): unknown[] {
  const list: unknown[] = [];
  const note = (hook: string) => (info: DeviceInfo) =>
    list.push([hook, info.state, info.device.deviceId, info.initAt, info.updateAt]);
  entry.onCameraChanged = note("camera");
  entry.onMicrophoneChanged = note("microphone");
  entry.onPlaybackDeviceChanged = note("playback");
  return list;
}

/** What the browser lists from now on, with the event that says so. */
async function list(at: number, ...now: Listed[]): Promise<void> {
  await vi.advanceTimersByTimeAsync(0); // what was looked at before is over
  vi.setSystemTime(at);
  devices = now;
  media.dispatchEvent(new Event("devicechange"));
  await vi.advanceTimersByTimeAsync(0);
}

const camera = device("videoinput", "c");
const microphone = device("audioinput", "m");
const speaker = device("audiooutput", "s");

it("tells what comes and what goes, and when it was seen first", async () => {
  devices = [camera];
  const told = heard();
  await list(2000, camera, microphone, speaker);
  await list(3000, camera);
  await list(4000, camera, microphone);
  await list(5000, microphone);
  expect(told).toEqual([
    ["microphone", "ACTIVE", "m", 2000, 2000],
    ["playback", "ACTIVE", "s", 2000, 2000],
    ["microphone", "INACTIVE", "m", 2000, 3000],
    ["playback", "INACTIVE", "s", 2000, 3000],
    ["microphone", "ACTIVE", "m", 2000, 4000],
    ["camera", "INACTIVE", "c", 1000, 5000],
  ]);
});

it("knows what was there when it was asked to watch", async () => {
  devices = [camera];
  const told = heard();
  devices = [];
  media.dispatchEvent(new Event("devicechange"));
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([["camera", "INACTIVE", "c", 1000, 1000]]);
});

it("takes no permission for a new device", async () => {
  devices = [device("videoinput", ""), microphone];
  const told = heard();
  await list(2000, camera, microphone);
  expect(told).toEqual([]);
  await list(3000, camera, device("videoinput", "d"), microphone);
  expect(told).toEqual([["camera", "ACTIVE", "d", 3000, 3000]]);
});

it("looks again when devices were opened: their ids are told from then on", async () => {
  devices = [device("videoinput", "")];
  const told = heard();
  devices = [camera];
  await open();
  await list(2000, camera, device("videoinput", "d"));
  expect(told).toEqual([["camera", "ACTIVE", "d", 2000, 2000]]);
});

it("can be taken back, and one that throws stops no other", async () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const told = heard();
  entry.onCameraChanged = () => {
    throw new Error("mine");
  };
  (entry as { onPlaybackDeviceChanged: unknown }).onPlaybackDeviceChanged = null;
  expect(entry.onPlaybackDeviceChanged).toBeUndefined();
  await list(2000, camera, microphone, speaker);
  expect(report).toHaveBeenCalledWith(new Error("mine"));
  expect(told).toEqual([["microphone", "ACTIVE", "m", 2000, 2000]]);
});

it("refuses what is no function", () => {
  expect(() => {
    entry.onCameraChanged = "hook" as never;
  }).toThrow('INVALID_PARAMS: onCameraChanged is "hook"');
});

it("warns where the page has no devices, and survives a list that fails", async () => {
  const told = heard();
  (media as unknown as { enumerateDevices: unknown }).enumerateDevices = async () => {
    throw new Error("no");
  };
  await list(2000, camera);
  (media as unknown as { enumerateDevices: unknown }).enumerateDevices = async () => devices;
  await list(3000, camera);
  expect(told).toEqual([["camera", "ACTIVE", "c", 3000, 3000]]);

  vi.resetModules();
  vi.stubGlobal("navigator", {});
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { addDeviceHooks } = await import("../src/device-hooks.ts");
  const other = {} as IAgoraRTC;
  addDeviceHooks(other);
  other.onCameraChanged = () => {};
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("no change of devices will be told"));
});
