/** The entry of dualstream.mjs, for import. Outside of a browser it can be imported, and does nothing. */
import { AgoraRTC } from "./agora-rtc.ts";
import { loader } from "./loader.ts";
import { setScriptOrigin } from "./script.ts";

// Bundlers find and copy the wasm by this very form.
const wasmUrl = new URL("./dualstream.wasm", import.meta.url).href;
setScriptOrigin({ src: import.meta.url, wasmUrl, serverUrl: undefined });

// Not at once: the importing module may yet say where the wasm is.
if (typeof document === "object") queueMicrotask(() => loader.preload());

export {
  AREAS,
  AudienceLatencyLevelType,
  ConnectionDisconnectedReason,
  RemoteStreamFallbackType,
  RemoteStreamType,
  SIMULCAST_STREAM_MODE,
} from "./enums.ts";
export { AgoraRTCError } from "./error.ts";
export default AgoraRTC;
