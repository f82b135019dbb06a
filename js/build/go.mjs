import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { leanModfile, SAFEJS } from "./lean-safejs.mjs";
import { leanOverlay } from "./lean-time.mjs";

/** The folder of the module: all paths of the build are told from it. */
export const root = join(import.meta.dirname, "..", "..");

/**
 * The same flags for all that is compared in size. Without inlining the engine
 * is smaller to download, and its calls still take microseconds; so it is with
 * one way of running deferred calls in place of two, and the older collector.
 * The rest makes two builds give the same bytes.
 */
const flags = [
  "-trimpath",
  "-buildvcs=false",
  "-gcflags=all=-l -d=noopendefer=1",
  "-ldflags=-s -w -buildid=",
];
const target = { GOOS: "js", GOARCH: "wasm", GOEXPERIMENT: "nogreenteagc", GOFLAGS: "", GOWORK: "off" };

/** Compiles a package of the module to WebAssembly, with safejs as it is published if asked. */
export function compile(pkg, out, { tags = "", env = {}, publishedSafejs = false } = {}) {
  const modfile = publishedSafejs ? [] : [`-modfile=${leanModfile(root, downloadedModule(SAFEJS))}`];
  const overlay = `-overlay=${leanOverlay(root, goroot())}`;
  run(
    ["build", ...flags, overlay, ...modfile, ...(tags ? [`-tags=${tags}`] : []), "-o", out, pkg],
    env,
    "inherit",
  );
}

/** The wasm_exec.js of the Go installation that compiles the engine: the two must match. */
export function readWasmExec() {
  return readFileSync(join(goroot(), "lib", "wasm", "wasm_exec.js"), "utf8");
}

/** Where Go is installed. */
export function goroot() {
  return run(["env", "GOROOT"]).trim();
}

/** The modules that are linked into a package, as {path, version, dir}. */
export function linkedModules(pkg) {
  const format = "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}";
  const lines = run(["list", "-deps", "-f", format, pkg]).split("\n").filter(Boolean);
  return [...new Set(lines)].sort().map((line) => {
    const [path, version, dir] = line.split("\t");
    return { path, version, dir };
  });
}

/** A module of go.mod, downloaded if it must be, as {version, dir}. */
function downloadedModule(path) {
  const { Version: version, Dir: dir } = JSON.parse(run(["mod", "download", "-json", path]));
  return { version, dir };
}

function run(args, env = {}, stdout = "pipe") {
  return execFileSync("go", args, {
    cwd: root,
    env: { ...process.env, ...target, ...env },
    encoding: "utf8",
    stdio: ["ignore", stdout, "inherit"],
  });
}
