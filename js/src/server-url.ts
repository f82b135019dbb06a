import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";
import { invalid } from "./validate.ts";

/** All that can say where the media server is. */
export interface ServerHints {
  /** createClient({serverUrl}). */
  config: string | undefined;
  /** setParameter("SERVER_URL", url). */
  parameter: string | undefined;
  /** data-server-url of the script tag. */
  attribute: string | undefined;
  /** The first argument of join. */
  appid: string;
  /** The script's own address, "" where it is not known. */
  script: string;
}

/** A media server. */
export interface Server {
  /** ws(s)://host[:port][/path], with neither /rtc nor a slash at the end. */
  ws: string;
  /** The same with http(s). */
  http: string;
  /** What said so, for errors. */
  from: string;
}

const WAYS =
  'give its ws(s):// or http(s):// address as createClient({serverUrl}), as setParameter("SERVER_URL", address), ' +
  "as data-server-url of the script tag, or as the appid";

/**
 * Finds the media server: the first hint that is set counts. The script's own
 * origin is taken only where it is the page's or this machine's, so that a
 * page's users are never told to a host that merely serves the script.
 * Throws INVALID_PARAMS and WEB_SECURITY_RESTRICT.
 */
export function findServer(hints: ServerHints, page: { origin: string; protocol: string }): Server {
  const [address, from] = firstHint(hints, page.origin);
  const server = parseServer(address, from);
  checkAllowed(server, page.protocol);
  return server;
}

/** Parses a media server's address. Throws INVALID_PARAMS. */
export function parseServer(address: string, from: string): Server {
  const url = parseUrl(address);
  const scheme = url && /^(ws|http)(s?):$/.exec(url.protocol);
  if (!url || !scheme) throw invalid(from, address, "a ws(s):// or http(s):// address");
  const rest = `${scheme[2]}://${url.host}${url.pathname.replace(/\/+(rtc\/*)?$/, "")}`;
  return { ws: `ws${rest}`, http: `http${rest}`, from };
}

/** Throws WEB_SECURITY_RESTRICT where the browser would refuse the server to this page. */
export function checkAllowed(server: Server, pageProtocol: string): void {
  if (pageProtocol !== "https:" || server.ws.startsWith("wss:")) return;
  if (isLocal(server)) return;
  throw new AgoraRTCError(
    "WEB_SECURITY_RESTRICT",
    `a page over https may not connect to ${server.ws} (from ${server.from}): serve the media server over TLS and ` +
      `give its wss:// address, or open the page over http on this machine`,
  );
}

function firstHint(hints: ServerHints, pageOrigin: string): [address: string, from: string] {
  if (hints.config !== undefined) return [hints.config, "serverUrl"];
  if (hints.parameter !== undefined) return [hints.parameter, "SERVER_URL"];
  if (hints.attribute) return [hints.attribute, "data-server-url"];
  if (/^(ws|http)s?:\/\//i.test(hints.appid)) return [hints.appid, "appid"];
  const script = parseUrl(hints.script);
  if (script && /^https?:$/.test(script.protocol)) {
    if (script.origin === pageOrigin || isLoopback(script.hostname)) {
      return [script.origin, "the script's own origin"];
    }
  }
  throw new AgoraRTCError(
    "INVALID_PARAMS",
    `it is not known where the media server is (appid is ${show(hints.appid)}): ${WAYS}`,
  );
}

/** Whether a media server is on this machine. */
export function isLocal(server: Server): boolean {
  return isLoopback(new URL(server.http).hostname);
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
