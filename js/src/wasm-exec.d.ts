/**
 * Go's own wasm_exec.js, read by the build from the Go installation that
 * compiles the engine, and wrapped in a function.
 */
declare module "go:wasm_exec" {
  /** Evaluates it. `fs` is what its bare `fs` means. It sets fs, process, path and Go on the global. */
  export default function evaluate(fs: { writeSync(fd: number, bytes: Uint8Array): number }): void;
}
