import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, goroot } from "../../build/go.mjs";
import { leanModfile } from "../../build/lean-safejs.mjs";

/**
 * What the program in ./errors prints.
 *
 * @param {boolean} publishedSafejs
 * @returns {string}
 */
export function errorTexts(publishedSafejs) {
  return inFolder((folder) => {
    const page = join(folder, "page.cjs");
    writeFileSync(page, "globalThis.arrow = () => {}; globalThis.thrower = () => { throw { message: 1 } };");
    const program = join(folder, "program.wasm");
    compile("./js/test/go/errors", program, { publishedSafejs });
    const run = join(goroot(), "lib", "wasm", "wasm_exec_node.js");
    return spawnSync(process.execPath, ["-r", page, run, program], { encoding: "utf8" }).stderr;
  });
}

/**
 * Changes a version 9.9.9 of safejs whose value.go is given.
 *
 * @param {string} valueGo
 */
export function changeSafejs(valueGo) {
  inFolder((folder) => {
    writeFileSync(join(folder, "value.go"), valueGo);
    leanModfile(folder, { version: "v9.9.9", dir: folder });
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
