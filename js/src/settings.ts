import { DEBUG, log } from "./logger.ts";
import { show } from "./show.ts";
import { invalid } from "./validate.ts";

/** What setParameter knows. */
export interface Settings {
  SERVER_URL?: string;
  WASM_URL?: string;
}

/** The present values. */
export const settings: Settings = {};

/** Sets one of them. Unknown keys are ignored, as documented. Throws INVALID_PARAMS. */
export function setParameter(key: string, value: unknown): void {
  if (key !== "SERVER_URL" && key !== "WASM_URL") {
    log(DEBUG, `setParameter: ${show(key)} is not known and is ignored`);
    return;
  }
  if (typeof value !== "string" || value === "") throw invalid(`setParameter ${key}`, value, "an address");
  settings[key] = value;
}
