import type { EngineClientConfig } from "./engine.ts";
import { log, WARNING } from "./logger.ts";
import { readRetry } from "./retry.ts";
import { parseServer } from "./server-url.ts";
import { settings } from "./settings.ts";
import { warnOfCodec } from "./supported-codecs.ts";
import { readTurnServers } from "./turn.ts";
import type { ClientConfig } from "./types.ts";
import { noProxyServer } from "./unsupported.ts";
import { checkOneOf, invalid, requiredObject } from "./validate.ts";

/** Checks the configuration of a client. Throws INVALID_PARAMS, and NOT_SUPPORTED for a proxyServer. */
export function readClientConfig(config: ClientConfig = { codec: "vp8", mode: "rtc" }): {
  engine: Omit<EngineClientConfig, "environment">;
  serverUrl: string | undefined;
} {
  const { codec, mode, role, serverUrl, turnServer } = requiredObject("config", config);
  checkOneOf("config.codec", codec, ["vp8", "h264"]);
  checkOneOf("config.mode", mode, ["rtc", "live"]);
  if (role !== undefined) checkOneOf("config.role", role, ["audience", "host"]);
  if (serverUrl !== undefined) {
    if (typeof serverUrl !== "string") throw invalid("config.serverUrl", serverUrl, "an address");
    parseServer(serverUrl, "config.serverUrl");
  }
  if (config.proxyServer !== undefined) throw noProxyServer("config.proxyServer");
  warnOfCodec(codec);
  if (config.httpRetryConfig !== undefined) {
    readRetry("config.httpRetryConfig", config.httpRetryConfig);
    log(WARNING, "createClient: config.httpRetryConfig has no effect: a token is asked for once");
  }
  return {
    engine: {
      mode,
      codec,
      role: mode === "rtc" ? "host" : (role ?? "audience"),
      packetTrains: settings.PACKET_TRAINS ?? true,
      rtc: readTurnServers("config.turnServer", turnServer ?? []),
      retry: readRetry("config.websocketRetryConfig", config.websocketRetryConfig),
    },
    serverUrl,
  };
}
