import { DEBUG, log } from "./logger.ts";
import { show } from "./show.ts";
import { invalid } from "./validate.ts";

/** What setParameter knows. */
export interface Settings {
  SERVER_URL?: string;
  WASM_URL?: string;
  /** Whether clients made from now on ask for packet trains and answer them; true if not set. */
  PACKET_TRAINS?: boolean;
  /** Whether microphones made from now on are sent with redundancy; if not set, those without encoderConfig. */
  AUDIO_RED?: boolean;
}

/** The present values. */
export const settings: Settings = {};

/** Sets one of them. Unknown keys are ignored, as documented. Throws INVALID_PARAMS. */
export function setParameter(key: string, value: unknown): void {
  const name = `setParameter ${key}`;
  switch (key) {
    case "SERVER_URL":
    case "WASM_URL":
      if (typeof value !== "string" || value === "") throw invalid(name, value, "an address");
      settings[key] = value;
      break;
    case "PACKET_TRAINS":
    case "AUDIO_RED":
      if (typeof value !== "boolean") throw invalid(name, value, "true or false");
      settings[key] = value;
      break;
    default:
      log(DEBUG, `setParameter: ${show(key)} is not known and is ignored`);
  }
}
