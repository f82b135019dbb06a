import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** @returns {string} */
function read(/** @type {string} */ path) {
  return readFileSync(join(root, path), "utf8");
}

/** What agora-rtc-sdk-ng declares. */
export const theirSource = read("node_modules/agora-rtc-sdk-ng/rtc-sdk_en.d.ts");

/** What this package declares. */
export const ourSource = read("js/src/types.ts");

/** Which of theirs ours has not. */
export const leftOutSource = read("js/types/left-out.d.ts");

/** What users are told of that. */
export const migratingPage = read("docs/migrating.md");
