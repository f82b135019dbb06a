// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCustomAudioTrack } from "../src/create-tracks.ts";
import type { LocalAudioTrack } from "../src/local-audio-track.ts";
import { RemoteAudioTrack } from "../src/remote-track.ts";
import { Statistics } from "../src/statistics.ts";
import { levelOf } from "../src/volume.ts";
import { FakeGain, FakeScriptProcessor, fakeContext, hasContext, stubWebAudio } from "./fake-audio.ts";
import { fakeMedia, stubMedia } from "./fakes.ts";

/** The elements that were made, newest last. */
let elements: HTMLAudioElement[];

beforeEach(() => {
  stubMedia();
  stubWebAudio();
  elements = [];
  const create = document.createElement.bind(document);
  vi.spyOn(document, "createElement").mockImplementation(((name: string) => {
    const made = create(name);
    if (name === "audio") elements.push(made as HTMLAudioElement);
    return made;
  }) as typeof document.createElement);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const played = (element: HTMLAudioElement | undefined) =>
  (element?.srcObject as MediaStream | null)?.getTracks()[0];

function local(media = fakeMedia("audio")): { media: MediaStreamTrack; track: LocalAudioTrack } {
  return { media, track: createCustomAudioTrack({ mediaStreamTrack: media }) };
}

function remote(media = fakeMedia("audio")): { media: MediaStreamTrack; track: RemoteAudioTrack } {
  return { media, track: new RemoteAudioTrack(7, media) };
}

/** A client that publishes a track, as far as the track knows. */
function publish(track: LocalAudioTrack) {
  const publisher = {
    statistics: new Statistics(),
    mute: vi.fn(),
    replace: vi.fn(async () => {}),
    closed: vi.fn(),
  };
  track.publishers.add(publisher);
  return publisher;
}

describe("a volume", () => {
  it.each([-1, 1001, Number.NaN, "50", null, undefined])("is not %s", (volume) => {
    for (const { track } of [local(), remote()]) {
      expect(() => track.setVolume(volume as never)).toThrow("INVALID_PARAMS: volume is");
    }
  });

  it("of a local track needs no Web Audio as long as it is 100", () => {
    const { media, track } = local();
    track.setVolume(100);
    track.play();
    expect(track.sentMedia()).toBe(media);
    expect(track.describe().track).toBe(media);
    expect(played(elements[0])).toBe(media);
    const other = remote();
    other.track.setVolume(100);
    other.track.setVolume(30);
    other.track.play();
    expect(played(elements[1])).toBe(other.media);
    expect(hasContext()).toBe(false);
  });

  it("of a local track changes what is sent and heard, and is exchanged for it once", () => {
    const { media, track } = local();
    const publisher = publish(track);
    track.play();
    track.setVolume(250);
    const sent = track.sentMedia();
    expect(sent).not.toBe(media);
    expect(fakeContext().sourcesOf(sent)).toEqual([media]);
    expect(fakeContext().newest(FakeGain).gain.value).toBe(2.5);
    expect(played(elements[0])).toBe(sent);
    expect(track.getMediaStreamTrack()).toBe(media);
    expect(publisher.replace).toHaveBeenCalledExactlyOnceWith(track);
    track.setVolume(100);
    expect(track.sentMedia()).toBe(sent);
    expect(fakeContext().newest(FakeGain).gain.value).toBe(1);
  });

  it("of a local track holds when Web Audio runs; silence holds at once", () => {
    const { media, track } = local();
    const publisher = publish(track);
    track.setVolume(50);
    fakeContext().setState("suspended");
    expect(track.sentMedia()).toBe(media);
    track.setVolume(0);
    const silent = track.sentMedia();
    expect(silent).not.toBe(media);
    track.setVolume(50);
    expect(track.sentMedia()).toBe(media);
    publisher.replace.mockClear();
    fakeContext().setState("running");
    expect(track.sentMedia()).toBe(silent);
    expect(publisher.replace).toHaveBeenCalledOnce();
  });

  it("that cannot be sent is told", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { track } = local();
    publish(track).replace.mockRejectedValue(new Error("no sender"));
    track.setVolume(10);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledWith(expect.stringContaining("no sender")));
    track.close();
  });

  it("of a closed local track is refused, and its nodes are let go", () => {
    const { track } = local();
    const before = hasContext() ? fakeContext().connected() : 0;
    track.setVolume(50);
    track.setAudioFrameCallback(() => {});
    const sent = track.sentMedia();
    track.close();
    expect(fakeContext().connected()).toBe(before);
    expect(sent.readyState).toBe("ended");
    expect(() => track.setVolume(60)).toThrow("INVALID_OPERATION");
    expect(() => track.setAudioFrameCallback(() => {})).toThrow("INVALID_OPERATION");
    track.setAudioFrameCallback(null);
    expect(track.getVolumeLevel()).toBe(0);
  });

  it("of a remote track is its element's up to 100", () => {
    const { track } = remote();
    track.play();
    const [element] = elements as [HTMLAudioElement];
    track.setVolume(40);
    expect(element).toMatchObject({ volume: 0.4, muted: false });
    track.setVolume(0);
    expect(element.muted).toBe(true);
    track.setVolume(100);
    expect(element).toMatchObject({ volume: 1, muted: false });
  });

  it("of a remote track above 100 is Web Audio's, with the track kept playing for it", () => {
    const { media, track } = remote();
    track.play();
    track.setVolume(300);
    const [element, keeper] = elements as [HTMLAudioElement, HTMLAudioElement];
    const loud = played(element) as MediaStreamTrack;
    expect(fakeContext().sourcesOf(loud)).toEqual([media]);
    expect(fakeContext().newest(FakeGain).gain.value).toBe(3);
    expect(element.volume).toBe(1);
    expect(played(keeper)).toBe(media);
    expect(keeper.muted).toBe(true);
    const next = fakeMedia("audio");
    track.setMedia(next);
    expect(fakeContext().sourcesOf(loud)).toEqual([next]);
    expect(played(keeper)).toBe(next);
    fakeContext().setState("suspended");
    expect(played(element)).toBe(next);
    fakeContext().setState("running");
    expect(played(element)).toBe(loud);
    track.setVolume(80);
    expect(played(element)).toBe(next);
    track.release();
    expect([element.srcObject, keeper.srcObject]).toEqual([null, null]);
    expect(loud.readyState).toBe("ended");
    track.setVolume(300);
    expect(track.getVolumeLevel()).toBe(0);
  });

  it("of a remote track is Web Audio's where the element's is the user's", () => {
    const { track } = remote();
    track.play();
    const [element] = elements as [HTMLAudioElement];
    Object.defineProperty(element, "volume", { get: () => 1, set: () => {} });
    track.setVolume(50);
    expect(fakeContext().newest(FakeGain).gain.value).toBe(0.5);
    expect(fakeContext().sourcesOf(played(element) as MediaStreamTrack)).toHaveLength(1);
    track.setVolume(100);
    expect(fakeContext().sourcesOf(played(element) as MediaStreamTrack)).toHaveLength(0);
  });
});

