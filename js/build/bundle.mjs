import { readFileSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { root } from "./go.mjs";
import { esbuildWasmExec } from "./wasm-exec.mjs";

/** The package's own description. */
export const pkg = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: true,
  metafile: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  target: ["chrome103", "firefox115", "safari16"],
};

/** Bundles the SDK for a script tag and for import, and the demo's page. Returns the files that went in. */
export async function bundle(out) {
  const sdk = { ...common, plugins: [esbuildWasmExec], define: { __VERSION__: JSON.stringify(pkg.version) } };
  const results = await Promise.all([
    esbuild.build({
      ...sdk,
      entryPoints: ["js/src/entry-script.ts"],
      outfile: join(out, "dualstream.js"),
      format: "iife",
    }),
    esbuild.build({
      ...sdk,
      entryPoints: ["js/src/entry-module.ts"],
      outfile: join(out, "dualstream.mjs"),
      format: "esm",
    }),
    esbuild.build({
      ...common,
      entryPoints: ["demo/web/page/main.ts", "demo/web/page/style.css"],
      outdir: join(out, "demo"),
      format: "esm",
    }),
  ]);
  return results.flatMap((result) => Object.keys(result.metafile.inputs));
}
