import { byId } from "./dom.ts";

/** The lists are for reading along, not logs: older entries go. */
const longest = 200;

/** A list of what happened, newest first. */
export class EventList {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;

  /** `id` is the list's; its button and its hint have ids made of it. */
  constructor(id: string) {
    this.#list = byId(id, HTMLOListElement);
    this.#empty = byId(`${id}-empty`, HTMLElement);
    byId(`${id}-clear`, HTMLButtonElement).addEventListener("click", () => {
      this.#list.replaceChildren();
      this.#empty.hidden = false;
    });
  }

  /** Adds what happened to whom, in plain words. The same of several at once is one entry. */
  add(who: string, text: string, bad = false): void {
    const now = new Date();
    const time = document.createElement("time");
    time.dateTime = now.toISOString();
    time.textContent = now.toLocaleTimeString([], { hour12: false });
    if (this.#join(time.textContent, who, text)) return;
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

  /** Adds a name to the entry of the same second that says the same; false if there is none. */
  #join(time: string, who: string, text: string): boolean {
    for (const entry of this.#list.children) {
      const [at, name, what] = entry.children;
      if (at?.textContent !== time) return false;
      const names = name?.textContent?.split(", ");
      if (!name || !names || what?.textContent !== text || names.includes(who)) continue;
      name.textContent = [...names, who].join(", ");
      return true;
    }
    return false;
  }
}
