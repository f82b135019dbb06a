import { mediaDevices, openDevices } from "./capture.ts";
import { wrapError } from "./error.ts";
import { checkOptionalBoolean } from "./validate.ts";

type Kind = "audio" | "video";

/** All devices. See IAgoraRTC.getDevices. */
export function getDevices(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]> {
  return list(["audio", "video"], skipPermissionCheck);
}

/** The cameras. */
export async function getCameras(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]> {
  return (await list(["video"], skipPermissionCheck)).filter(({ kind }) => kind === "videoinput");
}

/** The microphones. */
export async function getMicrophones(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]> {
  return (await list(["audio"], skipPermissionCheck)).filter(({ kind }) => kind === "audioinput");
}

/** The devices that play audio. Their names are known where those of the microphones are. */
export async function getPlaybackDevices(skipPermissionCheck?: boolean): Promise<MediaDeviceInfo[]> {
  return (await list(["audio"], skipPermissionCheck)).filter(({ kind }) => kind === "audiooutput");
}

async function list(kinds: Kind[], skip: boolean | undefined): Promise<MediaDeviceInfo[]> {
  checkOptionalBoolean("skipPermissionCheck", skip);
  const devices = await enumerate();
  const nameless = kinds.filter((kind) =>
    devices.some((device) => device.kind === `${kind}input` && !device.label),
  );
  if (skip || nameless.length === 0) return devices;
  const stream = await openDevices(Object.fromEntries(nameless.map((kind) => [kind, true])));
  try {
    return await enumerate();
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function enumerate(): Promise<MediaDeviceInfo[]> {
  const devices = mediaDevices();
  return devices.enumerateDevices().catch((thrown: unknown) => {
    throw wrapError(thrown, "ENUMERATE_DEVICES_FAILED", "the devices cannot be listed");
  });
}
