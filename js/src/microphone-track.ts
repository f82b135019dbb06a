import { openDevices, trackOf } from "./capture.ts";
import { audioEncoder } from "./encoder-config.ts";
import { type LocalAudioParts, LocalAudioTrack } from "./local-audio-track.ts";
import { settings } from "./settings.ts";
import { checkStillOpen } from "./still-open.ts";
import type {
  AudioEncoderConfiguration,
  IMicrophoneAudioTrack,
  MicrophoneAudioTrackInitConfig,
} from "./types.ts";
import { checkOptionalBoolean, checkOptionalText, invalid, optionalObject } from "./validate.ts";

/** A microphone that is yet to be opened. */
export interface MicrophonePlan {
  constraints: MediaTrackConstraints;
  parts: LocalAudioParts;
}

/**
 * A microphone of which the page asks nothing: it is sent with redundancy, which
 * makes up for lost packets, and with fewer bits for that. Measured in
 * docs/fallback.md.
 */
const redundantVoice: AudioEncoderConfiguration = { sampleRate: 48000, stereo: false, bitrate: 24 };

/** Reads the configuration of a microphone. Throws INVALID_PARAMS. */
export function planMicrophone(config?: MicrophoneAudioTrackInitConfig): MicrophonePlan {
  const given = optionalObject("config", config);
  for (const field of ["AEC", "AGC", "ANS", "DTX"] as const) checkOptionalBoolean(field, given[field]);
  checkOptionalText("microphoneId", given.microphoneId);
  const { AEC = true, AGC = true, ANS = true, DTX = false, microphoneId } = given;
  const red = settings.AUDIO_RED ?? given.encoderConfig === undefined;
  const encoder =
    given.encoderConfig === undefined && red ? redundantVoice : audioEncoder(given.encoderConfig);
  return {
    constraints: {
      echoCancellation: AEC,
      autoGainControl: AGC,
      noiseSuppression: ANS,
      ...sampling(encoder),
      ...(microphoneId && { deviceId: { exact: microphoneId } }),
    },
    parts: { source: "microphone", encoder, dtx: DTX, red },
  };
}

function sampling({ sampleRate, sampleSize, stereo }: AudioEncoderConfiguration): MediaTrackConstraints {
  return {
    ...(sampleRate && { sampleRate: { ideal: sampleRate } }),
    ...(sampleSize && { sampleSize: { ideal: sampleSize } }),
    ...(stereo !== undefined && { channelCount: { ideal: stereo ? 2 : 1 } }),
  };
}

/** A microphone's audio. */
export class MicrophoneAudioTrack extends LocalAudioTrack implements IMicrophoneAudioTrack {
  #constraints: MediaTrackConstraints;
  /** Whether another device was chosen while the track was disabled, and is yet to be opened. */
  #stale = false;

  constructor(media: MediaStreamTrack, { constraints, parts }: MicrophonePlan) {
    super(media, parts);
    this.#constraints = constraints;
  }

  /** See IMicrophoneAudioTrack.setDevice. */
  async setDevice(deviceId: string): Promise<void> {
    if (typeof deviceId !== "string" || deviceId === "") {
      throw invalid("deviceId", deviceId, "a deviceId that getMicrophones gives");
    }
    return this.inTurn(async () => {
      this.checkOpen();
      const constraints = { ...this.#constraints, deviceId: { exact: deviceId } };
      if (this.enabled) await this.#open(constraints);
      else this.#stale = true;
      this.#constraints = constraints;
    });
  }

  protected override async switchSource(enabled: boolean): Promise<boolean> {
    if (enabled && this.#stale) {
      await this.#open(this.#constraints);
      this.#stale = false;
    }
    return super.switchSource(enabled);
  }

  /** Goes on with another device. The present one is freed only then: where the other cannot be had, it stays. */
  async #open(constraints: MediaTrackConstraints): Promise<void> {
    const media = trackOf(await openDevices({ audio: constraints }), "audio");
    checkStillOpen(this, media);
    const before = this.getMediaStreamTrack();
    this.exchangeMedia(media);
    try {
      await this.resend();
    } finally {
      before.stop();
    }
  }
}
