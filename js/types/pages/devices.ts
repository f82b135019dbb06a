/** A page's devices, written for agora-rtc-sdk-ng's types: what there is, what becomes of it, what this browser can. */

import AgoraRTC, {
  type DeviceInfo,
  type DeviceState,
  type ILocalAudioTrack,
  type ILocalVideoTrack,
  type ScreenSourceType,
} from "agora-rtc-sdk-ng";

AgoraRTC.setLogLevel(2);
AgoraRTC.enableLogUpload();
AgoraRTC.disableLogUpload();
AgoraRTC.onCameraChanged = (info) => report("camera", info);
AgoraRTC.onMicrophoneChanged = (info: DeviceInfo) => report("microphone", info);
AgoraRTC.onPlaybackDeviceChanged = (info) => report("loudspeaker", info);
AgoraRTC.onAudioAutoplayFailed = () => console.log("a gesture, please");

export async function describe() {
  const { video, audio } = await AgoraRTC.getSupportedCodec();
  const all: MediaDeviceInfo[] = await AgoraRTC.getDevices();
  const cameras = await AgoraRTC.getCameras(true);
  const microphones = await AgoraRTC.getMicrophones();
  const loudspeakers = await AgoraRTC.getPlaybackDevices();
  const names = [...all, ...cameras, ...microphones, ...loudspeakers].map((device) => device.label);
  return [AgoraRTC.VERSION, AgoraRTC.checkSystemRequirements(), ...video, ...audio, ...names];
}

export async function check(camera: ILocalVideoTrack, microphone: ILocalAudioTrack) {
  const seen: boolean = await AgoraRTC.checkVideoTrackIsActive(camera);
  return seen && (await AgoraRTC.checkAudioTrackIsActive(microphone, 2000));
}

export async function screens(type?: ScreenSourceType) {
  const sources = await AgoraRTC.getElectronScreenSources(type);
  return sources.map(({ id, name, thumbnail }) => [id, name, thumbnail.toDataURL()]);
}

function report(what: string, { state, device, initAt, updateAt }: DeviceInfo) {
  const active: DeviceState = "ACTIVE";
  console.log(what, device.deviceId, state === active, updateAt - initAt);
}
