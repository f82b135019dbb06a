import type { IAgoraRTC } from "../../../js/src/types.ts";

declare global {
  /** What the script tag of the SDK leaves behind. */
  var DualStream: IAgoraRTC | undefined;
}

/** The SDK that the script tag loaded; undefined if it did not load. */
export function loadedSDK(): IAgoraRTC | undefined {
  return globalThis.DualStream;
}
