import { readFileSync } from "node:fs";
import { join } from "node:path";
import { edit, write } from "./edit.mjs";

/** The file of Go's standard library that is changed on its way into the engine. */
export const SLEEP = "time/sleep.go";

/**
 * Whoever imports package time has, for one setting of the environment that no
 * page can make (GODEBUG=asynctimerchan), package internal/godebug linked, and
 * with it a bisection of programs, the runtime's metrics and a concurrent map: a
 * twentieth of the download. Without it the setting is at its default.
 */
const edits = [
  ['import (\n\t"internal/godebug"\n\t"unsafe"\n)\n', 'import "unsafe"\n'],
  ['var asynctimerchan = godebug.New("asynctimerchan")\n\n', ""],
  ['\tif asynctimerchan.Value() == "1" {\n\t\tasynctimerchan.IncNonDefault()\n\t\treturn nil\n\t}\n', ""],
];

/** What the notices say of Go. */
export const CHANGES = `Changed by the build of Dualstream: ${SLEEP} is modified, to do without the setting
asynctimerchan.`;

/**
 * Writes the changed file and, beside it, the list for -overlay that puts it in
 * the place of Go's own; returns the list's path. The installation of Go stays as
 * it is, and so does all that is not built by js/build.
 */
export function leanOverlay(root, goroot) {
  const lean = join(root, ".cache", "lean", "go");
  const original = join(goroot, "src", SLEEP);
  const copy = join(lean, SLEEP);
  write(copy, edit(original, readFileSync(original, "utf8"), edits));
  const list = join(lean, "overlay.json");
  write(list, JSON.stringify({ Replace: { [original]: copy } }));
  return list;
}
