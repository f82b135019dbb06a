import { defineConfig } from "vitest/config";
import { viteWasmExec } from "./build/wasm-exec.mjs";

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../node_modules/.vite",
  plugins: [viteWasmExec],
  define: { __VERSION__: JSON.stringify("0.0.0-test") },
  test: { environment: "node", include: ["test/**/*.test.ts"], testTimeout: 10_000 },
});
