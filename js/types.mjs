// Shows by compiling that pages written for agora-rtc-sdk-ng's types work with js/src/types.ts: see js/types.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build/go.mjs";
import { comparable } from "./types/comparable.mjs";
import { leftOut } from "./types/left-out.mjs";
import { theirSource } from "./types/sources.mjs";

const unsupported = leftOut();
const work = join(root, ".cache", "types");
mkdirSync(work, { recursive: true });
writeFileSync(join(work, "theirs.d.ts"), comparable(theirSource));
writeFileSync(join(work, "supported.d.ts"), comparable(theirSource, unsupported));

/** The compiler's messages on a project of js/types. */
function compile(project) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", join(root, "js/types", project), "--pretty", "false"];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: root,
  });
  if (error || status === null || stderr) throw error ?? new Error(`tsc: ${stderr}`);
  // A message's further lines are indented.
  return stdout.split(/\n(?! )/).filter((message) => message.trim() !== "");
}

const failures = [
  ...compile("tsconfig.json"),
  ...compile("tsconfig.pages-theirs.json"),
  ...compile("tsconfig.pages-ours.json"),
];
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
const names = [...unsupported.values()].flatMap((some) => [...some]);
console.log(`all is assignable but the ${names.length} names of js/types/left-out.d.ts`);
