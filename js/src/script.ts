/** Where the SDK's own code came from. It is told once, by the entry, while that is evaluated. */
export interface ScriptOrigin {
  /** The address of the script or module, "" where it is not known. */
  src: string;
  /** Where the wasm is unless a page says otherwise; it may be relative to the page. */
  wasmUrl: string;
  /** The script tag's data-server-url. */
  serverUrl: string | undefined;
}

/** The present origin. */
export let scriptOrigin: ScriptOrigin = { src: "", wasmUrl: "dualstream.wasm", serverUrl: undefined };

/** Told by the entry. */
export function setScriptOrigin(origin: ScriptOrigin): void {
  scriptOrigin = origin;
}

/** Reads the origin from the script tag that is being evaluated. */
export function originOfScriptTag(script: HTMLOrSVGScriptElement | null): ScriptOrigin {
  const src = script && "src" in script ? script.src : "";
  return {
    src,
    wasmUrl: script?.dataset.wasmUrl || (src ? new URL("dualstream.wasm", src).href : "dualstream.wasm"),
    serverUrl: script?.dataset.serverUrl,
  };
}
