import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotli, gzip } from "./compress.mjs";

const PRECOMPRESSED = /\.(wasm|js|mjs|css)$/;

/** Writes .br and .gz beside what a page downloads, unless told not to, and manifest.json: the size and hash of each file. */
export function finish(out, compressed = true) {
  const manifest = {};
  for (const path of filesOf(out)) {
    const bytes = readFileSync(path);
    const entry = { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    if (compressed && PRECOMPRESSED.test(path)) {
      const [gz, br] = [gzip(bytes), brotli(bytes)];
      writeFileSync(`${path}.gz`, gz);
      writeFileSync(`${path}.br`, br);
      Object.assign(entry, { gzip: gz.length, brotli: br.length });
    }
    manifest[relative(out, path).split(sep).join("/")] = entry;
  }
  writeFileSync(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function filesOf(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
