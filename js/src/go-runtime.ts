import { type EngineHost, HOST_KEY, type NewEngineClient } from "./engine.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { type GoProgram, newGoProgram, withGoGlobals } from "./go-globals.ts";
import { ERROR, log } from "./logger.ts";
import { readStats } from "./read-stats.ts";

type Resource = Parameters<EngineHost["opened"]>[0];

/**
 * Starts the engine from its compiled module, and returns its constructor of
 * clients. A Go program that ends has crashed: then `ended` is called once,
 * after the resources that it left open were closed.
 */
export async function startEngine(
  module: WebAssembly.Module,
  ended: (why: string) => void,
): Promise<NewEngineClient> {
  const program = newGoProgram();
  const instance = await WebAssembly.instantiate(module, program.importObject);
  const resources = new Set<Resource>();
  let newClient: NewEngineClient | undefined;
  let over = false;

  const end = (why: string): void => {
    if (over) return;
    over = true;
    quieten(program);
    log(ERROR, `the engine has ended: ${why}`);
    for (const resource of resources) closeQuietly(resource);
    ended(why);
  };
  watch(program, end);

  const host: EngineHost = {
    ready: (made) => {
      newClient = made;
    },
    opened: (resource) => void resources.add(resource),
    closed: (resource) => void resources.delete(resource),
    readStats,
  };
  const done = withGoGlobals({ [HOST_KEY]: host }, () => program.run(instance));
  done.then(
    () => end("the program has exited, see the console for its last words"),
    (thrown) => end(textOf(thrown)),
  );
  if (program.exited || over || !newClient) {
    throw new AgoraRTCError(
      "UNEXPECTED_ERROR",
      "the engine has not started, see the console for its last words",
    );
  }
  return newClient;
}

/**
 * Sees at once that a program has exited or trapped while it went on after a
 * callback or timer. It must be at once: wasm_exec.js repeats a timer's
 * callback until the program has taken note of it, and a dead one never does.
 */
function watch(program: GoProgram, end: (why: string) => void): void {
  const resume = program._resume;
  program._resume = () => {
    if (program.exited) return;
    try {
      resume.call(program);
    } catch (thrown) {
      program.exited = true;
      end(textOf(thrown));
      throw thrown;
    }
    if (program.exited) end("the program has exited, see the console for its last words");
  };
}

/** Keeps what still points at a dead program from waking it. */
function quieten(program: GoProgram): void {
  program.exited = true;
  for (const timer of program._scheduledTimeouts.values()) clearTimeout(timer);
  program._scheduledTimeouts.clear();
}

function closeQuietly(resource: Resource): void {
  try {
    resource.close();
  } catch {
    // It was closed already: there is nothing left to free.
  }
}
