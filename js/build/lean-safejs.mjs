import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { edit, write } from "./edit.mjs";

/** The module that is changed on its way into the engine. */
export const SAFEJS = "github.com/hack-pad/safejs";

/**
 * safejs makes four error texts with fmt, which brings reflect, os and the
 * tables of Unicode: an eighth of the download. Here they are joined instead, to
 * the same texts. What it loses is the stack trace that only fmt's %+v prints.
 */
const edits = {
  "value.go": [
    ['\t"fmt"\n', '\t"errors"\n'],
    [
      'fmt.Errorf("invalid type for instanceof: %v", t.Type())',
      'errors.New("invalid type for instanceof: " + t.Type().String())',
    ],
    [
      'fmt.Errorf("invalid constructor type for instanceof: %v", err)',
      'errors.New("invalid constructor type for instanceof: " + err.Error())',
    ],
    [
      'fmt.Errorf("invalid constructor type for instanceof: %v", prototype.Type())',
      'errors.New("invalid constructor type for instanceof: " + prototype.Type().String())',
    ],
  ],
  "internal/catch/catch.go": [
    [
      '\t"fmt"\n\t"syscall/js"\n\n\t"github.com/hack-pad/safejs/internal/stackerr"\n)\n',
      '\t"errors"\n\t"syscall/js"\n)\n\n' +
        "// caught wraps an error in a pointer, which can be compared; a js.Error cannot.\n" +
        "type caught struct{ error }\n\n" +
        "func (c *caught) Unwrap() error { return c.error }\n",
    ],
    ["stackerr.WithStack(valueErr)", "&caught{valueErr}"],
    [
      '\tdefault:\n\t\treturn fmt.Errorf("%+v", value)\n',
      "\tcase string:\n\t\treturn errors.New(value)\n" +
        '\tdefault:\n\t\treturn errors.New("a panic with a value that is neither an error nor a text")\n',
    ],
  ],
};

/** What the notices say of the module: its licence asks for it. */
export const CHANGES = `Changed by the build of Dualstream: ${Object.keys(edits).join(" and ")} are modified, to do
without package fmt and without stack traces.`;

/**
 * Writes the changed module, and beside it a go.mod that puts it in the place
 * of the published one; returns that go.mod's path, for -modfile. The module's
 * own go.mod stays as it is, and so does all that is not built by js/build.
 * (-overlay would be for this, but takes no files of the module cache.)
 */
export function leanModfile(root, { version, dir }) {
  const lean = join(root, ".cache", "lean");
  const copy = `safejs-${version}`;
  for (const file of new Set([...sourcesOf(dir), ...Object.keys(edits)])) {
    const text = readFileSync(join(dir, file), "utf8");
    write(join(lean, copy, file), edits[file] ? changed(file, text, version) : text);
  }
  const goMod = readFileSync(join(root, "go.mod"), "utf8");
  // The path is told from the folder of the module, wherever this go.mod is.
  write(join(lean, "go.mod"), `${goMod}\nreplace ${SAFEJS} => ./.cache/lean/${copy}\n`);
  write(join(lean, "go.sum"), readFileSync(join(root, "go.sum"), "utf8"));
  return join(lean, "go.mod");
}

function changed(file, text, version) {
  const edited = edit(`${SAFEJS} ${version}: ${file}`, text, edits[file]);
  return `// Changed by the build of Dualstream: no fmt, no stack traces.\n\n${edited}`;
}

function sourcesOf(dir) {
  return readdirSync(dir, { recursive: true }).filter((file) => /^go\.mod$|(?<!_test)\.go$/.test(file));
}
