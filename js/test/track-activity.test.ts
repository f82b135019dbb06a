// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCustomAudioTrack, createCustomVideoTrack } from "../src/create-tracks.ts";
import { RemoteAudioTrack, RemoteVideoTrack } from "../src/remote-track.ts";
import { checkAudioTrackIsActive, checkVideoTrackIsActive } from "../src/track-activity.ts";
import { fakeMedia, stubMedia } from "./fakes.ts";

beforeEach(() => {
  vi.useFakeTimers();
  stubMedia();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** How a check ended, and after how many ms. */
async function outcome(check: Promise<boolean>): Promise<[unknown, number]> {
  const start = Date.now();
  let ended: unknown;
  check.then(
    (active) => {
      ended = active;
    },
    (thrown) => {
      ended = thrown.code;
    },
  );
  while (ended === undefined) await vi.advanceTimersByTimeAsync(50);
  return [ended, Date.now() - start];
}

describe("checkVideoTrackIsActive", () => {
  /** Draws pictures whose first pixel the function gives; undefined while there is none. */
  function pictures(pixel: () => number | undefined): void {
    Object.defineProperty(HTMLVideoElement.prototype, "readyState", {
      configurable: true,
      get: () => (pixel() === undefined ? 1 : 2),
    });
    const getImageData = () => ({ data: Uint8ClampedArray.from([pixel() ?? 0, 9]) });
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({
      drawImage: () => {},
      getImageData,
    } as never);
  }
  const tracks = () => [
    createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") }),
    new RemoteVideoTrack(7, fakeMedia("video")),
  ];

  it("is true as soon as the picture changes", async () => {
    let n = 0;
    pictures(() => (n++ > 6 ? n : 5));
    for (const track of tracks()) {
      const [active, took] = await outcome(checkVideoTrackIsActive(track));
      expect(active).toBe(true);
      expect(took).toBeLessThan(1500);
    }
  });

  it.each([
    ["still", 5],
    ["missing", undefined],
  ])("is false of a picture that is %s", async (_, pixel) => {
    pictures(() => pixel);
    for (const track of tracks()) {
      const [active, took] = await outcome(checkVideoTrackIsActive(track));
      expect(active).toBe(false);
      expect(took).toBeGreaterThanOrEqual(5000);
    }
  });

  it("takes a second at least", async () => {
    pictures(() => undefined);
    for (const [timeout, least, most] of [
      [1, 1000, 1300],
      [2000, 2000, 2300],
    ] as const) {
      const [, took] = await outcome(checkVideoTrackIsActive(tracks()[0] as never, timeout));
      expect(took).toBeGreaterThanOrEqual(least);
      expect(took).toBeLessThan(most);
    }
  });

  it("refuses other tracks and times", async () => {
    const audio = createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });
    for (const track of [undefined, null, {}, audio, fakeMedia("video")])
      expect(await outcome(checkVideoTrackIsActive(track as never))).toEqual(["INVALID_TRACK", 50]);
    for (const timeout of [0, -1, Number.NaN, "5000", Number.POSITIVE_INFINITY])
      expect((await outcome(checkVideoTrackIsActive(tracks()[0] as never, timeout as never)))[0]).toBe(
        "INVALID_PARAMS",
      );
  });
});

describe("checkAudioTrackIsActive", () => {
  const tracks = () => [
    createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") }),
    new RemoteAudioTrack(7, fakeMedia("audio")),
  ];

  it("hears a change of loudness, and silence, once the browser lets it", async () => {
    let state = "running";
    let amplitude = () => 0;
    const disconnect = vi.fn();
    class FakeContext {
      get state() {
        return state;
      }
      resume = async () => {};
      addEventListener() {}
      createMediaStreamSource = () => ({ connect: () => {}, disconnect });
      createAnalyser = () => ({
        fftSize: 4,
        getFloatTimeDomainData: (samples: Float32Array) => samples.fill(-amplitude()),
      });
    }
    vi.stubGlobal("AudioContext", FakeContext);
    for (const track of tracks()) {
      amplitude = Math.random;
      expect((await outcome(checkAudioTrackIsActive(track)))[0]).toBe(true);
      amplitude = () => 0;
      const [active, took] = await outcome(checkAudioTrackIsActive(track, 1500));
      expect(active).toBe(false);
      expect(took).toBeGreaterThanOrEqual(1500);
    }
    state = "suspended";
    expect((await outcome(checkAudioTrackIsActive(tracks()[0] as never, 1000)))[0]).toBe("INVALID_OPERATION");
    expect(disconnect).toHaveBeenCalledTimes(5);
  });

  it("refuses other tracks and times", async () => {
    const video = createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") });
    for (const track of [undefined, video])
      expect((await outcome(checkAudioTrackIsActive(track as never)))[0]).toBe("INVALID_TRACK");
    expect((await outcome(checkAudioTrackIsActive(tracks()[0] as never, -1)))[0]).toBe("INVALID_PARAMS");
  });
});
