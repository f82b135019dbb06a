// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBufferSourceAudioTrack } from "../src/buffer-source-track.ts";
import type { IBufferSourceAudioTrack, ILocalAudioTrack } from "../src/types.ts";
import { FakeBufferSource, fakeBuffer, fakeContext, stubWebAudio } from "./fake-audio.ts";
import { stubMedia } from "./fakes.ts";

beforeEach(() => {
  stubMedia();
  stubWebAudio();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function made(duration = 10) {
  const track = await createBufferSourceAudioTrack({ source: fakeBuffer(duration) });
  const states: string[] = [];
  track.on("source-state-change", (state) => states.push(state));
  return { track, states };
}

const node = () => fakeContext().newest(FakeBufferSource);
const pass = (seconds: number) => {
  fakeContext().currentTime += seconds;
};

describe("createBufferSourceAudioTrack", () => {
  it("takes samples as they are", async () => {
    const source = fakeBuffer(3);
    const track = await createBufferSourceAudioTrack({ source, encoderConfig: "high_quality_stereo" });
    expect(track).toMatchObject({ source, duration: 3, currentState: "stopped", trackMediaType: "audio" });
    expect(track.describe()).toMatchObject({ source: "custom-audio", bitrateMax: 192, stereo: true });
    const published: IBufferSourceAudioTrack = track;
    expect<ILocalAudioTrack>(published).toBe(track);
    expect(fakeContext().decodeAudioData).not.toHaveBeenCalled();
  });

  it("reads local files", async () => {
    const source = new File(["sound"], "a.mp3");
    expect(await createBufferSourceAudioTrack({ source })).toMatchObject({ source, duration: 10 });
    vi.spyOn(source, "arrayBuffer").mockRejectedValue(new DOMException("gone", "NotReadableError"));
    await expect(createBufferSourceAudioTrack({ source })).rejects.toThrow(
      /READ_LOCAL_AUDIO_FILE_ERROR.*gone/,
    );
  });

  it("reads online files, and keeps those that are to be kept", async () => {
    const serve = vi.fn(async () => new Response("sound"));
    vi.stubGlobal("fetch", serve);
    const source = "https://media.example/a.mp3";
    expect(await createBufferSourceAudioTrack({ source })).toMatchObject({ source, duration: 10 });
    await createBufferSourceAudioTrack({ source, cacheOnlineFile: true });
    expect(serve.mock.calls).toEqual([[source], [source]]);
    await createBufferSourceAudioTrack({ source, cacheOnlineFile: true });
    await createBufferSourceAudioTrack({ source });
    expect(serve).toHaveBeenCalledTimes(2);
  });

  it("says why it cannot read", async () => {
    const source = "https://media.example/b.mp3";
    const read = (cacheOnlineFile = false) => createBufferSourceAudioTrack({ source, cacheOnlineFile });
    const serve = vi.fn(async () => new Response("", { status: 404 }));
    vi.stubGlobal("fetch", serve);
    await expect(read(true)).rejects.toThrow(/FETCH_AUDIO_FILE_FAILED.*b\.mp3: HTTP 404/);
    serve.mockRejectedValue(new TypeError("CORS"));
    await expect(read()).rejects.toThrow(/FETCH_AUDIO_FILE_FAILED.*b\.mp3.*CORS/);
    serve.mockImplementation(async () => new Response("text"));
    fakeContext().decodeAudioData.mockRejectedValueOnce(new DOMException("no audio", "EncodingError"));
    await expect(read()).rejects.toThrow(/DECODE_AUDIO_FILE_FAILED.*b\.mp3.*no audio/);
    await read(true);
  });

  it.each([
    [undefined, "config is undefined"],
    [{}, "source is undefined"],
    [{ source: "" }, 'source is ""'],
    [{ source: 5 }, "source is 5"],
    [{ source: {} }, "source is {}"],
    [{ source: fakeBuffer(1), cacheOnlineFile: 1 }, "cacheOnlineFile is 1"],
    [{ source: fakeBuffer(1), encoderConfig: "loud" }, 'encoderConfig is "loud"'],
  ])("refuses %o", async (config, text) => {
    await expect(createBufferSourceAudioTrack(config as never)).rejects.toThrow(`INVALID_PARAMS: ${text}`);
  });
});

describe("a buffer", () => {
  it("is played once, into the track, and ends", async () => {
    const { track, states } = await made();
    track.startProcessAudioBuffer();
    expect(node().start.mock.calls).toEqual([[0, 0, 10]]);
    expect(node().loop).toBe(false);
    expect(node().outputs.size).toBe(1);
    pass(4);
    expect(track.getCurrentTime()).toBe(4);
    pass(6);
    node().onended?.();
    expect(track).toMatchObject({ currentState: "stopped" });
    expect(track.getCurrentTime()).toBe(0);
    expect(states).toEqual(["playing", "stopped"]);
  });

  it("is played from a position on, several times or for ever", async () => {
    const { track } = await made();
    track.startProcessAudioBuffer({ startPlayTime: 4 });
    expect(node()).toMatchObject({ loop: false });
    expect(node().start).toHaveBeenCalledWith(0, 4, 6);
    track.startProcessAudioBuffer({ cycle: 3, startPlayTime: 4 });
    expect(node()).toMatchObject({ loop: true });
    expect(node().start).toHaveBeenCalledWith(0, 4, 26);
    pass(8);
    expect(track.getCurrentTime()).toBe(2);
    track.startProcessAudioBuffer({ loop: true, cycle: 2 });
    expect(node()).toMatchObject({ loop: true });
    expect(node().start).toHaveBeenCalledWith(0, 0);
    pass(1005);
    expect(track.getCurrentTime()).toBe(5);
  });

  it("is paused and resumed where it stands", async () => {
    const { track, states } = await made();
    track.startProcessAudioBuffer({ cycle: 2 });
    pass(13);
    const first = node();
    track.pauseProcessAudioBuffer();
    expect(first.stop).toHaveBeenCalledOnce();
    expect(first).toMatchObject({ onended: null, outputs: new Set() });
    pass(60);
    expect(track.getCurrentTime()).toBe(3);
    track.resumeProcessAudioBuffer();
    expect(node().start).toHaveBeenCalledWith(0, 3, 7);
    expect(node().loop).toBe(false);
    pass(1);
    expect(track.getCurrentTime()).toBe(4);
    expect(states).toEqual(["playing", "paused", "playing"]);
  });

  it("is moved within its cycle, while it plays or is paused", async () => {
    const { track, states } = await made();
    track.startProcessAudioBuffer({ cycle: 3 });
    pass(12);
    track.seekAudioBuffer(9);
    expect(node().start).toHaveBeenCalledWith(0, 9, 11);
    expect(track.getCurrentTime()).toBe(9);
    track.pauseProcessAudioBuffer();
    track.seekAudioBuffer(1);
    expect(track.getCurrentTime()).toBe(1);
    track.resumeProcessAudioBuffer();
    expect(node().start).toHaveBeenCalledWith(0, 1, 19);
    expect(states).toEqual(["playing", "paused", "playing"]);
  });

  it("is stopped, and started anew while it plays", async () => {
    const { track, states } = await made();
    track.startProcessAudioBuffer();
    pass(2);
    const first = node();
    track.startProcessAudioBuffer();
    expect(first.stop).toHaveBeenCalledOnce();
    expect(track.getCurrentTime()).toBe(0);
    track.stopProcessAudioBuffer();
    track.stopProcessAudioBuffer();
    expect(states).toEqual(["playing", "stopped"]);
    track.startProcessAudioBuffer();
    track.close();
    expect(track.currentState).toBe("stopped");
    expect(track.getMediaStreamTrack().readyState).toBe("ended");
    expect(() => track.startProcessAudioBuffer()).toThrow("INVALID_OPERATION");
  });

  it("warns of what has no effect", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { track, states } = await made();
    track.pauseProcessAudioBuffer();
    track.resumeProcessAudioBuffer();
    track.seekAudioBuffer(5);
    expect(warn).toHaveBeenCalledTimes(3);
    expect(warn.mock.calls[2]?.[0]).toContain("seekAudioBuffer has no effect");
    expect(states).toEqual([]);
  });

  it.each([
    [{ cycle: 0 }, "options.cycle is 0"],
    [{ cycle: 1.5 }, "options.cycle is 1.5"],
    [{ loop: 1 }, "options.loop is 1"],
    [{ startPlayTime: 11 }, "options.startPlayTime is 11"],
    [null, "options is null"],
  ])("is not started with %o", async (options, text) => {
    const { track } = await made();
    expect(() => track.startProcessAudioBuffer(options as never)).toThrow(`INVALID_PARAMS: ${text}`);
    expect(track.currentState).toBe("stopped");
  });

  it.each([-1, 10.1, Number.NaN, "5"])("is not moved to %o", async (time) => {
    const { track } = await made();
    expect(() => track.seekAudioBuffer(time as never)).toThrow("INVALID_PARAMS: time is");
  });
});
