import { scriptOrigin } from "./script.ts";
import { findServer, type Server } from "./server-url.ts";
import { settings } from "./settings.ts";
import { checkClaims, readClaims } from "./token.ts";
import type { UID } from "./types.ts";
import { identityOfUid } from "./uid.ts";
import { checkChannel, invalid } from "./validate.ts";

/** A call of join whose arguments are right in themselves. */
export interface JoinRequest {
  appid: string;
  channel: string;
  /** "" where the server is to be asked for one. */
  token: string;
  /** Of the given uid, or of the token; undefined where neither says. */
  identity: string | undefined;
  /** Whether the uid was given as a string: then all uids are seen as strings. */
  stringUid: boolean;
}

/** Checks the arguments of join. Throws INVALID_PARAMS. */
export function readJoin(appid: unknown, channel: unknown, token: unknown, uid: unknown): JoinRequest {
  if (typeof appid !== "string")
    throw invalid("appid", appid, "a string: the media server's address, or any other");
  checkChannel(channel);
  if (token !== null && typeof token !== "string") throw invalid("token", token, "a string or null");
  const given = isUnset(uid) ? undefined : identityOfUid("uid", uid as UID);
  const request = { appid, channel, token: token ?? "", identity: given, stringUid: typeof uid === "string" };
  if (!token) return request;
  const claims = readClaims(token);
  checkClaims(claims, channel, given, "INVALID_PARAMS");
  return { ...request, identity: given ?? claims.identity };
}

/** Whether no uid is asked for. Zero is what pages have that leave it to the server, as in native SDKs. */
function isUnset(uid: unknown): boolean {
  return uid === undefined || uid === null || uid === 0;
}

/** Where the request goes. Throws INVALID_PARAMS and WEB_SECURITY_RESTRICT. */
export function serverOf(request: JoinRequest, configured: string | undefined): Server {
  return findServer(
    {
      config: configured,
      parameter: settings.SERVER_URL,
      attribute: scriptOrigin.serverUrl,
      appid: request.appid,
      script: scriptOrigin.src,
    },
    location,
  );
}
