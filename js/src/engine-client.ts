import type { EngineCalls, EngineClientConfig, EngineDispatch, EngineEvents, EngineSink } from "./engine.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import type { Loader } from "./loader.ts";
import type { AgoraRTCErrorCode } from "./types.ts";

type Method = keyof EngineCalls;
type Result<M extends Method> = EngineCalls[M]["result"];

/** What the engine tells besides the ends of calls. */
type Told = Exclude<keyof EngineEvents, "settled" | "failed">;

/** A handler of each of these events. */
export type EngineHandlers = { [E in Told]: (...args: EngineEvents[E]) => void };

/** One handler of all of them. */
export type EngineEventHandler = (name: Told, args: unknown[]) => void;

interface Call {
  send: ((dispatch: EngineDispatch, number: number) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: AgoraRTCError): void;
}

/** A place in the order of calls, taken before it is known what will be called. */
export interface Place {
  call<M extends Method>(method: M, ...args: EngineCalls[M]["args"]): Promise<Result<M>>;
  /** Gives the place up. */
  cancel(): void;
}

/**
 * One client of the engine, as promises. Calls wait for the engine to be
 * loaded and reach it in the order in which they were made.
 */
export class EngineClient {
  readonly #loader: Loader;
  readonly #config: () => EngineClientConfig;
  readonly #handle: EngineEventHandler;
  readonly #crashed: () => void;
  #waiting: Call[] = [];
  readonly #sent = new Map<number, Call>();
  #lastNumber = 0;
  #dispatch: EngineDispatch | undefined;
  #attaching = false;
  #run = 0;

  constructor(
    loader: Loader,
    config: () => EngineClientConfig,
    handle: EngineEventHandler,
    crashed: () => void,
  ) {
    this.#loader = loader;
    this.#config = config;
    this.#handle = handle;
    this.#crashed = crashed;
    loader.onCrash((why) => this.#lose(why));
  }

  /** Calls the engine. Rejects with its error, or with that of loading it. */
  call<M extends Method>(method: M, ...args: EngineCalls[M]["args"]): Promise<Result<M>> {
    return this.reserve().call(method, ...args);
  }

  /** Takes a place: calls made from now on wait until it is used or given up. */
  reserve(): Place {
    const call: Call = { send: undefined, resolve: () => {}, reject: () => {} };
    this.#waiting.push(call);
    return {
      call: (method, ...args) =>
        new Promise((resolve, reject) => {
          call.resolve = resolve as (value: unknown) => void;
          call.reject = reject;
          call.send = (dispatch, number) => dispatch(number, method, ...args);
          this.#flush();
        }),
      cancel: () => {
        this.#waiting = this.#waiting.filter((other) => other !== call);
        this.#flush();
      },
    };
  }

  /** Resolves when the engine is loaded. */
  async ready(): Promise<void> {
    await this.#loader.load();
  }

  #flush(): void {
    while (this.#waiting[0]?.send) {
      if (!this.#dispatch) {
        void this.#attach();
        return;
      }
      this.#send(this.#dispatch, this.#waiting.shift() as Call);
    }
  }

  #send(dispatch: EngineDispatch, call: Call): void {
    const number = ++this.#lastNumber;
    this.#sent.set(number, call);
    try {
      call.send?.(dispatch, number);
    } catch (thrown) {
      this.#sent.delete(number);
      call.reject(lost(textOf(thrown)));
    }
  }

  async #attach(): Promise<void> {
    if (this.#attaching) return;
    this.#attaching = true;
    try {
      const newClient = await this.#loader.load();
      this.#dispatch = newClient(this.#config(), this.#newSink());
      if (!this.#dispatch) throw new AgoraRTCError("UNEXPECTED_ERROR", "the engine could not make a client");
    } catch (thrown) {
      this.#rejectWaiting(thrown instanceof AgoraRTCError ? thrown : lost(textOf(thrown)));
    } finally {
      this.#attaching = false;
    }
    this.#flush();
  }

  /** A sink for one run of the engine: what a dead one still says is dropped. */
  #newSink(): EngineSink {
    const run = ++this.#run;
    return (event, ...args) => {
      if (run !== this.#run) return;
      try {
        this.#take(event, args);
      } catch (thrown) {
        console.error(thrown);
      }
    };
  }

  #take(event: keyof EngineEvents, args: unknown[]): void {
    if (event === "settled") {
      const [number, value] = args as EngineEvents["settled"];
      this.#end(number)?.resolve(value);
    } else if (event === "failed") {
      const [number, code, text] = args as EngineEvents["failed"];
      this.#end(number)?.reject(new AgoraRTCError(code as AgoraRTCErrorCode, text));
    } else {
      this.#handle(event, args);
    }
  }

  #end(number: number): Call | undefined {
    const call = this.#sent.get(number);
    this.#sent.delete(number);
    return call;
  }

  #lose(why: string): void {
    if (!this.#dispatch) return;
    this.#dispatch = undefined;
    this.#run++;
    for (const call of this.#sent.values()) call.reject(lost(why));
    this.#sent.clear();
    this.#rejectWaiting(lost(why));
    this.#crashed();
  }

  #rejectWaiting(error: AgoraRTCError): void {
    const calls = this.#waiting.filter((call) => call.send);
    this.#waiting = this.#waiting.filter((call) => !call.send);
    for (const call of calls) call.reject(error);
  }
}

function lost(why: string): AgoraRTCError {
  return new AgoraRTCError("UNEXPECTED_ERROR", `the engine has ended (${why}): the next call starts it anew`);
}
