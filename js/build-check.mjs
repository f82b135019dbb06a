// Builds twice, the second time with nothing cached, and compares the bytes before they are compressed.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildDist } from "./build/dist.mjs";
import { root } from "./build/go.mjs";

const work = join(root, ".cache", "build-check");
const cache = join(work, "go-cache");
mkdirSync(work, { recursive: true });

const first = await buildDist(join(work, "first"), { compressed: false });
const second = await buildDist(join(work, "second"), { compressed: false, env: { GOCACHE: cache } });
const files = new Set([...Object.keys(first), ...Object.keys(second)]);
const different = [...files].filter((file) => first[file]?.sha256 !== second[file]?.sha256);
if (different.length > 0) {
  console.error(`two builds differ in: ${different.join(", ")} (see ${work})`);
  process.exit(1);
}
rmSync(work, { recursive: true });
console.log(`two builds give the same bytes in ${files.size} files`);
