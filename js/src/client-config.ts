import type { EngineClientConfig } from "./engine.ts";
import { log, WARNING } from "./logger.ts";
import { parseServer } from "./server-url.ts";
import { settings } from "./settings.ts";
import { warnOfCodec } from "./supported-codecs.ts";
import type { ClientConfig } from "./types.ts";
import { checkOneOf, invalid, requiredObject } from "./validate.ts";

/** Documented fields that mean nothing on the media servers of this SDK. */
const WITHOUT_EFFECT = ["proxyServer", "turnServer", "httpRetryConfig", "websocketRetryConfig"];

/** Checks the configuration of a client. Throws INVALID_PARAMS. */
export function readClientConfig(config: ClientConfig = { codec: "vp8", mode: "rtc" }): {
  engine: Omit<EngineClientConfig, "environment">;
  serverUrl: string | undefined;
} {
  const { codec, mode, role, serverUrl } = requiredObject("config", config);
  checkOneOf("config.codec", codec, ["vp8", "h264"]);
  checkOneOf("config.mode", mode, ["rtc", "live"]);
  if (role !== undefined) checkOneOf("config.role", role, ["audience", "host"]);
  if (serverUrl !== undefined) {
    if (typeof serverUrl !== "string") throw invalid("config.serverUrl", serverUrl, "an address");
    parseServer(serverUrl, "config.serverUrl");
  }
  warnOfCodec(codec);
  for (const field of WITHOUT_EFFECT) {
    if (field in config)
      log(WARNING, `createClient: config.${field} has no effect, the media server tells it itself`);
  }
  return {
    engine: {
      mode,
      codec,
      role: mode === "rtc" ? "host" : (role ?? "audience"),
      packetTrains: settings.PACKET_TRAINS ?? true,
    },
    serverUrl,
  };
}