describe("a level", () => {
  it("is that of hearing: speech above 0.6, silence and quiet noise below 0.05", () => {
    expect(
      [0, 0.003, 0.004, 0.1, 0.3, 1, 2].map((amplitude) => Number(levelOf(amplitude).toFixed(2))),
    ).toEqual([0, 0, 0.04, 0.6, 0.79, 1, 1]);
  });

  it("is measured of both kinds of track, while Web Audio runs", () => {
    for (const { media, track } of [local(), remote()]) {
      expect(track.getVolumeLevel()).toBe(0);
      fakeContext().amplitude = 0.1;
      expect(track.getVolumeLevel()).toBeCloseTo(0.6);
      fakeContext().setState("suspended");
      expect(track.getVolumeLevel()).toBe(0);
      fakeContext().setState("running");
      fakeContext().amplitude = 0;
      expect(track.getMediaStreamTrack()).toBe(media);
    }
  });

  it("of a local track changes nothing of what is sent", () => {
    const { media, track } = local();
    const publisher = publish(track);
    track.getVolumeLevel();
    expect(track.sentMedia()).toBe(media);
    expect(publisher.replace).not.toHaveBeenCalled();
  });
});

describe("frames", () => {
  it("are given until null is set", () => {
    for (const { track } of [local(), remote()]) {
      const heard = vi.fn();
      track.setAudioFrameCallback(heard, 512);
      const processor = fakeContext().newest(FakeScriptProcessor);
      expect(processor.size).toBe(512);
      expect(processor.inputs.size).toBe(1);
      expect(processor.outputs).toContain(fakeContext().destination);
      processor.onaudioprocess?.({ inputBuffer: "frame" });
      expect(heard.mock.calls).toEqual([["frame"]]);
      track.setAudioFrameCallback(null);
      expect(processor).toMatchObject({ onaudioprocess: null, inputs: new Set(), outputs: new Set() });
      track.setAudioFrameCallback(heard);
      expect(fakeContext().newest(FakeScriptProcessor).size).toBe(4096);
      track.setAudioFrameCallback(null);
    }
  });

  it.each([
    [5, 4096],
    [undefined, 4096],
    [() => {}, 100],
    [() => {}, "512"],
    [null, 0],
  ])("are refused for %o of %o", (callback, size) => {
    for (const { track } of [local(), remote()]) {
      expect(() => track.setAudioFrameCallback(callback as never, size as never)).toThrow(
        /INVALID_PARAMS: (audioFrameCallback|frameSize) is/,
      );
    }
  });
});

describe("setPlaybackDevice", () => {
  it("sets the element's device, also before it plays", async () => {
    for (const { track } of [local(), remote()]) {
      const setSinkId = vi.fn(async () => {});
      Object.assign(HTMLMediaElement.prototype, { setSinkId });
      await track.setPlaybackDevice("speaker");
      expect(setSinkId).toHaveBeenCalledExactlyOnceWith("speaker");
      await expect(track.setPlaybackDevice(5 as never)).rejects.toThrow("INVALID_PARAMS: deviceId is 5");
      setSinkId.mockRejectedValue(new DOMException("gone", "NotFoundError"));
      await expect(track.setPlaybackDevice("speaker")).rejects.toThrow(/DEVICE_NOT_FOUND.*"speaker".*gone/);
    }
    Object.assign(HTMLMediaElement.prototype, { setSinkId: undefined });
    await expect(local().track.setPlaybackDevice("speaker")).rejects.toThrow("NOT_SUPPORTED");
  });
});
