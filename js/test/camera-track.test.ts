// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CameraVideoTrack, planCamera } from "../src/camera-track.ts";
import { FakeMediaStream, fakeMedia, fakePublisher, stubMedia } from "./fakes.ts";

let opened: MediaStreamTrack[];
const getUserMedia = vi.fn();

beforeEach(() => {
  stubMedia();
  opened = [];
  getUserMedia.mockReset().mockImplementation(async ({ video }: { video: MediaTrackConstraints }) => {
    const { exact = "first" } = (video.deviceId ?? {}) as ConstrainDOMStringParameters;
    const media = fakeMedia("video", { deviceId: exact as string, width: 1280, height: 720, frameRate: 15 });
    opened.push(media);
    return new FakeMediaStream([media]);
  });
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function newCamera() {
  const media = fakeMedia("video", { deviceId: "first", width: 640, height: 480, frameRate: 15 });
  const track = new CameraVideoTrack(media, planCamera({ facingMode: "user" }));
  return { media, track, told: fakePublisher(track) };
}

const size = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 } };
const refusal = (name: string) => new DOMException("the reason", name);

describe("setDevice", () => {
  it("opens the other camera, has it sent, and frees the one before", async () => {
    const { media, track, told } = newCamera();
    getUserMedia.mockImplementationOnce(async () => {
      expect(media.readyState).toBe("live");
      opened.push(fakeMedia("video", { deviceId: "second", width: 320 }));
      return new FakeMediaStream(opened);
    });
    await track.setDevice("second");
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith({
      video: { ...size, deviceId: { exact: "second" } },
    });
    expect(track.getMediaStreamTrack()).toBe(opened[0]);
    expect(media.readyState).toBe("ended");
    expect(told).toMatchObject([{ track: opened[0], width: 320 }]);
  });

  it("leaves a camera alone that runs already, and opens it again where it has ended", async () => {
    const { media, track } = newCamera();
    await track.setDevice("first");
    expect(getUserMedia).not.toHaveBeenCalled();
    media.stop();
    await track.setDevice("first");
    expect(track.getMediaStreamTrack()).toBe(opened[0]);
  });

  it("of a disabled camera is what the next setEnabled opens", async () => {
    const { track, told } = newCamera();
    await track.setEnabled(false);
    await track.setDevice("second");
    expect(getUserMedia).not.toHaveBeenCalled();
    await track.setEnabled(true);
    expect(getUserMedia).toHaveBeenCalledWith({ video: { ...size, deviceId: { exact: "second" } } });
    expect(told).toMatchObject(["muted", { track: opened[0] }, "unmuted"]);
  });

  it("of a muted camera stays muted", async () => {
    const { track, told } = newCamera();
    await track.setMuted(true);
    await track.setDevice("second");
    expect(track.getMediaStreamTrack().enabled).toBe(false);
    await track.setMuted(false);
    expect(track.getMediaStreamTrack().enabled).toBe(true);
    expect(told).toMatchObject(["muted", { muted: true }, "unmuted"]);
  });

  it("changes nothing where the other camera is not to be had", async () => {
    const { media, track, told } = newCamera();
    getUserMedia.mockRejectedValueOnce(refusal("NotFoundError"));
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "DEVICE_NOT_FOUND" });
    expect([track.getMediaStreamTrack(), media.readyState, told]).toEqual([media, "live", []]);
    await track.setEnabled(false);
    await track.setEnabled(true);
    expect(getUserMedia).toHaveBeenLastCalledWith({ video: { ...size, facingMode: "user" } });
  });

  it("names the id that no camera has, at once", async () => {
    const { track } = newCamera();
    const error = Object.assign(refusal("OverconstrainedError"), { constraint: "deviceId" });
    getUserMedia.mockRejectedValueOnce(error);
    await expect(track.setDevice("none")).rejects.toThrow(/MEDIA_OPTION_INVALID.*deviceId/);
    expect(getUserMedia).toHaveBeenCalledOnce();
  });

  it("ends the camera first where only one can be open", async () => {
    const { media, track } = newCamera();
    getUserMedia.mockRejectedValueOnce(refusal("NotReadableError"));
    await track.setDevice("second");
    expect(media.readyState).toBe("ended");
    expect(track.getMediaStreamTrack()).toBe(opened[0]);
  });

  it("goes back to the camera that it ended for nothing", async () => {
    const { track, told } = newCamera();
    getUserMedia.mockRejectedValueOnce(refusal("NotReadableError"));
    getUserMedia.mockRejectedValueOnce(refusal("NotReadableError"));
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "NOT_READABLE" });
    expect(getUserMedia).toHaveBeenLastCalledWith({ video: { ...size, facingMode: "user" } });
    expect(told).toMatchObject([{ track: opened[0] }]);
    expect(track.getMediaStreamTrack()).toBe(opened[0]);
  });

  it("tells the end of a track that has no camera any more", async () => {
    const { track } = newCamera();
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const ended = vi.fn();
    track.on("track-ended", ended);
    getUserMedia.mockReset().mockRejectedValue(refusal("NotReadableError"));
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "NOT_READABLE" });
    expect(ended).toHaveBeenCalledOnce();
  });

  it("frees a camera that comes after close", async () => {
    const { track } = newCamera();
    const setting = track.setDevice("second");
    await Promise.resolve();
    track.close();
    await expect(setting).rejects.toMatchObject({ code: /OPERATION_ABORTED|INVALID_OPERATION/ });
    for (const media of opened) expect(media.readyState).toBe("ended");
    await expect(track.setDevice("second")).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  });

  it.each([undefined, null, "", 5])("refuses %o", async (id) => {
    await expect(newCamera().track.setDevice(id as never)).rejects.toThrow("INVALID_PARAMS: deviceId is");
  });
});

