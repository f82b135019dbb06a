import { readWasmExec } from "./go.mjs";

const NAME = "go:wasm_exec";

/** The module go:wasm_exec: Go's script in a function whose parameter is its bare `fs`. */
function moduleText() {
  return `export default function evaluate(fs) {\n${readWasmExec()}\n}\n`;
}

/** Gives esbuild the module go:wasm_exec. */
export const esbuildWasmExec = {
  name: NAME,
  setup(build) {
    build.onResolve({ filter: /^go:wasm_exec$/ }, () => ({ path: "wasm_exec", namespace: "go" }));
    build.onLoad({ filter: /.*/, namespace: "go" }, () => ({ contents: moduleText(), loader: "js" }));
  },
};

/** Gives Vite, and so the unit tests, the module go:wasm_exec. */
export const viteWasmExec = {
  name: NAME,
  enforce: "pre",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? moduleText() : undefined),
};
