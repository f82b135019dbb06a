import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { goroot, linkedModules, root } from "./go.mjs";
import { CHANGES, SAFEJS } from "./lean-safejs.mjs";
import { CHANGES as GO_CHANGES } from "./lean-time.mjs";

/** The licences of all that is in dist and is not ours. `inputs` are the files that went into the scripts. */
export function thirdPartyNotices(inputs) {
  const parts = [
    { name: `Go (runtime, standard library and wasm_exec.js)\n\n${GO_CHANGES}`, dir: goroot() },
    ...linkedModules("./wasm").map(({ path, version, dir }) => ({
      name: `${path} ${version}${path === SAFEJS ? `\n\n${CHANGES}` : ""}`,
      dir,
    })),
    ...npmPackages(inputs),
  ];
  const texts = parts.map(
    ({ name, dir }) => `${"=".repeat(80)}\n${name}\n${"=".repeat(80)}\n\n${licenceOf(name, dir)}\n`,
  );
  return `Dualstream contains the following works, each under its own licence.\n\n${texts.join("\n")}`;
}

function npmPackages(inputs) {
  const folders = inputs.map((path) => /^node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]).filter(Boolean);
  return [...new Set(folders)].sort().map((folder) => {
    const dir = join(root, folder);
    const { name, version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    return { name: `${name} ${version}`, dir };
  });
}

function licenceOf(name, dir) {
  const files = existsSync(dir)
    ? readdirSync(dir).filter((file) => /^(LICEN[CS]E|NOTICE)(\.|$)/i.test(file))
    : [];
  if (files.length === 0) throw new Error(`${name} is in dist, but has no licence file in ${dir}`);
  return files.map((file) => readFileSync(join(dir, file), "utf8").trim()).join("\n\n");
}
