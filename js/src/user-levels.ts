import { LocalAudioTrack } from "./local-audio-track.ts";
import type { LocalTrack } from "./local-track.ts";
import type { RemoteUser } from "./remote-user.ts";
import type { Statistics } from "./statistics.ts";
import type { UID } from "./types.ts";
import { levelOf } from "./volume.ts";

/** What the statistics have for the loudest. */
const LOUDEST = 32767;

/**
 * The level of each user who is heard, 0 to 1: the own one while audio is
 * published, and those whose audio is received.
 */
export function userLevels(
  own: UID | undefined,
  published: readonly LocalTrack[],
  users: readonly RemoteUser[],
  statistics: Statistics,
): Map<UID, number> {
  const levels = new Map<UID, number>();
  const sent = published.filter((track) => track instanceof LocalAudioTrack);
  if (own !== undefined && sent.length > 0) {
    const told = levelOf(statistics.localAudio().sendVolumeLevel / LOUDEST);
    // Firefox tells no level of what is sent.
    levels.set(own, told > 0 ? told : loudest(sent));
  }
  for (const user of users) {
    if (user.audioTrack) levels.set(user.uid, levelOf(statistics.remoteAudio(user).receiveLevel / LOUDEST));
  }
  return levels;
}

function loudest(tracks: readonly LocalAudioTrack[]): number {
  const levels = tracks
    .filter(({ enabled, muted }) => enabled && !muted)
    .map((track) => track.getVolumeLevel());
  return Math.max(0, ...levels);
}
