import { AgoraRTCError } from "./error.ts";
import type { Server } from "./server-url.ts";

/** How long the server's answer may take, in ms. */
const BOUND_MS = 3_000;

/** How much of the server's text is told. */
const MAX_TEXT = 500;

/**
 * Asks a LiveKit server over HTTP why it refused a connection: a browser does
 * not tell that of a WebSocket. Gives `error` itself where there is no more to
 * know.
 */
export async function explain<T>(error: T, server: Server, token: string): Promise<T | AgoraRTCError> {
  if (!(error instanceof AgoraRTCError) || error.code !== "CAN_NOT_GET_GATEWAY_SERVER") return error;
  try {
    const url = `${server.http}/rtc/validate?access_token=${encodeURIComponent(token)}`;
    const response = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(BOUND_MS) });
    if (response.ok) return error;
    const text = (await response.text()).slice(0, MAX_TEXT);
    const what =
      response.status === 401 || response.status === 403
        ? "refused the token"
        : `refused the connection with HTTP status ${response.status}`;
    return new AgoraRTCError(error.code, `the media server at ${server.http} ${what}: ${text}`);
  } catch {
    return error;
  }
}
