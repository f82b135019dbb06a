import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { goroot } from "../../build/go.mjs";
import { leanOverlay, SLEEP } from "../../build/lean-time.mjs";

/** Go's own file, and what is built in its place. */
export function sleepFiles() {
  return inFolder((folder) => {
    const { Replace } = JSON.parse(readFileSync(leanOverlay(folder, goroot()), "utf8"));
    const own = join(goroot(), "src", SLEEP);
    return { own: readFileSync(own, "utf8"), builtIn: readFileSync(Replace[own], "utf8") };
  });
}

/**
 * Changes a Go whose file is given.
 *
 * @param {string} text
 */
export function changeTime(text) {
  inFolder((folder) => {
    const file = join(folder, "src", SLEEP);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    leanOverlay(folder, folder);
  });
}

function inFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), "dualstream-"));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
