import { AgoraRTCError, textOf } from "./error.ts";
import { DEBUG, log } from "./logger.ts";
import type { AgoraRTCErrorCode } from "./types.ts";

/** The documented code of each way in which the browser refuses a device, by the error's name. */
const codes: Record<string, AgoraRTCErrorCode> = {
  OverconstrainedError: "MEDIA_OPTION_INVALID",
  TrackStartError: "MEDIA_OPTION_INVALID",
  NotReadableError: "NOT_READABLE",
  NotFoundError: "DEVICE_NOT_FOUND",
  DevicesNotFoundError: "DEVICE_NOT_FOUND",
  NotSupportedError: "NOT_SUPPORTED",
  NotAllowedError: "PERMISSION_DENIED",
  InvalidStateError: "PERMISSION_DENIED",
  PermissionDeniedError: "PERMISSION_DENIED",
  ConstraintNotSatisfiedError: "CONSTRAINT_NOT_SATISFIED",
};

/** Called each time that devices were opened: the browser may tell their ids and names from then on. */
export const whenOpened = new Set<() => void>();

/** How long to wait before a size that could not be had is given up, in ms. */
const RETRY_MS = 500;

/** The browser's devices. Throws NOT_SUPPORTED. */
export function mediaDevices(): MediaDevices {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new AgoraRTCError(
      "NOT_SUPPORTED",
      "this page has no access to cameras and microphones: the browser gives it only to pages over https or on localhost",
    );
  }
  return navigator.mediaDevices;
}

/**
 * Opens devices. Where the camera cannot be had at the size that is asked for,
 * any size will do. Rejects with the documented codes.
 */
export async function openDevices(constraints: MediaStreamConstraints): Promise<MediaStream> {
  const devices = mediaDevices();
  const stream = await devices.getUserMedia(constraints).catch(async (thrown) => {
    const error = captureError(thrown);
    const { video } = constraints;
    // Another size brings back no device that is not there.
    const hopeless = thrown?.constraint === "deviceId" || typeof video !== "object";
    if (error.code !== "MEDIA_OPTION_INVALID" || hopeless) throw error;
    log(DEBUG, `the camera is tried without a size: ${error.message}`);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const { width: _, height: __, ...others } = video;
    return devices.getUserMedia({ ...constraints, video: others }).catch((again) => {
      throw captureError(again);
    });
  });
  for (const opened of whenOpened) opened();
  return stream;
}

/** Has an open device go on under other constraints. Rejects with the documented codes; then nothing has changed. */
export async function constrain(media: MediaStreamTrack, constraints: MediaTrackConstraints): Promise<void> {
  await media.applyConstraints(constraints).catch((thrown) => {
    throw captureError(thrown);
  });
}

/** Asks for a screen. Rejects with the documented codes. */
export async function openScreen(options: DisplayMediaStreamOptions): Promise<MediaStream> {
  const devices = mediaDevices();
  if (!("getDisplayMedia" in devices)) {
    throw new AgoraRTCError("NOT_SUPPORTED", "this browser cannot share a screen");
  }
  return devices.getDisplayMedia(options).catch((thrown: unknown) => {
    throw captureError(thrown);
  });
}

/** The only track of its kind of a stream that was just opened. */
export function trackOf(stream: MediaStream, kind: "audio" | "video"): MediaStreamTrack {
  const track = stream.getTracks().find((other) => other.kind === kind);
  if (!track) throw new AgoraRTCError("UNEXPECTED_ERROR", `the browser has opened no ${kind}`);
  return track;
}

/** The documented error of what the browser has refused with; an OverconstrainedError names the constraint. */
export function captureError(thrown: unknown): AgoraRTCError {
  const { name = "", constraint } = (thrown ?? {}) as { name?: string; constraint?: string };
  let text = textOf(thrown);
  if (constraint) text += ` (no device gives what is asked as ${constraint})`;
  if (/starting video failed/i.test(text)) return new AgoraRTCError("MEDIA_OPTION_INVALID", text);
  return new AgoraRTCError(codes[name] ?? "UNEXPECTED_ERROR", text);
}
