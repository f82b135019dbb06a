import { log, WARNING } from "./logger.ts";
import type { ClientRoleOptions } from "./types.ts";
import { checkOneOf, requiredObject } from "./validate.ts";

/** Checks the arguments of setClientRole. Throws INVALID_PARAMS. */
export function checkRole(role: unknown, options?: ClientRoleOptions): asserts role is "audience" | "host" {
  checkOneOf("role", role, ["audience", "host"]);
  if (options === undefined) return;
  checkOneOf("options.level", requiredObject("options", options).level, [1, 2]);
  log(WARNING, "setClientRole: options.level has no effect: every user receives with the least latency");
}
