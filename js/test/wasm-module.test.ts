// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { downloadModule, STALL_MS } from "../src/wasm-module.ts";

/** The smallest module there is. */
const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

function serve(body: BodyInit | null, type: string, status = 200) {
  const fetch = vi.fn(async () => new Response(body, { status, headers: { "content-type": type } }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

function violate(blockedURI: string): void {
  const event = new Event("securitypolicyviolation");
  Object.assign(event, { disposition: "enforce", effectiveDirective: "connect-src", blockedURI });
  document.dispatchEvent(event);
}

/** WebAssembly with some members exchanged. */
function stubWebAssembly(members: object): void {
  vi.stubGlobal("WebAssembly", Object.assign(Object.create(WebAssembly), members));
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("downloadModule", () => {
  const url = "https://cdn.example/dualstream.wasm";

  it("compiles while it downloads", async () => {
    const compileStreaming = vi.fn(async (response: Response) =>
      WebAssembly.compile(await response.arrayBuffer()),
    );
    stubWebAssembly({ compileStreaming });
    serve(wasm, "application/wasm");
    expect(await downloadModule(url)).toBeInstanceOf(WebAssembly.Module);
    expect(compileStreaming).toHaveBeenCalledOnce();
  });

  it.each(["text/plain", "application/octet-stream", "application/wasm; charset=utf-8", ""])(
    "takes a server that calls it %s",
    async (type) => {
      const compileStreaming = vi.fn();
      stubWebAssembly({ compileStreaming });
      serve(wasm, type);
      expect(await downloadModule(url)).toBeInstanceOf(WebAssembly.Module);
      expect(compileStreaming).not.toHaveBeenCalled();
    },
  );

  it("rejects NOT_SUPPORTED without WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    await expect(downloadModule(url)).rejects.toThrow("NOT_SUPPORTED");
  });

  it("rejects NETWORK_ERROR and names the address on 404", async () => {
    serve("nothing here", "text/html", 404);
    await expect(downloadModule(url)).rejects.toThrow(/NETWORK_ERROR: https:\/\/cdn.*404.*WASM_URL/);
  });

  it("rejects NETWORK_ERROR on a page in place of the engine", async () => {
    serve("<!doctype html>", "text/html");
    await expect(downloadModule(url)).rejects.toThrow(/NETWORK_ERROR.*text\/html.*is not the engine/);
  });

  it("rejects NETWORK_ERROR offline", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(downloadModule(url)).rejects.toThrow(/NETWORK_ERROR.*Failed to fetch/);
  });

  it.each([
    "WebAssembly.compile(): Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source of script",
    "call to WebAssembly.compile() blocked by CSP",
    "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source",
  ])("rejects WEB_SECURITY_RESTRICT: %s", async (text) => {
    stubWebAssembly({
      compile: async () => Promise.reject(new WebAssembly.CompileError(text)),
      compileStreaming: undefined,
    });
    serve(wasm, "text/plain");
    await expect(downloadModule(url)).rejects.toThrow(/WEB_SECURITY_RESTRICT.*'wasm-unsafe-eval'/);
  });

  it.each([url, "https://cdn.example", "https://cdn.example/"])(
    "rejects WEB_SECURITY_RESTRICT where the request was blocked, told as %s a moment later",
    async (blocked) => {
      vi.stubGlobal("fetch", async () => {
        setTimeout(() => violate(blocked), 5);
        throw new TypeError("Failed to fetch");
      });
      await expect(downloadModule(url)).rejects.toThrow(/WEB_SECURITY_RESTRICT.*add it to connect-src/);
    },
  );

  it("does not take another request's violation for its own", async () => {
    vi.stubGlobal("fetch", async () => {
      violate("https://other.example/x");
      throw new TypeError("Failed to fetch");
    });
    await expect(downloadModule(url)).rejects.toThrow("NETWORK_ERROR");
  });

  it("rejects NETWORK_TIMEOUT where nothing arrives, but not where little does", async () => {
    vi.useFakeTimers();
    let body!: ReadableStreamDefaultController<Uint8Array>;
    vi.stubGlobal("fetch", async (_: string, { signal }: RequestInit) => {
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          body = controller;
          signal?.addEventListener("abort", () => controller.error(signal.reason));
        },
      });
      return new Response(stream, { headers: { "content-type": "text/plain" } });
    });
    const outcome = downloadModule(url).catch((thrown: unknown) => String(thrown));
    const over = vi.fn();
    void outcome.then(over);
    await vi.advanceTimersByTimeAsync(STALL_MS - 1000);
    body.enqueue(wasm.slice(0, 1));
    await vi.advanceTimersByTimeAsync(STALL_MS - 1000);
    expect(over).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await outcome).toMatch(/NETWORK_TIMEOUT: https:\/\/cdn/);
  });
});
