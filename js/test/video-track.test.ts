// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCustomVideoTrack } from "../src/create-tracks.ts";
import { RemoteVideoTrack } from "../src/remote-track.ts";
import { fakeMedia, stubMedia } from "./fakes.ts";

class FakeImageData {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
}

beforeEach(() => {
  document.body.innerHTML = '<div id="pane"></div>';
  stubMedia();
  vi.stubGlobal("ImageData", FakeImageData);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const newTrack = (media = fakeMedia("video")) => createCustomVideoTrack({ mediaStreamTrack: media });

describe("getCurrentFrameData", () => {
  it("gives the picture that is shown, in its own size, and 2x2 pixels before and after", () => {
    const drawImage = vi.fn();
    const getImageData = vi.fn((_x: number, _y: number, w: number, h: number) => new FakeImageData(w, h));
    vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue({ drawImage, getImageData } as never);
    for (const track of [newTrack(), new RemoteVideoTrack(7, fakeMedia("video"))]) {
      const seen = () => {
        const { width, height } = track.getCurrentFrameData();
        return [width, height];
      };
      expect(seen()).toEqual([2, 2]);
      track.play("pane");
      const video = document.querySelector("video") as HTMLVideoElement;
      // The size comes first, then the picture.
      Object.defineProperties(video, {
        videoWidth: { value: 640 },
        videoHeight: { value: 360 },
        readyState: { value: HTMLMediaElement.HAVE_METADATA, configurable: true },
      });
      expect(seen()).toEqual([2, 2]);
      Object.defineProperty(video, "readyState", { value: HTMLMediaElement.HAVE_CURRENT_DATA });
      expect(seen()).toEqual([640, 360]);
      expect(drawImage).toHaveBeenLastCalledWith(video, 0, 0, 640, 360);
      track.stop();
      expect(seen()).toEqual([2, 2]);
    }
  });
});

describe("setOptimizationMode", () => {
  it("is the hint of the media", async () => {
    const media = fakeMedia("video");
    const track = newTrack(media);
    for (const [mode, hint] of [
      ["motion", "motion"],
      ["detail", "detail"],
      ["balanced", ""],
    ] as const) {
      await track.setOptimizationMode(mode);
      expect(media.contentHint).toBe(hint);
    }
  });

  it("warns where the browser takes none", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const media = fakeMedia("video");
    delete (media as { contentHint?: string }).contentHint;
    await newTrack(media).setOptimizationMode("motion");
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("setOptimizationMode has no effect"));
  });

  it("refuses other modes and closed tracks", async () => {
    const track = newTrack();
    await expect(track.setOptimizationMode("fast" as never)).rejects.toThrow(
      'INVALID_PARAMS: mode is "fast"',
    );
    track.close();
    await expect(track.setOptimizationMode("motion")).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  });
});

it("has no beauty effects, and names what to do instead", async () => {
  const track = newTrack();
  await track.setBeautyEffect(false);
  await expect(track.setBeautyEffect(true)).rejects.toThrow(/NOT_SUPPORTED.*createCustomVideoTrack/);
  await expect(track.setBeautyEffect("on" as never)).rejects.toThrow('INVALID_PARAMS: enabled is "on"');
});
