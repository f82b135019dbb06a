import { setArea } from "./area.ts";
import { createBufferSourceAudioTrack } from "./buffer-source-track.ts";
import { Client } from "./client.ts";
import {
  createCameraVideoTrack,
  createCustomAudioTrack,
  createCustomVideoTrack,
  createMicrophoneAndCameraTracks,
  createMicrophoneAudioTrack,
  createScreenVideoTrack,
} from "./create-tracks.ts";
import { addDeviceHooks } from "./device-hooks.ts";
import { getCameras, getDevices, getMicrophones, getPlaybackDevices } from "./devices.ts";
import { getElectronScreenSources } from "./electron.ts";
import { loader } from "./loader.ts";
import { setLogLevel } from "./logger.ts";
import { checkSystemRequirements } from "./requirements.ts";
import { sdkEvents } from "./sdk-events.ts";
import { setParameter } from "./settings.ts";
import { getSupportedCodec } from "./supported-codecs.ts";
import { checkAudioTrackIsActive, checkVideoTrackIsActive } from "./track-activity.ts";
import type { ClientConfig, IAgoraRTC } from "./types.ts";
import { createChannelMediaRelayConfiguration } from "./unsupported.ts";

/** The package's version, put in by the build. */
declare const __VERSION__: string;

/** The SDK's entry. */
export const AgoraRTC: IAgoraRTC = Object.assign(sdkEvents, {
  VERSION: __VERSION__,
  createClient(config?: ClientConfig) {
    const client = new Client(loader, config);
    if (typeof document === "object") loader.load().catch(() => {});
    return client;
  },
  createMicrophoneAudioTrack,
  createCameraVideoTrack,
  createMicrophoneAndCameraTracks,
  createCustomAudioTrack,
  createCustomVideoTrack,
  createBufferSourceAudioTrack,
  createScreenVideoTrack: createScreenVideoTrack as IAgoraRTC["createScreenVideoTrack"],
  getDevices,
  getCameras,
  getMicrophones,
  getPlaybackDevices,
  getElectronScreenSources,
  checkVideoTrackIsActive,
  checkAudioTrackIsActive,
  getSupportedCodec,
  checkSystemRequirements,
  setLogLevel,
  setParameter,
  setArea,
  createChannelMediaRelayConfiguration,
  enableLogUpload() {},
  disableLogUpload() {},
});

addDeviceHooks(AgoraRTC);
