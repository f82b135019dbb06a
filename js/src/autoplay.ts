import { log, WARNING } from "./logger.ts";

/** What browsers count as the user's own act. */
const GESTURES = ["pointerdown", "pointerup", "touchend", "click", "keydown"] as const;

const waiting = new Set<() => void>();
let warned = false;

/** Calls back at the user's next gesture, once: until then the browser plays nothing. */
export function whenUserActs(resume: () => void): void {
  waiting.add(resume);
  // Adding a listener that is there already changes nothing.
  for (const gesture of GESTURES)
    document.addEventListener(gesture, onGesture, { capture: true, passive: true });
}

/** Warns, once until the next gesture, that the browser has refused to play. */
export function warnOfRefusal(): void {
  if (!warned) {
    log(WARNING, "the browser plays audio only after a gesture of the user: it starts with the next one");
  }
  warned = true;
}

function onGesture(): void {
  for (const gesture of GESTURES) document.removeEventListener(gesture, onGesture, { capture: true });
  const resumes = [...waiting];
  waiting.clear();
  warned = false;
  for (const resume of resumes) resume();
}
