import type { UID } from "./types.ts";
import { invalid } from "./validate.ts";

const MAX_UID = 2 ** 32 - 1;
const ASCII = /^[ -~]{1,255}$/;
const RIGHT = "a whole number of 0 to 4294967295, or 1 to 255 ASCII characters";

/** The identity on the media server that a uid stands for. Throws INVALID_PARAMS. */
export function identityOfUid(name: string, uid: unknown): string {
  if (isNumericUid(uid)) return String(uid);
  if (typeof uid === "string" && ASCII.test(uid)) return uid;
  throw invalid(name, uid, RIGHT);
}

/**
 * The identity that an argument for a user stands for: a uid in either form, a
 * user object, or a stream object of version 3.x. Throws INVALID_PARAMS.
 */
export function identityOfRef(name: string, ref: unknown): string {
  return identityOfUid(name, typeof ref === "object" && ref !== null ? uidOfObject(ref) : ref);
}

/** The uid that an identity is shown as: canonical decimals are numbers, unless the client joined with a string. */
export function uidOfIdentity(identity: string, asString: boolean): UID {
  const number = Number(identity);
  return !asString && isNumericUid(number) && String(number) === identity ? number : identity;
}

function isNumericUid(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_UID;
}

function uidOfObject(ref: object): unknown {
  const user = ref as { uid?: unknown; getId?: unknown; getUserId?: unknown };
  if (user.uid !== undefined) return user.uid;
  if (typeof user.getId === "function") return user.getId();
  if (typeof user.getUserId === "function") return user.getUserId();
  return ref;
}
