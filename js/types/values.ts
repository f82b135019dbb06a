/**
 * Shown by compiling it: the values of agora-rtc-sdk-ng's enums, as they are
 * published, are what our calls take, and ours are what its listeners take.
 */

import { RemoteStreamFallbackType, RemoteStreamType } from "agora-rtc-sdk-ng";
import type { IAgoraRTCClient, UID } from "../src/types.ts";

export async function receive(client: IAgoraRTCClient, uid: UID, type: RemoteStreamType) {
  await client.setRemoteVideoStreamType(uid, type);
  await client.setRemoteVideoStreamType(uid, RemoteStreamType.LOW_STREAM);
  await client.setStreamFallbackOption(uid, RemoteStreamFallbackType.AUDIO_ONLY);
  client.on("stream-type-changed", (_uid, seen: RemoteStreamType) => seen === RemoteStreamType.HIGH_STREAM);
}
