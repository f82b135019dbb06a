import { AgoraRTCError } from "./error.ts";
import type { LocalTrack } from "./local-track.ts";

/** Checks that a track still wants the device that was opened for it. Where it was closed meanwhile, the device is freed. Throws OPERATION_ABORTED. */
export function checkStillOpen(track: LocalTrack, media: MediaStreamTrack): void {
  if (!track.isClosed) return;
  media.stop();
  throw new AgoraRTCError(
    "OPERATION_ABORTED",
    `${track.getTrackId()} was closed while its device was opened`,
  );
}
