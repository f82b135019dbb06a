/** A page's tracks, written for agora-rtc-sdk-ng's types: made, played, changed while they are sent. */

import AgoraRTC, {
  type AudioEncoderConfiguration,
  type AudioEncoderConfigurationPreset,
  type AudioSourceOptions,
  type AudioSourceState,
  type BufferSourceAudioTrackInitConfig,
  type CameraVideoTrackInitConfig,
  type ConstrainLong,
  type CustomAudioTrackInitConfig,
  type CustomVideoTrackInitConfig,
  type IBufferSourceAudioTrack,
  type ICameraVideoTrack,
  type ILocalAudioTrack,
  type ILocalTrack,
  type ILocalVideoTrack,
  type IMicrophoneAudioTrack,
  type IRemoteAudioTrack,
  type IRemoteTrack,
  type IRemoteVideoTrack,
  type ITrack,
  type MicrophoneAudioTrackInitConfig,
  type ScreenEncoderConfigurationPreset,
  type ScreenVideoTrackInitConfig,
  type UID,
  type VideoEncoderConfiguration,
  type VideoEncoderConfigurationPreset,
  type VideoPlayerConfig,
} from "agora-rtc-sdk-ng";

export async function open(): Promise<ILocalTrack[]> {
  const speech: AudioEncoderConfigurationPreset = "speech_standard";
  const hall: AudioEncoderConfiguration = { sampleRate: 48000, sampleSize: 16, stereo: true, bitrate: 128 };
  const voice: MicrophoneAudioTrackInitConfig = {
    encoderConfig: speech,
    AEC: true,
    AGC: true,
    ANS: false,
    DTX: true,
  };
  const preset: VideoEncoderConfigurationPreset = "720p_2";
  const picture: CameraVideoTrackInitConfig = {
    encoderConfig: preset,
    facingMode: "user",
    optimizationMode: "motion",
  };
  const microphone = await AgoraRTC.createMicrophoneAudioTrack({ ...voice, microphoneId: "default" });
  const camera = await AgoraRTC.createCameraVideoTrack({ ...picture, cameraId: "front" });
  const [other, second]: [IMicrophoneAudioTrack, ICameraVideoTrack] =
    await AgoraRTC.createMicrophoneAndCameraTracks({ encoderConfig: hall }, { encoderConfig: "480p" });
  return [microphone, camera, other, second];
}

export async function share(): Promise<ILocalTrack[]> {
  const size: ScreenEncoderConfigurationPreset = "1080p_1";
  const config: ScreenVideoTrackInitConfig = {
    encoderConfig: size,
    screenSourceType: "window",
    optimizationMode: "detail",
  };
  const [screen, sound]: [ILocalVideoTrack, ILocalAudioTrack] = await AgoraRTC.createScreenVideoTrack(
    config,
    "enable",
  );
  const silent: ILocalVideoTrack = await AgoraRTC.createScreenVideoTrack({}, "disable");
  const either = await AgoraRTC.createScreenVideoTrack(config, "auto");
  return [screen, sound, silent, ...(Array.isArray(either) ? either : [either])];
}

export function make(audio: MediaStreamTrack, video: MediaStreamTrack): ILocalTrack[] {
  const heard: CustomAudioTrackInitConfig = { mediaStreamTrack: audio, encoderConfig: "high_quality" };
  const seen: CustomVideoTrackInitConfig = { mediaStreamTrack: video, bitrateMin: 100, bitrateMax: 900 };
  return [AgoraRTC.createCustomAudioTrack(heard), AgoraRTC.createCustomVideoTrack(seen)];
}

export async function music(source: File): Promise<IBufferSourceAudioTrack> {
  const config: BufferSourceAudioTrackInitConfig = {
    source,
    cacheOnlineFile: true,
    encoderConfig: "music_standard",
  };
  const options: AudioSourceOptions = { cycle: 2, loop: false, startPlayTime: 1 };
  const track = await AgoraRTC.createBufferSourceAudioTrack(config);
  track.on("source-state-change", (state: AudioSourceState) => console.log(state, track.currentState));
  track.on("track-ended", () => console.log("over"));
  track.startProcessAudioBuffer(options);
  track.pauseProcessAudioBuffer();
  track.seekAudioBuffer(track.duration / 2);
  track.resumeProcessAudioBuffer();
  track.stopProcessAudioBuffer();
  console.log(track.source, track.getCurrentTime());
  return track;
}

export async function change(camera: ICameraVideoTrack, microphone: IMicrophoneAudioTrack) {
  const width: ConstrainLong = { min: 640, ideal: 1280, max: 1920 };
  const encoder: VideoEncoderConfiguration = {
    width,
    height: { exact: 720 },
    frameRate: 15,
    bitrateMax: 1500,
  };
  await camera.setDevice("back");
  await camera.setEncoderConfiguration(encoder);
  await camera.setEncoderConfiguration("360p_7");
  await camera.setOptimizationMode("balanced");
  await camera.setEnabled(false);
  await microphone.setDevice("headset");
  await microphone.setEnabled(true);
  hear(microphone);
}

export function watch(video: ILocalVideoTrack | IRemoteVideoTrack, place: HTMLElement): ImageData {
  const config: VideoPlayerConfig = { mirror: false, fit: "cover" };
  video.play(place, config);
  return video.getCurrentFrameData();
}

export async function hear(audio: ILocalAudioTrack | IRemoteAudioTrack) {
  audio.play();
  audio.setVolume(150);
  await audio.setPlaybackDevice("headset");
  audio.setAudioFrameCallback((buffer: AudioBuffer) => console.log(buffer.length), 8192);
  audio.setAudioFrameCallback(null);
  return audio.getVolumeLevel();
}

export function describe(track: ITrack): string[] {
  track.on("whatever", () => {});
  track.play("player");
  track.stop();
  return [track.getTrackId(), track.trackMediaType, String(track.isPlaying), track.getMediaStreamTrack().id];
}

export function follow(mine: ILocalTrack, other: IRemoteTrack): UID {
  mine.on("track-ended", () => console.log(describe(mine), mine.getTrackLabel(), mine.getStats()));
  other.on("first-frame-decoded", () => console.log(describe(other), other.getStats()));
  return other.getUserId();
}
