import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";
import type { AgoraRTCErrorCode } from "./types.ts";

/** What a LiveKit access token says of itself. */
export interface TokenClaims {
  /** The `sub` claim. */
  identity: string | undefined;
  /** The `video.room` claim. */
  room: string | undefined;
  /** The `exp` claim, in ms since 1970. */
  expiresAt: number | undefined;
}

/** Reads a token's claims. Only the server can verify them. Throws INVALID_PARAMS. */
export function readClaims(token: string): TokenClaims {
  const claims = parsePayload(token) as Claims | null;
  if (typeof claims !== "object" || claims === null) {
    throw new AgoraRTCError(
      "INVALID_PARAMS",
      `token is ${show(token)}, it must be a LiveKit access token (a JWT), or null to ask the server for one`,
    );
  }
  const { sub, exp, video } = claims;
  return {
    identity: text(sub),
    room: text(video?.room),
    expiresAt: typeof exp === "number" ? exp * 1000 : undefined,
  };
}

interface Claims {
  sub?: unknown;
  exp?: unknown;
  video?: { room?: unknown } | null;
}

/** Throws, with the given code, where a token is for another user or channel than was asked for. */
export function checkClaims(
  claims: TokenClaims,
  channel: string,
  identity: string | undefined,
  code: AgoraRTCErrorCode,
): void {
  if (claims.room !== undefined && claims.room !== channel) {
    throw new AgoraRTCError(code, `channel is ${show(channel)}, but the token is for ${show(claims.room)}`);
  }
  if (identity !== undefined && claims.identity !== undefined && claims.identity !== identity) {
    throw new AgoraRTCError(code, `uid is ${show(identity)}, but the token is for ${show(claims.identity)}`);
  }
}

function parsePayload(token: string): unknown {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const base64 = (parts[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
