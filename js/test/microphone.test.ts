import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMicrophoneAudioTrack } from "../src/create-tracks.ts";
import { Statistics } from "../src/statistics.ts";
import { FakeMediaStream, fakeMedia } from "./fakes.ts";

const getUserMedia = vi.fn<(constraints: MediaStreamConstraints) => Promise<FakeMediaStream>>();

beforeEach(() => {
  getUserMedia.mockReset().mockImplementation(async () => new FakeMediaStream([fakeMedia("audio")]));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});

afterEach(() => vi.unstubAllGlobals());

async function published() {
  const track = await createMicrophoneAudioTrack({ AEC: false, microphoneId: "first" });
  const heard: string[] = [];
  const publisher = {
    statistics: new Statistics(),
    mute: vi.fn(async (_: unknown, muted: boolean) => void heard.push(muted ? "muted" : "unmuted")),
    replace: vi.fn(async () => void heard.push("replaced")),
    closed: vi.fn(),
  };
  track.publishers.add(publisher);
  getUserMedia.mockClear();
  return { track, heard, first: track.getMediaStreamTrack() };
}

const opened = () => getUserMedia.mock.calls.map(([{ audio }]) => audio as MediaTrackConstraints);

describe("setDevice of a microphone", () => {
  it("goes on with the other one, with the same constraints, and then frees the first", async () => {
    const { track, heard, first } = await published();
    getUserMedia.mockImplementation(async () => {
      expect(first.readyState).toBe("live");
      return new FakeMediaStream([fakeMedia("audio")]);
    });
    await track.setDevice("second");
    expect(opened()).toMatchObject([
      { echoCancellation: false, autoGainControl: true, deviceId: { exact: "second" } },
    ]);
    expect(track.getMediaStreamTrack()).not.toBe(first);
    expect(track.sentMedia()).toBe(track.getMediaStreamTrack());
    expect(first.readyState).toBe("ended");
    expect(heard).toEqual(["replaced"]);
  });

  it("waits for the next enabling while the track is disabled", async () => {
    const { track, heard, first } = await published();
    await track.setEnabled(false);
    await track.setDevice("second");
    expect(opened()).toEqual([]);
    await track.setEnabled(true);
    expect(opened()).toMatchObject([{ deviceId: { exact: "second" } }]);
    expect(first.readyState).toBe("ended");
    expect(track.getMediaStreamTrack().enabled).toBe(true);
    expect(heard).toEqual(["muted", "replaced", "unmuted"]);
    await track.setEnabled(false);
    await track.setEnabled(true);
    expect(opened()).toHaveLength(1);
  });

  it("leaves the present one where the other cannot be had", async () => {
    const { track, heard, first } = await published();
    getUserMedia.mockRejectedValue(new DOMException("busy", "NotReadableError"));
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "NOT_READABLE" });
    expect(track.getMediaStreamTrack()).toBe(first);
    expect(first.readyState).toBe("live");
    expect(heard).toEqual([]);
    await track.setEnabled(false);
    await track.setDevice("second");
    await expect(track.setEnabled(true)).rejects.toMatchObject({ code: "NOT_READABLE" });
    expect(track.enabled).toBe(false);
    getUserMedia.mockImplementation(async () => new FakeMediaStream([fakeMedia("audio")]));
    await track.setEnabled(true);
    expect(opened().at(-1)).toMatchObject({ deviceId: { exact: "second" } });
    expect(track.getMediaStreamTrack()).not.toBe(first);
  });

  it("is refused what is no deviceId, and a closed track", async () => {
    const { track } = await published();
    for (const id of [undefined, null, "", 5]) {
      await expect(track.setDevice(id as never)).rejects.toThrow("INVALID_PARAMS: deviceId is");
    }
    const other = fakeMedia("audio");
    getUserMedia.mockImplementation(async () => {
      track.close();
      return new FakeMediaStream([other]);
    });
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "OPERATION_ABORTED" });
    expect(other.readyState).toBe("ended");
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  });
});
