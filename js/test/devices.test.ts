import { afterEach, describe, expect, it, vi } from "vitest";
import {
  createCameraVideoTrack,
  createCustomAudioTrack,
  createCustomVideoTrack,
  createMicrophoneAndCameraTracks,
  createMicrophoneAudioTrack,
  createScreenVideoTrack,
} from "../src/create-tracks.ts";
import { getCameras, getDevices, getMicrophones, getPlaybackDevices } from "../src/devices.ts";
import { setParameter, settings } from "../src/settings.ts";
import type { ILocalTrack, MicrophoneAudioTrackInitConfig } from "../src/types.ts";
import { FakeMediaStream, fakeMedia } from "./fakes.ts";

function stub(members: object): void {
  vi.stubGlobal("navigator", { mediaDevices: members });
}

afterEach(() => {
  delete settings.AUDIO_RED;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("refusals of the browser", () => {
  it.each([
    ["NotFoundError", "DEVICE_NOT_FOUND"],
    ["NotAllowedError", "PERMISSION_DENIED"],
    ["NotReadableError", "NOT_READABLE"],
    ["NotSupportedError", "NOT_SUPPORTED"],
    ["InvalidStateError", "PERMISSION_DENIED"],
    ["ConstraintNotSatisfiedError", "CONSTRAINT_NOT_SATISFIED"],
    ["OverconstrainedError", "MEDIA_OPTION_INVALID"],
    ["AbortError", "UNEXPECTED_ERROR"],
  ])("%s is %s", async (name, code) => {
    stub({ getUserMedia: async () => Promise.reject(new DOMException("the reason", name)) });
    const rejection = expect(createMicrophoneAudioTrack()).rejects;
    await rejection.toMatchObject({ code, message: expect.stringContaining("the reason") });
  });

  it("has no devices at all on an insecure page", async () => {
    vi.stubGlobal("navigator", {});
    await expect(createCameraVideoTrack()).rejects.toThrow(/NOT_SUPPORTED.*https/);
    await expect(getDevices()).rejects.toThrow(/NOT_SUPPORTED.*https/);
    await expect(createScreenVideoTrack()).rejects.toThrow(/NOT_SUPPORTED/);
  });

  it("tries a camera without a size where it cannot be had at one", async () => {
    vi.useFakeTimers();
    const getUserMedia = vi
      .fn()
      .mockRejectedValueOnce(new DOMException("width", "OverconstrainedError"))
      .mockResolvedValueOnce(new FakeMediaStream([fakeMedia("video")]));
    stub({ getUserMedia });
    const track = createCameraVideoTrack({ encoderConfig: { width: { exact: 5 } }, facingMode: "user" });
    await vi.advanceTimersByTimeAsync(600);
    expect((await track).getTrackLabel()).toBe("fake video");
    expect(getUserMedia.mock.calls[1]).toEqual([{ video: { facingMode: "user" } }]);
  });
});

describe("createTracks", () => {
  it("asks once for both", async () => {
    const getUserMedia = vi.fn(async () => new FakeMediaStream([fakeMedia("audio"), fakeMedia("video")]));
    stub({ getUserMedia });
    const [audio, video] = await createMicrophoneAndCameraTracks({ AEC: false, microphoneId: "m" });
    expect([audio.trackMediaType, video.trackMediaType]).toEqual(["audio", "video"]);
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith({
      audio: {
        echoCancellation: false,
        autoGainControl: true,
        noiseSuppression: true,
        sampleRate: { ideal: 48000 },
        channelCount: { ideal: 1 },
        deviceId: { exact: "m" },
      },
      video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15 } },
    });
    expect(audio.describe()).toMatchObject({ source: "microphone", bitrateMax: 24, dtx: false, red: true });
    expect(video.describe()).toMatchObject({ source: "camera", bitrateMin: 100, bitrateMax: 500 });
  });

  it("sends a microphone with redundancy where the page asks for nothing, or for that", async () => {
    stub({ getUserMedia: async () => new FakeMediaStream([fakeMedia("audio")]) });
    const sent = async (config?: MicrophoneAudioTrackInitConfig) => {
      const { bitrateMax, red } = (await createMicrophoneAudioTrack(config)).describe();
      return [bitrateMax, red];
    };
    const speech: MicrophoneAudioTrackInitConfig = { encoderConfig: "speech_standard" };
    expect([await sent(), await sent(speech)]).toEqual([
      [24, true],
      [24, false],
    ]);
    setParameter("AUDIO_RED", false);
    expect([await sent(), await sent(speech)]).toEqual([
      [40, false],
      [24, false],
    ]);
    setParameter("AUDIO_RED", true);
    expect([await sent(), await sent(speech)]).toEqual([
      [24, true],
      [24, true],
    ]);
    expect(createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") }).describe()).toMatchObject({
      bitrateMax: 40,
      red: false,
    });
  });

  it.each<[string, () => unknown]>([
    ["config is null", () => createCameraVideoTrack(null as never)],
    ['facingMode is "left"', () => createCameraVideoTrack({ facingMode: "left" as never })],
    ["cameraId is 5", () => createCameraVideoTrack({ cameraId: 5 as never })],
    [
      'optimizationMode is "balanced"',
      () => createCameraVideoTrack({ optimizationMode: "balanced" as never }),
    ],
    ['AEC is "on"', () => createMicrophoneAudioTrack({ AEC: "on" as never })],
    ['microphoneId is ""', () => createMicrophoneAudioTrack({ microphoneId: "" })],
    ["withAudio is true", () => createScreenVideoTrack({}, true as never)],
    ['screenSourceType is "tab"', () => createScreenVideoTrack({ screenSourceType: "tab" as never })],
    ["skipPermissionCheck is 1", () => getDevices(1 as never)],
  ])("rejects: %s", async (text, call) => {
    await expect(call()).rejects.toThrow(`INVALID_PARAMS: ${text}`);
  });

  it.each([undefined, null, {}, { mediaStreamTrack: fakeMedia("audio") }])(
    "refuses custom video of %o",
    (config) => {
      expect(() => createCustomVideoTrack(config as never)).toThrow("INVALID_PARAMS");
    },
  );

  it.each([undefined, {}, { mediaStreamTrack: fakeMedia("video") }])(
    "refuses custom audio of %o",
    (config) => {
      expect(() => createCustomAudioTrack(config as never)).toThrow("INVALID_PARAMS");
    },
  );
});

