// Builds dist. `node js/build.mjs [-tags=TAGS] [FOLDER]`
import { join, resolve } from "node:path";
import { buildDist } from "./build/dist.mjs";
import { root } from "./build/go.mjs";

const args = process.argv.slice(2);
const tags = args.find((arg) => arg.startsWith("-tags="))?.slice("-tags=".length);
const folder = args.find((arg) => !arg.startsWith("-"));

const manifest = await buildDist(folder ? resolve(folder) : join(root, "dist"), { tags });
for (const [file, { bytes, brotli }] of Object.entries(manifest)) {
  console.log(
    `${file.padEnd(28)} ${String(bytes).padStart(9)}${brotli ? `  brotli ${String(brotli).padStart(7)}` : ""}`,
  );
}
