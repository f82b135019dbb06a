import type { RtcWishes } from "./engine.ts";
import type { TurnServerConfig } from "./types.ts";
import { checkOptionalBoolean, invalid, requiredObject } from "./validate.ts";

/** A host's name or address, IPv6 in brackets. */
const HOST = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])$/;

/** Checks one TURN server, or a list of them. Throws INVALID_PARAMS. */
export function readTurnServers(name: string, given: TurnServerConfig | TurnServerConfig[]): RtcWishes {
  const list = Array.isArray(given) ? given : [given];
  const read: RtcWishes = { iceServers: [], iceTransportPolicy: "all" };
  for (const config of list) {
    const { turnServerURL, username, password, udpport, tcpport, forceturn } = requiredObject(name, config);
    if (typeof turnServerURL !== "string" || !HOST.test(turnServerURL)) {
      throw invalid(
        `${name}.turnServerURL`,
        turnServerURL,
        "a host's name or address, without scheme and port",
      );
    }
    checkText(`${name}.username`, username);
    checkText(`${name}.password`, password);
    checkOptionalBoolean(`${name}.forceturn`, forceturn);
    checkPort(`${name}.udpport`, udpport);
    checkPort(`${name}.tcpport`, tcpport);
    if (udpport === undefined && tcpport === undefined) {
      throw invalid(`${name}.udpport`, udpport, "a port, as tcpport is not given either");
    }
    const urls = [];
    if (udpport !== undefined) urls.push(`turn:${turnServerURL}:${udpport}?transport=udp`);
    if (tcpport !== undefined) urls.push(`turn:${turnServerURL}:${tcpport}?transport=tcp`);
    read.iceServers.push({ urls, username, credential: password });
    if (forceturn) read.iceTransportPolicy = "relay";
  }
  return read;
}

function checkText(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw invalid(name, value, "text that is not empty");
}

function checkPort(name: string, value: unknown): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > 65535) {
    throw invalid(name, value, "a whole number of 1 to 65535");
  }
}
