import { textOf } from "./error.ts";
import { log, WARNING } from "./logger.ts";
import { requiredObject } from "./validate.ts";

/** Reads an object that the engine tells as JSON text. A text that is none is logged, and nothing is read. */
export function readTold<T extends object>(what: string, text: string): T | undefined {
  try {
    return requiredObject<T>(what, JSON.parse(text));
  } catch (thrown) {
    log(WARNING, `${what} of the engine cannot be read: ${textOf(thrown)}`);
    return undefined;
  }
}
