import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";

/** Who is joined where by this page's clients. */
const taken = new Set<string>();

/** Takes a membership, and returns what gives it back. Throws UID_CONFLICT. */
export function takeMembership(server: string, channel: string, identity: string): () => void {
  const key = JSON.stringify([server, channel, identity]);
  if (taken.has(key)) {
    throw new AgoraRTCError(
      "UID_CONFLICT",
      `uid ${show(identity)} has joined ${show(channel)} already, by another client of this page`,
    );
  }
  taken.add(key);
  return () => taken.delete(key);
}
