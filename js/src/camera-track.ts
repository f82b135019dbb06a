import { openDevices, trackOf } from "./capture.ts";
import { cameraEncoder } from "./encoder-config.ts";
import { AgoraRTCError } from "./error.ts";
import { type LocalVideoParts, LocalVideoTrack } from "./local-video-track.ts";
import type { CameraVideoTrackInitConfig, ICameraVideoTrack, VideoEncoderConfiguration } from "./types.ts";
import { checkOneOf, checkOptionalText, optionalObject } from "./validate.ts";

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

/** A camera's video: the device is off while it is disabled. */
export class CameraVideoTrack extends LocalVideoTrack implements ICameraVideoTrack {
  readonly #constraints: MediaTrackConstraints;

  constructor(media: MediaStreamTrack, plan: CameraPlan) {
    super(media, plan.parts);
    this.#constraints = plan.constraints;
  }

  protected override async switchSource(enabled: boolean): Promise<boolean> {
    if (!enabled) {
      this.getMediaStreamTrack().stop();
      return false;
    }
    const media = trackOf(await openDevices({ video: this.#constraints }), "video");
    if (this.isClosed) {
      media.stop();
      throw new AgoraRTCError(
        "OPERATION_ABORTED",
        `${this.getTrackId()} was closed while its camera was opened`,
      );
    }
    this.exchangeMedia(media);
    return true;
  }
}

function ideal(value: number | ConstrainULongRange): ConstrainULongRange {
  return typeof value === "number" ? { ideal: value } : value;
}
