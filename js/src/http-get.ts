import type { EngineHost } from "./engine.ts";

/** How long an answer may take, in ms. */
const BOUND_MS = 5_000;

/** How much of an answer's text the engine wants. */
const MAX_BODY = 500;

/** Makes an HTTP GET for the engine. It tells every outcome through `done`, once. */
export const httpGet: EngineHost["get"] = (url, done) => {
  request(url).then(done, () => done({ status: 0, body: "" }));
};

async function request(url: string): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(BOUND_MS) });
  return { status: response.status, body: (await response.text()).slice(0, MAX_BODY) };
}
