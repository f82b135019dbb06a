/** Finds an element of the page by its id and makes sure of its kind. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} with the id ${id}`);
  return element;
}

/** Finds an element by its class inside another one and makes sure of its kind. */
export function within<T extends HTMLElement>(parent: ParentNode, name: string, kind: new () => T): T {
  const element = parent.querySelector(`.${name}`);
  if (!(element instanceof kind)) throw new Error(`there is no ${kind.name} of the class ${name}`);
  return element;
}

/** Sets an element's text and shows it; without a text it is hidden. */
export function showText(element: HTMLElement, text: string | undefined): void {
  element.hidden = !text;
  if (element.textContent !== (text ?? "")) element.textContent = text ?? "";
}

/** Marks a button as one that counts, or not. */
export function press(button: HTMLElement, pressed: boolean): void {
  button.setAttribute("aria-pressed", String(pressed));
}
