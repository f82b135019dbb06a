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
  TOKEN_EXPIRE: "TOKEN_EXPIRE",
} as const;

export const SIMULCAST_STREAM_MODE = {
  AUTO_SIMULCAST_STREAM: -1,
  DISABLE_SIMULCAST_STREM: 0,
  ENABLE_SIMULCAST_STREAM: 1,
} as const;

export const AudienceLatencyLevelType = {
  AUDIENCE_LEVEL_LOW_LATENCY: 1,
  AUDIENCE_LEVEL_ULTRA_LOW_LATENCY: 2,
} as const;

export const AREAS = {
  CHINA: "CHINA",
  ASIA: "ASIA",
  NORTH_AMERICA: "NORTH_AMERICA",
  EUROPE: "EUROPE",
  JAPAN: "JAPAN",
  INDIA: "INDIA",
  OCEANIA: "OCEANIA",
  SOUTH_AMERICA: "SOUTH_AMERICA",
  AFRICA: "AFRICA",
  OVERSEA: "OVERSEA",
  GLOBAL: "GLOBAL",
} as const;