describe("setEncoderConfiguration", () => {
  it("changes the capture, and has it sent with other bounds", async () => {
    const { media, track, told } = newCamera();
    await track.setEncoderConfiguration("720p_1");
    expect(media.applyConstraints).toHaveBeenCalledWith({
      facingMode: "user",
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 15 },
    });
    expect(told).toMatchObject([
      { track: media, width: 1280, height: 720, frameRate: 15, bitrateMin: 120, bitrateMax: 1130 },
    ]);
  });

  it("keeps the size that is not given, and lets go the bounds", async () => {
    const { track, told } = newCamera();
    await track.setEncoderConfiguration({ frameRate: 5 });
    expect(told).toMatchObject([{ width: 640, height: 480, frameRate: 5, bitrateMin: 0, bitrateMax: 0 }]);
    await track.setEnabled(false);
    await track.setEnabled(true);
    expect(getUserMedia).toHaveBeenLastCalledWith({
      video: { ...size, frameRate: { ideal: 5 }, facingMode: "user" },
    });
  });

  it("is refused while the camera is off", async () => {
    const { media, track } = newCamera();
    await track.setEnabled(false);
    await expect(track.setEncoderConfiguration("720p_1")).rejects.toThrow(/TRACK_IS_DISABLED.*setEnabled/);
    expect(media.applyConstraints).not.toHaveBeenCalled();
    track.close();
    await expect(track.setEncoderConfiguration("720p_1")).rejects.toMatchObject({
      code: "INVALID_OPERATION",
    });
  });

  it("changes nothing where the camera cannot", async () => {
    const { media, track, told } = newCamera();
    vi.mocked(media.applyConstraints).mockRejectedValueOnce(
      Object.assign(refusal("OverconstrainedError"), { constraint: "width" }),
    );
    await expect(track.setEncoderConfiguration({ width: { exact: 9999 } })).rejects.toThrow(
      /MEDIA_OPTION_INVALID.*width/,
    );
    expect(told).toEqual([]);
    expect(track.describe()).toMatchObject({ width: 640, bitrateMax: 500 });
    await track.setEnabled(false);
    await track.setEnabled(true);
    expect(getUserMedia).toHaveBeenLastCalledWith({ video: { ...size, facingMode: "user" } });
  });

  it.each([undefined, null, 5, "721p", { width: 0 }])("refuses %o", async (config) => {
    await expect(newCamera().track.setEncoderConfiguration(config as never)).rejects.toThrow(
      "INVALID_PARAMS: encoderConfig",
    );
  });
});
