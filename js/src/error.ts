import type { AgoraRTCErrorCode } from "./types.ts";

/** What the SDK throws and rejects with: a documented code, and a text that says what was wrong and what is right. */
export class AgoraRTCError extends Error {
  readonly code: AgoraRTCErrorCode;
  readonly data?: unknown;

  constructor(code: AgoraRTCErrorCode, text: string, data?: unknown) {
    super(`AgoraRTCError ${code}: ${text}`);
    this.name = "AgoraRTCException";
    this.code = code;
    if (data !== undefined) this.data = data;
  }

  /** The message, with the data if there is any. */
  override toString(): string {
    return this.data === undefined ? this.message : `${this.message} data: ${JSON.stringify(this.data)}`;
  }

  /** Throws the error, as a page does that has been given it. */
  throw(): never {
    throw this;
  }
}

/** The text of anything that was thrown. */
export function textOf(thrown: unknown): string {
  if (thrown instanceof Error) {
    return thrown.name === "Error" ? thrown.message : `${thrown.name}: ${thrown.message}`;
  }
  return String(thrown);
}

/** An AgoraRTCError as it is; anything else under the given code. */
export function wrapError(thrown: unknown, code: AgoraRTCErrorCode, what: string): AgoraRTCError {
  return thrown instanceof AgoraRTCError ? thrown : new AgoraRTCError(code, `${what}: ${textOf(thrown)}`);
}
