import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "../../build/go.mjs";

/**
 * Compiles a Go package of this repository to a WebAssembly module.
 *
 * @param {string} pkg
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compileGo(pkg) {
  const folder = mkdtempSync(join(tmpdir(), "dualstream-"));
  try {
    const out = join(folder, "program.wasm");
    compile(pkg, out);
    return await WebAssembly.compile(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
