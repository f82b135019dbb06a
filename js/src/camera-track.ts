import { constrain, openDevices, trackOf } from "./capture.ts";
import { cameraEncoder } from "./encoder-config.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { bitratesOf, type LocalVideoParts, LocalVideoTrack } from "./local-video-track.ts";
import { log, WARNING } from "./logger.ts";
import { checkStillOpen } from "./still-open.ts";
import type {
  AgoraRTCErrorCode,
  CameraVideoTrackInitConfig,
  ICameraVideoTrack,
  VideoEncoderConfiguration,
  VideoEncoderConfigurationPreset,
} from "./types.ts";
import { checkOneOf, checkOptionalText, checkText, invalid, optionalObject } from "./validate.ts";

/** A camera that is yet to be opened. */
export interface CameraPlan {
  constraints: MediaTrackConstraints;
  parts: LocalVideoParts;
}

/** Reads the configuration of a camera. Throws INVALID_PARAMS. */
export function planCamera(config?: CameraVideoTrackInitConfig): CameraPlan {
  const { encoderConfig, facingMode, cameraId, optimizationMode } = optionalObject("config", config);
  if (facingMode !== undefined) checkOneOf("facingMode", facingMode, ["user", "environment"]);
  if (optimizationMode !== undefined) checkOneOf("optimizationMode", optimizationMode, ["motion", "detail"]);
  checkOptionalText("cameraId", cameraId);
  const encoder = cameraEncoder(encoderConfig);
  return {
    constraints: {
      ...sizeConstraints(encoder),
      ...(facingMode && { facingMode }),
      ...(cameraId && { deviceId: { exact: cameraId } }),
    },
    parts: {
      source: "camera",
      bitrateMin: encoder.bitrateMin,
      bitrateMax: encoder.bitrateMax,
      optimizationMode,
    },
  };
}

/** Of an encoder's configuration, what the source is asked for. */
export function sizeConstraints({
  width,
  height,
  frameRate,
}: VideoEncoderConfiguration): MediaTrackConstraints {
  return {
    ...(width !== undefined && { width: ideal(width) }),
    ...(height !== undefined && { height: ideal(height) }),
    ...(frameRate !== undefined && { frameRate: ideal(frameRate) }),
  };
}

/** The codes of a device that may be in use; some browsers have no error of their own for that. */
const IN_USE: AgoraRTCErrorCode[] = ["NOT_READABLE", "UNEXPECTED_ERROR"];

/** A camera's video: the device is off while it is disabled. */
export class CameraVideoTrack extends LocalVideoTrack implements ICameraVideoTrack {
  /** What the device is opened with. */
  #constraints: MediaTrackConstraints;

  constructor(media: MediaStreamTrack, plan: CameraPlan) {
    super(media, plan.parts);
    this.#constraints = plan.constraints;
  }

  async setDevice(deviceId: string): Promise<void> {
    checkText("deviceId", deviceId);
    return this.inTurn(async () => {
      this.checkOpen();
      const { facingMode: _, ...others } = this.#constraints;
      const constraints = { ...others, deviceId: { exact: deviceId } };
      if (this.enabled && !this.#runsOn(deviceId)) await this.#change(constraints);
      this.#constraints = constraints;
    });
  }

  async setEncoderConfiguration(
    config: VideoEncoderConfiguration | VideoEncoderConfigurationPreset,
  ): Promise<void> {
    // There is no default here, as there is where a camera is made.
    if (config === undefined) throw invalid("encoderConfig", config, "the name of a preset, or an object");
    const encoder = cameraEncoder(config);
    return this.inTurn(async () => {
      this.checkOpen();
      if (!this.enabled) {
        throw new AgoraRTCError(
          "TRACK_IS_DISABLED",
          `setEncoderConfiguration: ${this.getTrackId()} is disabled: setEnabled(true) comes first`,
        );
      }
      const constraints = { ...this.#constraints, ...sizeConstraints(encoder) };
      await constrain(this.getMediaStreamTrack(), constraints);
      this.#constraints = constraints;
      this.changeEncoding(bitratesOf(encoder));
      await this.resend();
    });
  }

  protected override async switchSource(enabled: boolean): Promise<boolean> {
    if (enabled) this.exchangeMedia(await this.#open(this.#constraints));
    else this.getMediaStreamTrack().stop();
    return enabled;
  }

  #runsOn(deviceId: string): boolean {
    const media = this.getMediaStreamTrack();
    return media.readyState === "live" && media.getSettings().deviceId === deviceId;
  }

  /** Goes on with another device. The one before it runs until the other does, where both can. */
  async #change(constraints: MediaTrackConstraints): Promise<void> {
    const before = this.getMediaStreamTrack();
    let media: MediaStreamTrack;
    try {
      media = await this.#open(constraints);
    } catch (thrown) {
      // Many phones have one camera open at a time: they say that the other is in use.
      if (!(thrown instanceof AgoraRTCError && IN_USE.includes(thrown.code))) throw thrown;
      before.stop();
      media = await this.#open(constraints).catch((again) => this.#goBack(again));
    }
    this.exchangeMedia(media);
    before.stop();
    await this.resend();
  }

  /** Opens the device again that was stopped in favour of one that fails, and rejects with why that does. */
  async #goBack(failure: unknown): Promise<never> {
    if (this.isClosed) throw failure;
    try {
      this.exchangeMedia(await this.#open(this.#constraints));
      await this.resend();
    } catch (thrown) {
      log(WARNING, `setDevice: the camera before it does not run again either: ${textOf(thrown)}`);
      this.emit("track-ended");
    }
    throw failure;
  }

  async #open(constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
    const media = trackOf(await openDevices({ video: constraints }), "video");
    checkStillOpen(this, media);
    return media;
  }
}

function ideal(value: number | ConstrainULongRange): ConstrainULongRange {
  return typeof value === "number" ? { ideal: value } : value;
}
