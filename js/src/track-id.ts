/** A new track's id: "track-" and 8 characters. */
export function newTrackId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `track-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
