import { byId } from "./dom.ts";

/** The list is for reading along, not a log: older entries go. */
const longest = 200;

/** The page's list of what happened, newest first. */
export class EventList {
  readonly #list = byId("events", HTMLOListElement);
  readonly #empty = byId("events-empty", HTMLElement);

  constructor() {
    byId("events-clear", HTMLButtonElement).addEventListener("click", () => {
      this.#list.replaceChildren();
      this.#empty.hidden = false;
    });
  }

  /** Adds what happened to whom, in plain words. */
  add(who: string, text: string, bad = false): void {
    const now = new Date();
    const time = document.createElement("time");
    time.dateTime = now.toISOString();
    time.textContent = now.toLocaleTimeString([], { hour12: false });
    const name = document.createElement("b");
    name.textContent = who;
    const what = document.createElement("span");
    what.textContent = text;
    what.classList.toggle("bad", bad);
    const entry = document.createElement("li");
    entry.append(time, name, what);
    this.#list.prepend(entry);
    if (this.#list.children.length > longest) this.#list.lastElementChild?.remove();
    this.#empty.hidden = true;
  }
}
