import { describe, expect, it } from "vitest";
import { audioEncoder, cameraEncoder, checkBitrates, screenEncoder } from "../src/encoder-config.ts";

describe("presets", () => {
  it("has the documented defaults", () => {
    expect(cameraEncoder()).toEqual({
      width: 640,
      height: 480,
      frameRate: 15,
      bitrateMin: 100,
      bitrateMax: 500,
    });
    expect(screenEncoder()).toEqual({ width: { max: 1920 }, height: { max: 1080 }, frameRate: 30 });
    expect(audioEncoder()).toEqual({ sampleRate: 48000, stereo: false, bitrate: 40 });
  });

  it.each(["90p", "90p_1", "120p_4", "360p_11", "480p", "480p_1", "1080p_5", "4k", "4k_1", "4k_3"] as const)(
    "knows %s",
    (name) => {
      expect(cameraEncoder(name).width).toBeGreaterThan(0);
    },
  );

  it("gives a preset and its _1 the same values", () => {
    expect(cameraEncoder("720p_1")).toEqual(cameraEncoder("720p"));
    expect(screenEncoder("720p_1")).toEqual(screenEncoder("720p"));
  });

  it.each(["", "4K", "480p_5", "480p_2_1", "90p_2", "toString", "constructor"])(
    "does not know %s",
    (name) => {
      expect(() => cameraEncoder(name as never)).toThrow(
        `INVALID_PARAMS: encoderConfig is ${JSON.stringify(name)}`,
      );
      expect(() => screenEncoder(name as never)).toThrow("INVALID_PARAMS");
      expect(() => audioEncoder(name as never)).toThrow("INVALID_PARAMS");
    },
  );
});

describe("objects", () => {
  it("takes numbers and constraints", () => {
    const config = { width: 640, height: { ideal: 360 }, frameRate: { min: 5, max: 15 }, bitrateMax: 300 };
    expect(cameraEncoder(config)).toEqual(config);
  });

  it.each<[string, object]>([
    ["encoderConfig.width is NaN", { width: Number.NaN }],
    ["encoderConfig.height is 0", { height: 0 }],
    ['encoderConfig.frameRate is "15"', { frameRate: "15" }],
    ["encoderConfig.width.exact is -1", { width: { exact: -1 } }],
    ["encoderConfig.width is null", { width: null }],
    ["encoderConfig.bitrateMax is Infinity", { bitrateMax: Number.POSITIVE_INFINITY }],
    ["encoderConfig.bitrateMin is 500", { bitrateMin: 500, bitrateMax: 400 }],
  ])("refuses: %s", (text, config) => {
    expect(() => cameraEncoder(config)).toThrow(`INVALID_PARAMS: ${text}`);
  });

  it("refuses what is no object", () => {
    expect(() => cameraEncoder(null as never)).toThrow("encoderConfig is null");
    expect(() => audioEncoder([] as never)).toThrow("encoderConfig is []");
    expect(() => audioEncoder({ stereo: 1 } as never)).toThrow("encoderConfig.stereo is 1");
    expect(() => checkBitrates("", { bitrateMin: -5 })).toThrow("bitrateMin is -5");
  });
});
