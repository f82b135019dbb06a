import { AREAS } from "./enums.ts";
import { log, WARNING } from "./logger.ts";
import { checkOneOf, invalid } from "./validate.ts";

let warned = false;

/**
 * Takes the documented areas, one or a list or an object with a list of those that
 * are left out. The page's own server is where it is: the first call warns of that.
 * Throws INVALID_PARAMS.
 */
export function setArea(area: unknown): void {
  const { areaCode, excludedArea } =
    typeof area === "object" && area !== null && !Array.isArray(area)
      ? (area as { areaCode?: unknown; excludedArea?: unknown })
      : { areaCode: area };
  check("area", areaCode);
  if (excludedArea !== undefined) check("excludedArea", excludedArea);
  if (warned) return;
  warned = true;
  log(
    WARNING,
    "setArea has no effect: which media server is used is said by serverUrl, SERVER_URL or the appid",
  );
}

function check(name: string, given: unknown): void {
  const list = Array.isArray(given) ? given : [given];
  if (list.length === 0) throw invalid(name, given, "an area, or a list of at least one");
  for (const one of list) checkOneOf(name, one, Object.values(AREAS));
}
