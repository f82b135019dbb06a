import { watchCsp } from "./csp.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { parseServer, type Server } from "./server-url.ts";
import { show } from "./show.ts";

/** What a token endpoint gives. */
export interface Grant {
  server: Server;
  token: string;
}

/**
 * Asks a server's token endpoint (LiveKit's form: room_name and
 * participant_identity in, server_url and participant_token out).
 * Rejects CAN_NOT_GET_GATEWAY_SERVER, WEB_SECURITY_RESTRICT, UNEXPECTED_RESPONSE.
 */
export async function requestToken(
  server: Server,
  room: string,
  identity: string | undefined,
  signal: AbortSignal,
): Promise<Grant> {
  const url = `${server.http}/token`;
  const response = await post(url, { room_name: room, participant_identity: identity }, signal);
  if (!response.ok) throw refused(url, server, response.status, await response.text().catch(() => ""));
  const answer = (await response.json().catch(() => undefined)) as
    | { server_url?: unknown; participant_token?: unknown }
    | null
    | undefined;
  if (typeof answer?.server_url !== "string" || typeof answer.participant_token !== "string") {
    throw new AgoraRTCError(
      "UNEXPECTED_RESPONSE",
      `${url} answered ${show(answer)}, not server_url and participant_token`,
    );
  }
  try {
    return {
      server: parseServer(answer.server_url, `server_url of ${url}`),
      token: answer.participant_token,
    };
  } catch (thrown) {
    throw new AgoraRTCError("UNEXPECTED_RESPONSE", textOf(thrown));
  }
}

async function post(url: string, body: object, signal: AbortSignal): Promise<Response> {
  const csp = watchCsp(url);
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      signal,
    });
  } catch (thrown) {
    const directive = await csp.violation();
    if (directive) {
      throw new AgoraRTCError(
        "WEB_SECURITY_RESTRICT",
        `the page's CSP does not allow ${url}: add it to ${directive}`,
      );
    }
    throw new AgoraRTCError(
      "CAN_NOT_GET_GATEWAY_SERVER",
      `POST ${url} for a token has failed (${textOf(thrown)}): the server cannot be reached, ` +
        `or does not allow this page's origin`,
    );
  } finally {
    csp.end();
  }
}

function refused(url: string, server: Server, status: number, body: string): AgoraRTCError {
  const why =
    status === 404 || status === 405
      ? "this server has no token endpoint: pass a token"
      : body
        ? show(body)
        : "it gives no reason";
  return new AgoraRTCError(
    "CAN_NOT_GET_GATEWAY_SERVER",
    `POST ${url} for a token was answered ${status}: ${why} (the server is known from ${server.from})`,
  );
}
