import { CameraVideoTrack, planCamera, sizeConstraints } from "./camera-track.ts";
import { openDevices, openScreen, trackOf } from "./capture.ts";
import { checkSourceType, openElectronScreen } from "./electron.ts";
import { audioEncoder, checkBitrates, screenEncoder } from "./encoder-config.ts";
import { AgoraRTCError } from "./error.ts";
import { LocalAudioTrack } from "./local-audio-track.ts";
import { LocalVideoTrack } from "./local-video-track.ts";
import { MicrophoneAudioTrack, planMicrophone } from "./microphone-track.ts";
import type {
  CameraVideoTrackInitConfig,
  CustomAudioTrackInitConfig,
  CustomVideoTrackInitConfig,
  MicrophoneAudioTrackInitConfig,
  ScreenVideoTrackInitConfig,
} from "./types.ts";
import { checkOneOf, checkOptionalText, invalid, optionalObject, requiredObject } from "./validate.ts";

/** See IAgoraRTC.createMicrophoneAudioTrack. */
export async function createMicrophoneAudioTrack(
  config?: MicrophoneAudioTrackInitConfig,
): Promise<MicrophoneAudioTrack> {
  const plan = planMicrophone(config);
  return new MicrophoneAudioTrack(trackOf(await openDevices({ audio: plan.constraints }), "audio"), plan);
}

/** See IAgoraRTC.createCameraVideoTrack. */
export async function createCameraVideoTrack(config?: CameraVideoTrackInitConfig): Promise<CameraVideoTrack> {
  const plan = planCamera(config);
  return new CameraVideoTrack(trackOf(await openDevices({ video: plan.constraints }), "video"), plan);
}

/** See IAgoraRTC.createMicrophoneAndCameraTracks. */
export async function createMicrophoneAndCameraTracks(
  audioConfig?: MicrophoneAudioTrackInitConfig,
  videoConfig?: CameraVideoTrackInitConfig,
): Promise<[MicrophoneAudioTrack, CameraVideoTrack]> {
  const audio = planMicrophone(audioConfig);
  const video = planCamera(videoConfig);
  const stream = await openDevices({ audio: audio.constraints, video: video.constraints });
  return [
    new MicrophoneAudioTrack(trackOf(stream, "audio"), audio),
    new CameraVideoTrack(trackOf(stream, "video"), video),
  ];
}

/** See IAgoraRTC.createCustomAudioTrack. */
export function createCustomAudioTrack(config: CustomAudioTrackInitConfig): LocalAudioTrack {
  const { mediaStreamTrack, encoderConfig } = requiredObject("config", config);
  checkMedia(mediaStreamTrack, "audio");
  return new LocalAudioTrack(mediaStreamTrack, {
    source: "custom-audio",
    encoder: audioEncoder(encoderConfig),
    dtx: false,
  });
}

/** See IAgoraRTC.createCustomVideoTrack. */
export function createCustomVideoTrack(config: CustomVideoTrackInitConfig): LocalVideoTrack {
  const { mediaStreamTrack, bitrateMin, bitrateMax, optimizationMode } = requiredObject("config", config);
  checkMedia(mediaStreamTrack, "video");
  checkBitrates("", config);
  if (optimizationMode !== undefined) checkOneOf("optimizationMode", optimizationMode, ["motion", "detail"]);
  return new LocalVideoTrack(mediaStreamTrack, {
    source: "custom-video",
    bitrateMin,
    bitrateMax,
    optimizationMode,
  });
}

/** See IAgoraRTC.createScreenVideoTrack. */
export async function createScreenVideoTrack(
  config?: ScreenVideoTrackInitConfig,
  withAudio: "enable" | "disable" | "auto" = "disable",
): Promise<LocalVideoTrack | [LocalVideoTrack, LocalAudioTrack]> {
  const given = optionalObject("config", config);
  const { encoderConfig, screenSourceType, electronScreenSourceId, optimizationMode = "detail" } = given;
  checkOneOf("withAudio", withAudio, ["enable", "disable", "auto"]);
  checkOneOf("optimizationMode", optimizationMode, ["motion", "detail"]);
  checkSourceType("screenSourceType", screenSourceType);
  checkOptionalText("electronScreenSourceId", electronScreenSourceId);
  const encoder = screenEncoder(encoderConfig);
  const { bitrateMin, bitrateMax } = encoder;
  const stream = electronScreenSourceId
    ? await openElectronScreen(electronScreenSourceId, encoder, withAudio)
    : await openScreen({
        video: {
          ...sizeConstraints(encoder),
          ...(screenSourceType && { displaySurface: screenSourceType === "screen" ? "monitor" : "window" }),
        },
        audio: withAudio !== "disable",
      });
  const media = stream.getAudioTracks()[0];
  if (withAudio === "enable" && !media) {
    for (const track of stream.getTracks()) track.stop();
    throw new AgoraRTCError(
      "SHARE_AUDIO_NOT_ALLOWED",
      "the user or the browser shares this without its audio",
    );
  }
  const video = new LocalVideoTrack(trackOf(stream, "video"), {
    source: "screen",
    bitrateMin,
    bitrateMax,
    optimizationMode,
  });
  if (!media) return video;
  return [video, new LocalAudioTrack(media, { source: "screen-audio", encoder: audioEncoder(), dtx: false })];
}

function checkMedia(media: MediaStreamTrack, kind: "audio" | "video"): void {
  if (media?.kind !== kind || typeof media.getSettings !== "function") {
    throw invalid("mediaStreamTrack", media, `a MediaStreamTrack of ${kind}`);
  }
}
