import type { NewEngineClient } from "./engine.ts";
import { wrapError } from "./error.ts";
import { startEngine } from "./go-runtime.ts";
import { scriptOrigin } from "./script.ts";
import { settings } from "./settings.ts";
import { downloadModule } from "./wasm-module.ts";

/** What the loader is made of. */
export interface LoaderParts {
  address(): string;
  download(address: string): Promise<WebAssembly.Module>;
  start(module: WebAssembly.Module, ended: (why: string) => void): Promise<NewEngineClient>;
}

/**
 * Loads the engine once for all clients. What has failed is tried anew by the
 * next call; an engine that has ended is started anew, from the module that is
 * there already.
 */
export class Loader {
  readonly #parts: LoaderParts;
  #address = "";
  #module: Promise<WebAssembly.Module> | undefined;
  #engine: Promise<NewEngineClient> | undefined;
  #crashListeners = new Set<(why: string) => void>();

  constructor(parts: LoaderParts) {
    this.#parts = parts;
  }

  /** Starts the download ahead of need. A failure shows when the engine is needed. */
  preload(): void {
    this.#download().catch(() => {});
  }

  /** The engine's constructor of clients. Rejects as downloadModule does, and UNEXPECTED_ERROR. */
  load(): Promise<NewEngineClient> {
    if (this.#engine) return this.#engine;
    const engine = this.#start();
    this.#engine = engine;
    engine.catch(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    return engine;
  }

  /** Registers for the end of a running engine. */
  onCrash(listener: (why: string) => void): void {
    this.#crashListeners.add(listener);
  }

  async #start(): Promise<NewEngineClient> {
    const module = await this.#download();
    try {
      return await this.#parts.start(module, (why) => this.#ended(why));
    } catch (thrown) {
      throw wrapError(thrown, "UNEXPECTED_ERROR", "the engine has not started");
    }
  }

  #download(): Promise<WebAssembly.Module> {
    const address = this.#parts.address();
    if (this.#module && this.#address === address) return this.#module;
    this.#address = address;
    const module = this.#parts.download(address);
    this.#module = module;
    module.catch(() => {
      if (this.#module === module) this.#module = undefined;
    });
    return module;
  }

  #ended(why: string): void {
    this.#engine = undefined;
    for (const listener of this.#crashListeners) listener(why);
  }
}

/** The page's only loader. */
export const loader = new Loader({
  address: () => settings.WASM_URL ?? scriptOrigin.wasmUrl,
  download: downloadModule,
  start: startEngine,
});
