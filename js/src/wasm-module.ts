import { isCspText, watchCsp } from "./csp.ts";
import { AgoraRTCError, textOf } from "./error.ts";

/** How long a download may stand still, in ms. */
export const STALL_MS = 15_000;

/**
 * Downloads and compiles the engine, while it arrives where the browser and the
 * server's MIME type allow it. Rejects NOT_SUPPORTED (no WebAssembly),
 * WEB_SECURITY_RESTRICT (content security policy), NETWORK_TIMEOUT (stands
 * still), NETWORK_ERROR (all else that keeps it from arriving).
 */
export async function downloadModule(address: string): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") {
    throw new AgoraRTCError("NOT_SUPPORTED", "this browser has no WebAssembly");
  }
  const url = new URL(address, document.baseURI).href;
  const stall = new StallGuard(url);
  try {
    const response = await request(url, stall);
    const type = response.headers.get("content-type")?.trim().toLowerCase() ?? "";
    if (type === "application/wasm" && "compileStreaming" in WebAssembly) {
      const compiled = compile(url, type, () => WebAssembly.compileStreaming(response.clone()));
      return await stall.during(response, compiled);
    }
    const bytes = await stall.during(response, response.clone().arrayBuffer());
    return await compile(url, type, () => WebAssembly.compile(bytes));
  } catch (thrown) {
    if (stall.error) throw stall.error;
    if (thrown instanceof AgoraRTCError) throw thrown;
    throw new AgoraRTCError("NETWORK_ERROR", `${url} has not arrived: ${textOf(thrown)}`);
  } finally {
    stall.end();
  }
}

async function request(url: string, stall: StallGuard): Promise<Response> {
  const csp = watchCsp(url);
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", signal: stall.signal });
  } catch (thrown) {
    const directive = await csp.violation();
    if (!directive) throw thrown;
    throw new AgoraRTCError(
      "WEB_SECURITY_RESTRICT",
      `the page's CSP does not allow ${url}: add it to ${directive}`,
    );
  } finally {
    csp.end();
  }
  if (!response.ok) {
    throw new AgoraRTCError(
      "NETWORK_ERROR",
      `${url} was answered ${response.status}: put dualstream.wasm beside the script, or tell its address with ` +
        `setParameter("WASM_URL", address)`,
    );
  }
  return response;
}

async function compile(
  url: string,
  type: string,
  start: () => Promise<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  try {
    return await start();
  } catch (thrown) {
    const text = textOf(thrown);
    if (isCspText(text)) {
      throw new AgoraRTCError(
        "WEB_SECURITY_RESTRICT",
        `the page's CSP does not allow WebAssembly: add 'wasm-unsafe-eval' to script-src (${text})`,
      );
    }
    if (!(thrown instanceof WebAssembly.CompileError)) throw thrown;
    throw new AgoraRTCError("NETWORK_ERROR", `${url} (${type || "no type"}) is not the engine: ${text}`);
  }
}

/** Aborts a download that stands still. */
class StallGuard {
  error: AgoraRTCError | undefined;
  readonly #url: string;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    this.#url = url;
    this.#progress();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Waits for `work` on a copy of the response while the response itself is watched arriving. */
  async during<T>(response: Response, work: Promise<T>): Promise<T> {
    void this.#watch(response).catch(() => {});
    return await work.catch((thrown) => {
      this.#abort.abort();
      throw thrown;
    });
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async #watch(response: Response): Promise<void> {
    const reader = response.body?.getReader();
    while (reader && !(await reader.read()).done) this.#progress();
    this.end();
  }

  #progress(): void {
    this.end();
    this.#timer = setTimeout(() => {
      this.error = new AgoraRTCError(
        "NETWORK_TIMEOUT",
        `${this.#url}: nothing has arrived for ${STALL_MS / 1000} s`,
      );
      this.#abort.abort();
    }, STALL_MS);
  }
}
