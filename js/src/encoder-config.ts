import { audioPreset, screenPreset, videoPreset } from "./presets.ts";
import type {
  AudioEncoderConfiguration,
  CameraVideoTrackInitConfig,
  ConstrainLong,
  CustomAudioTrackInitConfig,
  ScreenVideoTrackInitConfig,
  VideoEncoderConfiguration,
} from "./types.ts";
import { checkOptionalBoolean, checkOptionalPositive, invalid, requiredObject } from "./validate.ts";

/** Reads a camera's encoderConfig. Throws INVALID_PARAMS. */
export function cameraEncoder(
  given: CameraVideoTrackInitConfig["encoderConfig"] = "480p_1",
): VideoEncoderConfiguration {
  return typeof given === "string" ? named(given, videoPreset(given)) : checkVideo(given);
}

/** Reads a screen's encoderConfig. Throws INVALID_PARAMS. */
export function screenEncoder(
  given: ScreenVideoTrackInitConfig["encoderConfig"] = "1080p_2",
): VideoEncoderConfiguration {
  return typeof given === "string" ? named(given, screenPreset(given)) : checkVideo(given);
}

/** Reads the encoderConfig of audio. Throws INVALID_PARAMS. */
export function audioEncoder(
  given: CustomAudioTrackInitConfig["encoderConfig"] = "music_standard",
): AudioEncoderConfiguration {
  return typeof given === "string" ? named(given, audioPreset(given)) : checkAudio(given);
}

function named<T>(name: string, preset: T | undefined): T {
  if (!preset)
    throw invalid("encoderConfig", name, 'the name of a documented preset, as "480p_1", or an object');
  return preset;
}

function checkVideo(config: VideoEncoderConfiguration): VideoEncoderConfiguration {
  requiredObject("encoderConfig", config);
  for (const field of ["width", "height", "frameRate"] as const) {
    checkConstraint(`encoderConfig.${field}`, config[field]);
  }
  checkBitrates("encoderConfig.", config);
  return config;
}

/** Checks the two bounds of a bitrate. Throws INVALID_PARAMS. */
export function checkBitrates(prefix: string, config: { bitrateMin?: number; bitrateMax?: number }): void {
  checkOptionalPositive(`${prefix}bitrateMin`, config.bitrateMin);
  checkOptionalPositive(`${prefix}bitrateMax`, config.bitrateMax);
  if ((config.bitrateMin ?? 0) > (config.bitrateMax ?? Number.POSITIVE_INFINITY)) {
    throw invalid(
      `${prefix}bitrateMin`,
      config.bitrateMin,
      `at most bitrateMax, which is ${config.bitrateMax}`,
    );
  }
}

function checkAudio(config: AudioEncoderConfiguration): AudioEncoderConfiguration {
  requiredObject("encoderConfig", config);
  for (const field of ["sampleRate", "sampleSize", "bitrate"] as const) {
    checkOptionalPositive(`encoderConfig.${field}`, config[field]);
  }
  checkOptionalBoolean("encoderConfig.stereo", config.stereo);
  return config;
}

function checkConstraint(name: string, value: number | ConstrainLong | undefined): void {
  if (typeof value !== "object" || value === null) {
    checkOptionalPositive(name, value);
    return;
  }
  for (const bound of ["min", "max", "ideal", "exact"] as const) {
    checkOptionalPositive(`${name}.${bound}`, value[bound]);
  }
}
