/** Finds an element of the page by its id and makes sure of its kind. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} with the id ${id}`);
  return element;
}

/** Sets an element's text and shows it; without a text it is hidden. */
export function showText(element: HTMLElement, text: string | undefined): void {
  element.hidden = !text;
  if (element.textContent !== (text ?? "")) element.textContent = text ?? "";
}

/** Marks one button of a pair as the one that counts. */
export function press(pressed: HTMLElement, other: HTMLElement): void {
  pressed.setAttribute("aria-pressed", "true");
  other.setAttribute("aria-pressed", "false");
}
