/** The values of the enums that types.ts declares. */

export const RemoteStreamType = { HIGH_STREAM: 0, LOW_STREAM: 1 } as const;

export const RemoteStreamFallbackType = { DISABLE: 0, LOW_STREAM: 1, AUDIO_ONLY: 2 } as const;

export const ConnectionDisconnectedReason = {
  LEAVE: "LEAVE",
  NETWORK_ERROR: "NETWORK_ERROR",
  SERVER_ERROR: "SERVER_ERROR",
  UID_BANNED: "UID_BANNED",
  IP_BANNED: "IP_BANNED",
  CHANNEL_BANNED: "CHANNEL_BANNED",
  UID_CONFLICT: "UID_CONFLICT",
} as const;
