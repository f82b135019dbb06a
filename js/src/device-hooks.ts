import { mediaDevices, whenOpened } from "./capture.ts";
import { report } from "./emitter.ts";
import { textOf } from "./error.ts";
import { DEBUG, log, WARNING } from "./logger.ts";
import type { DeviceInfo, IAgoraRTC } from "./types.ts";
import { invalid } from "./validate.ts";

type Hook = (info: DeviceInfo) => void;

/** Which hook is called for which kind of device. */
const hookOf = {
  videoinput: "onCameraChanged",
  audioinput: "onMicrophoneChanged",
  audiooutput: "onPlaybackDeviceChanged",
} as const;

/** What is called when a device comes or goes, by the kind of device. */
const hooks: { [kind in MediaDeviceKind]?: Hook } = {};

/** Every device that was ever seen, by kind and id; none before somebody wants to know. */
let seen: Map<string, DeviceInfo> | undefined;

/** The kinds of which the browser tells no ids, since the page may not use them yet. */
let hidden = new Set<MediaDeviceKind>();

let looking: Promise<unknown> = Promise.resolve();

/** Gives the SDK's entry the members that a page sets to hear of devices. See IAgoraRTC.onCameraChanged. */
export function addDeviceHooks(entry: IAgoraRTC): void {
  for (const [kind, name] of Object.entries(hookOf) as [MediaDeviceKind, string][]) {
    Object.defineProperty(entry, name, {
      enumerable: true,
      get: () => hooks[kind],
      set(hook: Hook | null | undefined) {
        if (hook && typeof hook !== "function") throw invalid(name, hook, "a function, null or undefined");
        if (!hook) delete hooks[kind];
        else hooks[kind] = hook;
        if (hook) watch();
      },
    });
  }
}

/** Begins to watch, once. */
function watch(): void {
  if (seen) return;
  try {
    mediaDevices().addEventListener("devicechange", look);
  } catch (thrown) {
    log(WARNING, `no change of devices will be told: ${textOf(thrown)}`);
    return;
  }
  seen = new Map();
  hidden = new Set(["videoinput", "audioinput", "audiooutput"]);
  whenOpened.add(() => {
    if (hidden.size > 0) look();
  });
  look();
}

/** Compares what is there at this moment with what was, and tells it; one look after the other. */
function look(): void {
  const listing = list();
  looking = looking.then(async () => compare(await listing));
}

async function list(): Promise<MediaDeviceInfo[] | undefined> {
  try {
    return await mediaDevices().enumerateDevices();
  } catch (thrown) {
    log(DEBUG, `the devices cannot be listed: ${textOf(thrown)}`);
    return undefined;
  }
}

function compare(devices: MediaDeviceInfo[] | undefined): void {
  if (!devices) return;
  const now = Date.now();
  const known = seen as Map<string, DeviceInfo>;
  const here = new Map(devices.map((device) => [`${device.kind} ${device.deviceId}`, device]));
  // Of a kind that was hidden, what there is now says nothing about a change.
  const silent = hidden;
  hidden = new Set(devices.filter(({ deviceId }) => !deviceId).map(({ kind }) => kind));
  const changes: DeviceInfo[] = [];
  const note = (key: string, device: MediaDeviceInfo, state: DeviceInfo["state"]) => {
    const info = { updateAt: now, initAt: known.get(key)?.initAt ?? now, state, device };
    known.set(key, info);
    if (!silent.has(device.kind) && !hidden.has(device.kind)) changes.push(info);
  };
  for (const [key, device] of here) {
    if (device.deviceId && known.get(key)?.state !== "ACTIVE") note(key, device, "ACTIVE");
  }
  for (const [key, { device, state }] of known) {
    if (state === "ACTIVE" && !here.has(key)) note(key, device, "INACTIVE");
  }
  for (const info of changes) tell(info);
}

function tell(info: DeviceInfo): void {
  try {
    hooks[info.device.kind]?.({ ...info });
  } catch (thrown) {
    report(thrown);
  }
}
