import type {
  AudioEncoderConfiguration,
  AudioEncoderConfigurationPreset,
  ScreenEncoderConfigurationPreset,
  VideoEncoderConfiguration,
  VideoEncoderConfigurationPreset,
} from "./types.ts";

/** width, height, and where documented frames per second and the least and greatest bitrate in kbps. */
type Row = readonly [number, number, number?, number?, number?];

/** The documented table of camera presets; "_1" is the same as none. */
// biome-ignore format: a table
const video: Record<string, Row> = {
  "90p": [160, 90],
  "120p": [160, 120, 15, 30, 65],
  "120p_3": [120, 120, 15, 30, 50],
  "120p_4": [212, 120],
  "180p": [320, 180, 15, 30, 140],
  "180p_3": [180, 180, 15, 30, 100],
  "180p_4": [240, 180, 15, 30, 120],
  "240p": [320, 240, 15, 40, 200],
  "240p_3": [240, 240, 15, 40, 140],
  "240p_4": [424, 240, 15, 40, 220],
  "360p": [640, 360, 15, 80, 400],
  "360p_3": [360, 360, 15, 80, 260],
  "360p_4": [640, 360, 30, 80, 600],
  "360p_6": [360, 360, 30, 80, 400],
  "360p_7": [480, 360, 15, 80, 320],
  "360p_8": [480, 360, 30, 80, 490],
  "360p_9": [640, 360, 15, 80, 800],
  "360p_10": [640, 360, 24, 80, 800],
  "360p_11": [640, 360, 24, 80, 1000],
  "480p": [640, 480, 15, 100, 500],
  "480p_2": [640, 480, 30, 100, 1000],
  "480p_3": [480, 480, 15, 100, 400],
  "480p_4": [640, 480, 30, 100, 750],
  "480p_6": [480, 480, 30, 100, 600],
  "480p_8": [848, 480, 15, 100, 610],
  "480p_9": [848, 480, 30, 100, 930],
  "480p_10": [640, 480, 10, 100, 400],
  "720p": [1280, 720, 15, 120, 1130],
  "720p_2": [1280, 720, 30, 120, 2000],
  "720p_3": [1280, 720, 30, 120, 1710],
  "720p_5": [960, 720, 15, 120, 910],
  "720p_6": [960, 720, 30, 120, 1380],
  "1080p": [1920, 1080, 15, 120, 2080],
  "1080p_2": [1920, 1080, 30, 120, 3000],
  "1080p_3": [1920, 1080, 30, 120, 3150],
  "1080p_5": [1920, 1080, 60, 120, 4780],
  "1440p": [2560, 1440, 30, 120, 4850],
  "1440p_2": [2560, 1440, 60, 120, 7350],
  "4k": [3840, 2160, 30, 120, 8910],
  "4k_3": [3840, 2160, 60, 120, 13500],
};

/** The documented table of screen presets. Sizes are upper bounds. */
const screen: Record<string, Row> = {
  "480p": [640, 480, 5],
  "480p_2": [640, 480, 30],
  "720p": [1280, 720, 5],
  "720p_2": [1280, 720, 30],
  "1080p": [1920, 1080, 5],
  "1080p_2": [1920, 1080, 30],
};

/** The documented table of audio presets. */
const audio: Record<AudioEncoderConfigurationPreset, AudioEncoderConfiguration> = {
  speech_low_quality: { sampleRate: 16000, stereo: false, bitrate: 24 },
  speech_standard: { sampleRate: 32000, stereo: false, bitrate: 24 },
  music_standard: { sampleRate: 48000, stereo: false, bitrate: 40 },
  standard_stereo: { sampleRate: 48000, stereo: true, bitrate: 64 },
  high_quality: { sampleRate: 48000, stereo: false, bitrate: 128 },
  high_quality_stereo: { sampleRate: 48000, stereo: true, bitrate: 192 },
};

/** The configuration that a camera preset's name stands for. */
export function videoPreset(name: VideoEncoderConfigurationPreset): VideoEncoderConfiguration | undefined {
  const row = find(video, name);
  return row && fromRow(row, row[0], row[1]);
}

/** The configuration that a screen preset's name stands for. */
export function screenPreset(name: ScreenEncoderConfigurationPreset): VideoEncoderConfiguration | undefined {
  const row = find(screen, name);
  return row && fromRow(row, { max: row[0] }, { max: row[1] });
}

/** The configuration that an audio preset's name stands for. */
export function audioPreset(name: AudioEncoderConfigurationPreset): AudioEncoderConfiguration | undefined {
  return Object.hasOwn(audio, name) ? audio[name] : undefined;
}

function find(table: Record<string, Row>, name: string): Row | undefined {
  const key = Object.hasOwn(table, name) ? name : name.replace(/_1$/, "");
  return Object.hasOwn(table, key) && !(key !== name && key.includes("_")) ? table[key] : undefined;
}

function fromRow(
  [, , frameRate, bitrateMin, bitrateMax]: Row,
  width: NonNullable<VideoEncoderConfiguration["width"]>,
  height: NonNullable<VideoEncoderConfiguration["height"]>,
): VideoEncoderConfiguration {
  return {
    width,
    height,
    ...(frameRate !== undefined && { frameRate }),
    ...(bitrateMin !== undefined && { bitrateMin }),
    ...(bitrateMax !== undefined && { bitrateMax }),
  };
}
