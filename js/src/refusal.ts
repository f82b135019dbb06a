import { AgoraRTCError } from "./error.ts";
import type { Server } from "./server-url.ts";

/** How long the server's answer may take, in ms. */
const BOUND_MS = 3_000;

/** How much of the server's text is told. */
const MAX_TEXT = 500;

/** What a server says against a connection. */
interface Refusal {
  /** Whether it is the token. */
  token: boolean;
  status: number;
  text: string;
}

/**
 * Asks a LiveKit server over HTTP why it refused a connection: a browser does
 * not tell that of a WebSocket. Gives `error` itself where there is no more to
 * know.
 */
export async function explain<T>(error: T, server: Server, token: string): Promise<T | AgoraRTCError> {
  if (!(error instanceof AgoraRTCError) || error.code !== "CAN_NOT_GET_GATEWAY_SERVER") return error;
  const refusal = await ask(server, token);
  if (!refusal) return error;
  const what = refusal.token
    ? "refused the token"
    : `refused the connection with HTTP status ${refusal.status}`;
  return new AgoraRTCError(error.code, `the media server at ${server.http} ${what}: ${refusal.text}`);
}

/** Whether the server says that it does not take a token. A server that cannot be reached does not say so. */
export async function isRefused(server: Server, token: string): Promise<boolean> {
  return (await ask(server, token))?.token ?? false;
}

async function ask(server: Server, token: string): Promise<Refusal | undefined> {
  try {
    const url = `${server.http}/rtc/validate?access_token=${encodeURIComponent(token)}`;
    const response = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(BOUND_MS) });
    if (response.ok) return undefined;
    const { status } = response;
    // The server repeats a token that it does not take, which is not for logs.
    const text = (await response.text()).replaceAll(token, "(token)").slice(0, MAX_TEXT);
    return { token: status === 401 || status === 403, status, text };
  } catch {
    return undefined;
  }
}
