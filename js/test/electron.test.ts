import { afterEach, expect, it, vi } from "vitest";
import { createScreenVideoTrack } from "../src/create-tracks.ts";
import { getElectronScreenSources } from "../src/electron.ts";
import { FakeMediaStream, fakeMedia } from "./fakes.ts";

afterEach(() => vi.unstubAllGlobals());

it("is not found elsewhere", async () => {
  await expect(getElectronScreenSources()).rejects.toThrow(
    /ELECTRON_IS_NULL: getElectronScreenSources.*createScreenVideoTrack/,
  );
  vi.stubGlobal("require", () => {
    throw new Error("a module loader");
  });
  await expect(getElectronScreenSources("screen")).rejects.toMatchObject({ code: "ELECTRON_IS_NULL" });
  await expect(getElectronScreenSources("tab" as never)).rejects.toThrow('INVALID_PARAMS: type is "tab"');
  vi.stubGlobal("navigator", { userAgent: "Chrome/156", mediaDevices: { getUserMedia: () => {} } });
  await expect(createScreenVideoTrack({ electronScreenSourceId: "screen:0" })).rejects.toMatchObject({
    code: "ELECTRON_IS_NULL",
  });
});

it("lists what its desktopCapturer lists", async () => {
  const getSources = vi.fn(async () => ["a source"]);
  vi.stubGlobal("require", () => ({ desktopCapturer: { getSources } }));
  for (const [type, types] of [
    [undefined, ["screen", "window"]],
    ["screen", ["screen"]],
    ["window", ["window"]],
    ["application", ["window"]],
  ] as const) {
    expect(await getElectronScreenSources(type)).toEqual(["a source"]);
    expect(getSources).toHaveBeenLastCalledWith({ types });
  }
  getSources.mockRejectedValueOnce(new Error("no right"));
  await expect(getElectronScreenSources()).rejects.toThrow(
    "ELECTRON_DESKTOP_CAPTURER_GET_SOURCES_ERROR: no right",
  );
  vi.stubGlobal("require", () => ({}));
  await expect(getElectronScreenSources()).rejects.toThrow(/NOT_SUPPORTED.*main process/);
});

it("captures a source by its id", async () => {
  const getUserMedia = vi.fn(
    async ({ audio }: { audio: unknown }) =>
      new FakeMediaStream(audio ? [fakeMedia("video"), fakeMedia("audio")] : [fakeMedia("video")]),
  );
  vi.stubGlobal("navigator", {
    userAgent: "App/1 Electron/30.0.0 Safari/537",
    mediaDevices: { getUserMedia },
  });
  const config = { electronScreenSourceId: "screen:0", encoderConfig: { width: 800, frameRate: { max: 5 } } };
  const video = {
    mandatory: {
      chromeMediaSource: "desktop",
      chromeMediaSourceId: "screen:0",
      maxWidth: 800,
      maxFrameRate: 5,
    },
  };
  const audio = { mandatory: { chromeMediaSource: "desktop" } };
  expect(await createScreenVideoTrack(config)).toMatchObject({ trackMediaType: "video" });
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio: false, video });
  expect(await createScreenVideoTrack(config, "enable")).toHaveLength(2);
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio, video });
  getUserMedia.mockRejectedValueOnce(new DOMException("no sound", "NotReadableError"));
  expect(await createScreenVideoTrack(config, "auto")).toMatchObject({ trackMediaType: "video" });
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio: false, video });
});
