import { declarationsOf } from "./declarations.mjs";
import { leftOutSource } from "./sources.mjs";

/**
 * The names of left-out.d.ts, by what they belong to.
 * @returns {Map<string, Set<string>>}
 */
export function leftOut() {
  const found = declarationsOf(leftOutSource).find(({ name }) => name === "Unsupported");
  if (!found) throw new Error("left-out.d.ts declares no Unsupported");
  return new Map(found.members.map(({ name, text }) => [name, namesIn(text.slice(text.indexOf(":")))]));
}

function namesIn(/** @type {string} */ union) {
  return new Set([...union.matchAll(/"([^"]+)"/g)].map(([, name]) => name));
}
