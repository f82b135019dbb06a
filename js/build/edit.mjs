import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Replaces texts of a file, given as [old, new]. Each must be there exactly
 * once: a file that is not the one that the replacements were written for is
 * an error, and never half changed.
 */
export function edit(file, text, replacements) {
  return replacements.reduce((edited, [from, to]) => {
    const parts = edited.split(from);
    if (parts.length !== 2) {
      throw new Error(
        `${file} has changed: this must be in it once, and is ${parts.length - 1} times:\n${from}`,
      );
    }
    return parts.join(to);
  }, text);
}

/** Writes what is not there yet, in one step: another build may be reading. */
export function write(path, text) {
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    mkdirSync(dirname(path), { recursive: true });
  }
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, text);
  renameSync(whole, path);
}
