/**
 * The documented members for which a LiveKit server has nothing: each says what to
 * use in its place.
 */

import { Emitter } from "./emitter.ts";
import { AgoraRTCError } from "./error.ts";
import { log, WARNING } from "./logger.ts";
import type { ClientEvents, EncryptionMode } from "./types.ts";
import { checkOneOf } from "./validate.ts";

const PROXY =
  "media passes a firewall by way of a TURN server: setTurnServer, or the one in the media server's own configuration";
const PUSH = "the server's side starts LiveKit Egress, which sends a room to RTMP addresses";
const INJECT =
  "the server's side starts LiveKit Ingress, which takes an address into a room as a participant";
const RELAY = "a second client of the page can join the other channel and publish the same tracks there";

/** The error of a member that cannot be. */
export function notSupported(member: string, instead: string): AgoraRTCError {
  return new AgoraRTCError(
    "NOT_SUPPORTED",
    `${member} is not there on the media servers of this SDK: ${instead}`,
  );
}

/** The error of a client's proxyServer. */
export const noProxyServer = (member: string) => notSupported(member, PROXY);

/** See IAgoraRTC.createChannelMediaRelayConfiguration. Throws NOT_SUPPORTED. */
export function createChannelMediaRelayConfiguration(): never {
  throw notSupported("createChannelMediaRelayConfiguration", RELAY);
}

/** The part of a client that only refuses. */
export class UnsupportedMembers extends Emitter<ClientEvents> {
  setProxyServer(_proxyServer: string): never {
    throw noProxyServer("setProxyServer");
  }

  startProxyServer(mode?: number): never {
    if (mode !== undefined) checkOneOf("mode", mode, [1, 2, 3, 4, 5]);
    throw noProxyServer("startProxyServer");
  }

  stopProxyServer(): void {
    log(WARNING, "stopProxyServer: there is no proxy that could be stopped");
  }

  setEncryptionConfig(encryptionMode: EncryptionMode, _secret: string, _salt?: Uint8Array): void {
    checkOneOf("encryptionMode", encryptionMode, MODES);
    if (encryptionMode === "none") return;
    throw notSupported(
      `setEncryptionConfig with ${encryptionMode}`,
      'media is encrypted between the page and the media server in any case, and mode "none" is that',
    );
  }

  async setLiveTranscoding(_config: unknown): Promise<never> {
    throw notSupported("setLiveTranscoding", PUSH);
  }

  async startLiveStreaming(_url: string, _transcodingEnabled?: boolean): Promise<never> {
    throw notSupported("startLiveStreaming", PUSH);
  }

  async stopLiveStreaming(_url: string): Promise<never> {
    throw notSupported("stopLiveStreaming", PUSH);
  }

  async addInjectStreamUrl(_url: string, _config: unknown): Promise<never> {
    throw notSupported("addInjectStreamUrl", INJECT);
  }

  async removeInjectStreamUrl(): Promise<never> {
    throw notSupported("removeInjectStreamUrl", INJECT);
  }

  async startChannelMediaRelay(_config: unknown): Promise<never> {
    throw notSupported("startChannelMediaRelay", RELAY);
  }

  async updateChannelMediaRelay(_config: unknown): Promise<never> {
    throw notSupported("updateChannelMediaRelay", RELAY);
  }

  async stopChannelMediaRelay(): Promise<never> {
    throw notSupported("stopChannelMediaRelay", RELAY);
  }

  async sendCustomReportMessage(_reports: unknown): Promise<never> {
    throw notSupported(
      "sendCustomReportMessage",
      "the page can send its reports to its own server with fetch",
    );
  }
}

const MODES: readonly EncryptionMode[] = [
  "none",
  "aes-128-xts",
  "aes-256-xts",
  "aes-128-ecb",
  "sm4-128-ecb",
  "aes-128-gcm",
  "aes-256-gcm",
  "aes-128-gcm2",
  "aes-256-gcm2",
];
