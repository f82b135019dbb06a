import type { EngineEnvironment } from "./engine.ts";

/** What the browser says of itself. */
export function environment(): EngineEnvironment {
  const { userAgent, platform, maxTouchPoints } = navigator;
  return { userAgent, platform, maxTouchPoints };
}
