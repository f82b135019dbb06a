import { log, WARNING } from "./logger.ts";

/** What browsers count as the user's own act. */
const GESTURES = ["pointerdown", "pointerup", "touchend", "click", "keydown"] as const;

let waiting: (() => void)[] = [];

/** Calls back at the user's next gesture: until then the browser keeps audio silent. */
export function whenUserActs(resume: () => void): void {
  if (waiting.push(resume) > 1) return;
  log(WARNING, "the browser plays audio only after a gesture of the user: it starts with the next one");
  for (const gesture of GESTURES)
    document.addEventListener(gesture, onGesture, { capture: true, passive: true });
}

function onGesture(): void {
  for (const gesture of GESTURES) document.removeEventListener(gesture, onGesture, { capture: true });
  const resumes = waiting;
  waiting = [];
  for (const resume of resumes) resume();
}
