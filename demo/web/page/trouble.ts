/** What went wrong: a code to look up and a text to read. */
export interface Trouble {
  code: string;
  text: string;
}

/** What a user of the demo can do about it. */
const remedies: Record<string, string> = {
  DEVICE_NOT_FOUND: "Choose the test picture as the source to go on without a camera.",
  PERMISSION_DENIED: "Allow it for this page and try again.",
  NOT_READABLE: "Another program may be using the device.",
  CAN_NOT_GET_GATEWAY_SERVER: "Is the demo’s server still running?",
};

/** Reads an error of the SDK, or any other. */
export function describe(error: unknown): Trouble {
  const code = hasCode(error) ? error.code : error instanceof Error ? error.name : "ERROR";
  const message = error instanceof Error ? error.message : String(error);
  const text = message.replace(`AgoraRTCError ${code}: `, "");
  const remedy = remedies[code];
  return { code, text: remedy ? `${text.replace(/\.?$/, ".")} ${remedy}` : text };
}

/** Whether an error is the SDK's of that code. */
export function isCode(error: unknown, code: string): boolean {
  return hasCode(error) && error.code === code;
}

/** Shows what went wrong in the page; undefined takes it away. */
export function showTrouble(box: HTMLElement, trouble: Trouble | undefined): void {
  box.hidden = !trouble;
  box.replaceChildren();
  if (!trouble) return;
  const code = document.createElement("strong");
  code.textContent = trouble.code;
  box.append(code, ` ${trouble.text}`);
}

function hasCode(error: unknown): error is { code: string } {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}
