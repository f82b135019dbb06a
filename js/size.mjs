// Prints what a page downloads beside the smallest Go programs, and fails over the budget of package.json.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pkg } from "./build/bundle.mjs";
import { brotli, gzip } from "./build/compress.mjs";
import { compile, root } from "./build/go.mjs";

const work = join(root, ".cache", "size");
mkdirSync(work, { recursive: true });

function sizeOf(path) {
  const bytes = readFileSync(path);
  return { raw: bytes.length, gzip: gzip(bytes).length, brotli: brotli(bytes).length };
}

function sizeOfProgram(name, go) {
  const path = join(work, `${name}.wasm`);
  compile(`./js/size/${name}`, path, go);
  return sizeOf(path);
}

function sum(a, b) {
  return { raw: a.raw + b.raw, gzip: a.gzip + b.gzip, brotli: a.brotli + b.brotli };
}

const wasm = sizeOf(join(root, "dist", "dualstream.wasm"));
const script = sizeOf(join(root, "dist", "dualstream.js"));
const empty = sizeOfProgram("empty");
const rows = {
  "dualstream.wasm": wasm,
  "dualstream.js": script,
  "both: what a page downloads": sum(wasm, script),
  "empty Go program": empty,
  "Go program with safejs": sizeOfProgram("safejs", { publishedSafejs: true }),
  "the same, safejs as built in": sizeOfProgram("safejs"),
};

console.log(
  `${"bytes".padEnd(30)}${["raw", "gzip", "brotli"].map((name) => name.padStart(10)).join("")}   to empty`,
);
for (const [name, size] of Object.entries(rows)) {
  const numbers = [size.raw, size.gzip, size.brotli].map((n) => String(n).padStart(10)).join("");
  console.log(`${name.padEnd(30)}${numbers}${(size.brotli / empty.brotli).toFixed(3).padStart(11)}`);
}

const ratio = sum(wasm, script).brotli / empty.brotli;
const { sizeBudget } = pkg.dualstream;
console.log(`budget: ${sizeBudget.toFixed(2)} x the empty program in brotli; it is ${ratio.toFixed(3)}`);
if (ratio > sizeBudget) {
  console.error("the budget is exceeded");
  process.exit(1);
}
