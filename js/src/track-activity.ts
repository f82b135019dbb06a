import { audioContext } from "./audio-context.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { LocalAudioTrack } from "./local-audio-track.ts";
import { LocalVideoTrack } from "./local-video-track.ts";
import { DEBUG, log } from "./logger.ts";
import { RemoteAudioTrack, RemoteVideoTrack } from "./remote-track.ts";
import { show } from "./show.ts";
import type { IAudioTrack, IVideoTrack } from "./types.ts";
import { checkOptionalPositive } from "./validate.ts";

/** The least time that is watched, in ms, as documented. */
const FLOOR_MS = 1000;
const LOOK_MS = 100;

/** The size at which pictures are compared. */
const WIDTH = 64;
const HEIGHT = 36;

/** By how much two readings of an amplitude of 0 to 1 differ if there is sound. */
const AUDIBLE = 1e-5;

/** See IAgoraRTC.checkVideoTrackIsActive. */
export async function checkVideoTrackIsActive(track: IVideoTrack, timeout = 5000): Promise<boolean> {
  if (!(track instanceof LocalVideoTrack || track instanceof RemoteVideoTrack)) throw noTrack(track, "video");
  checkOptionalPositive("timeout", timeout);
  const video = elementOf("video", track.getMediaStreamTrack());
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  // A picture that lets through what is under it would change by being drawn again.
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  let before: Uint8ClampedArray | undefined;
  try {
    return await within(timeout, () => {
      // Before the first picture there is nothing to draw, and its coming is no change.
      if (!context || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
      context.drawImage(video, 0, 0, WIDTH, HEIGHT);
      const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
      const changed = before?.some((value, i) => value !== data[i]) ?? false;
      before = data;
      return changed;
    });
  } finally {
    video.srcObject = null;
  }
}

/** See IAgoraRTC.checkAudioTrackIsActive. */
export async function checkAudioTrackIsActive(track: IAudioTrack, timeout = 5000): Promise<boolean> {
  if (!(track instanceof LocalAudioTrack || track instanceof RemoteAudioTrack)) throw noTrack(track, "audio");
  checkOptionalPositive("timeout", timeout);
  const context = audioContext();
  const media = track.getMediaStreamTrack();
  // Chromium gives Web Audio nothing of a remote track that no element plays.
  const element = elementOf("audio", media);
  const source = context.createMediaStreamSource(element.srcObject as MediaStream);
  const analyser = context.createAnalyser();
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let before: number | undefined;
  try {
    const active = await within(timeout, () => {
      if (context.state !== "running") return false;
      analyser.getFloatTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      const changed = before !== undefined && Math.abs(peak - before) > AUDIBLE;
      before = peak;
      return changed;
    });
    if (active || before !== undefined) return active;
  } finally {
    source.disconnect();
    element.srcObject = null;
  }
  throw new AgoraRTCError(
    "INVALID_OPERATION",
    "checkAudioTrackIsActive: the browser lets this page hear nothing before a gesture of the user; call it after one",
  );
}

/** A silent element that plays a track and is not in the page. */
function elementOf<K extends "audio" | "video">(name: K, media: MediaStreamTrack): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.muted = true;
  element.setAttribute("playsinline", "");
  element.srcObject = new MediaStream([media]);
  element.play().catch((thrown) => log(DEBUG, `a track to be checked does not play: ${textOf(thrown)}`));
  return element;
}

/** Looks again and again until it is so, or the time is over. */
async function within(timeout: number, isSo: () => boolean): Promise<boolean> {
  const end = Date.now() + Math.max(FLOOR_MS, timeout);
  do {
    if (isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  } while (Date.now() < end);
  return false;
}

function noTrack(value: unknown, kind: string): AgoraRTCError {
  return new AgoraRTCError(
    "INVALID_TRACK",
    `track is ${show(value)}, it must be a local or remote ${kind} track`,
  );
}