describe("createScreenVideoTrack", () => {
  const stream = (...kinds: ("audio" | "video")[]) =>
    new FakeMediaStream(kinds.map((kind) => fakeMedia(kind)));
  const serve = (made: FakeMediaStream) => {
    const getDisplayMedia = vi.fn(async () => made);
    stub({ getUserMedia: () => {}, getDisplayMedia });
    return getDisplayMedia;
  };

  it("gives video, or both, as asked", async () => {
    const getDisplayMedia = serve(stream("video"));
    const video = await createScreenVideoTrack({ screenSourceType: "window" });
    expect(video).toMatchObject({ trackMediaType: "video" });
    expect(getDisplayMedia).toHaveBeenCalledWith({
      video: {
        width: { max: 1920 },
        height: { max: 1080 },
        frameRate: { ideal: 30 },
        displaySurface: "window",
      },
      audio: false,
    });
    expect(await createScreenVideoTrack({}, "auto")).toMatchObject({ trackMediaType: "video" });
    serve(stream("video", "audio"));
    expect(await createScreenVideoTrack({}, "enable")).toHaveLength(2);
    expect(await createScreenVideoTrack({}, "auto")).toHaveLength(2);
  });

  it("tells the end of each track that is shared", async () => {
    serve(stream("video", "audio"));
    const tracks = (await createScreenVideoTrack({}, "enable")) as ILocalTrack[];
    const ended: string[] = [];
    for (const track of tracks) {
      track.on("track-ended", () => ended.push(track.trackMediaType));
      track.getMediaStreamTrack().dispatchEvent(new Event("ended"));
    }
    expect(ended).toEqual(["video", "audio"]);
  });

  it("ends the sharing where audio is a must and is not shared", async () => {
    const made = stream("video");
    serve(made);
    await expect(createScreenVideoTrack({}, "enable")).rejects.toMatchObject({
      code: "SHARE_AUDIO_NOT_ALLOWED",
    });
    expect(made.getTracks()[0]?.readyState).toBe("ended");
  });
});

describe("getDevices", () => {
  const list = (label: string) => [
    { kind: "audioinput", deviceId: "a", label },
    { kind: "videoinput", deviceId: "v", label },
    { kind: "audiooutput", deviceId: "o", label },
  ];

  it("opens devices for a moment to learn their names", async () => {
    const opened = fakeMedia("video");
    const getUserMedia = vi.fn(async () => new FakeMediaStream([opened]));
    const enumerateDevices = vi.fn().mockResolvedValueOnce(list("")).mockResolvedValueOnce(list("name"));
    stub({ getUserMedia, enumerateDevices });
    expect(await getCameras()).toEqual([{ kind: "videoinput", deviceId: "v", label: "name" }]);
    expect(getUserMedia).toHaveBeenCalledExactlyOnceWith({ video: true });
    expect(opened.readyState).toBe("ended");
  });

  it("does not where the page does not want it, or the names are known", async () => {
    const getUserMedia = vi.fn();
    stub({ getUserMedia, enumerateDevices: async () => list("") });
    expect(await getMicrophones(true)).toHaveLength(1);
    expect(await getDevices(true)).toHaveLength(3);
    expect(await getPlaybackDevices(true)).toEqual([{ kind: "audiooutput", deviceId: "o", label: "" }]);
    stub({ getUserMedia, enumerateDevices: async () => list("name") });
    expect(await getDevices()).toHaveLength(3);
    expect(await getPlaybackDevices()).toEqual([{ kind: "audiooutput", deviceId: "o", label: "name" }]);
    expect(getUserMedia).not.toHaveBeenCalled();
  });

  it("rejects ENUMERATE_DEVICES_FAILED", async () => {
    stub({ getUserMedia: () => {}, enumerateDevices: async () => Promise.reject(new Error("no")) });
    await expect(getDevices()).rejects.toThrow(/ENUMERATE_DEVICES_FAILED.*no/);
  });
});
