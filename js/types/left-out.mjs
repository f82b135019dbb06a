import { declarationsOf } from "./declarations.mjs";
import { leftOutSource } from "./sources.mjs";

/**
 * A list of left-out.d.ts: the names by what they belong to.
 * @param {"Unsupported" | "Missing"} list
 * @returns {Map<string, Set<string>>}
 */
export function leftOut(list) {
  const found = declarationsOf(leftOutSource).find(({ name }) => name === list);
  if (!found) throw new Error(`left-out.d.ts declares no ${list}`);
  return new Map(found.members.map(({ name, text }) => [name, namesIn(text.slice(text.indexOf(":")))]));
}

/**
 * Two such lists as one.
 * @param {Map<string, Set<string>>} one
 * @param {Map<string, Set<string>>} other
 */
export function joined(one, other) {
  const both = new Map(one);
  for (const [key, names] of other) both.set(key, new Set([...(one.get(key) ?? []), ...names]));
  return both;
}

function namesIn(/** @type {string} */ union) {
  return new Set([...union.matchAll(/"([^"]+)"/g)].map(([, name]) => name));
}
