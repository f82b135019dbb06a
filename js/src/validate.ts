import { AgoraRTCError } from "./error.ts";
import { show } from "./show.ts";

/**
 * Checks of arguments. Each takes the value and what it is called in the
 * documentation, and throws INVALID_PARAMS with the value and what is right.
 */

/** The error of a value that is not what `right` says. */
export function invalid(name: string, value: unknown, right: string): AgoraRTCError {
  return new AgoraRTCError("INVALID_PARAMS", `${name} is ${show(value)}, it must be ${right}`);
}

/** Checks for one of some values. */
export function checkOneOf<T>(name: string, value: unknown, values: readonly T[]): asserts value is T {
  if (!values.includes(value as T)) throw invalid(name, value, values.map(show).join(" or "));
}

/** Checks for a boolean, or nothing. */
export function checkOptionalBoolean(name: string, value: unknown): asserts value is boolean | undefined {
  if (value !== undefined && typeof value !== "boolean") throw invalid(name, value, "true or false");
}

/** Checks for text that is not empty. */
export function checkText(name: string, value: unknown): asserts value is string {
  if (typeof value !== "string" || value === "") throw invalid(name, value, "text that is not empty");
}

/** Checks for text that is not empty, or nothing. */
export function checkOptionalText(name: string, value: unknown): asserts value is string | undefined {
  if (value !== undefined) checkText(name, value);
}

/** Checks for a finite number above 0, or nothing. */
export function checkOptionalPositive(name: string, value: unknown): asserts value is number | undefined {
  if (value !== undefined && !(typeof value === "number" && Number.isFinite(value) && value > 0)) {
    throw invalid(name, value, "a number above 0");
  }
}

/** Checks for an object, and returns it; nothing counts as an empty one. */
export function optionalObject<T extends object>(name: string, value: T | undefined): Partial<T> {
  if (value === undefined) return {};
  return requiredObject(name, value);
}

/** Checks for an object, and returns it. */
export function requiredObject<T extends object>(name: string, value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(name, value, "an object");
  }
  return value;
}

/** Checks for a list of objects, and returns it. */
export function requiredList<T extends object>(name: string, value: T[]): T[] {
  if (!Array.isArray(value)) throw invalid(name, value, "a list");
  return value.map((each, i) => requiredObject(`${name}[${i}]`, each));
}

/** The documented characters of a channel's name. */
const CHANNEL = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/;

/** Checks a channel's name. */
export function checkChannel(value: unknown): asserts value is string {
  if (typeof value !== "string" || !CHANNEL.test(value)) {
    throw invalid(
      "channel",
      value,
      "1 to 64 of: letters a-z and A-Z, digits, space and !#$%&()+-:;<=.>?@[]^_{}|~,",
    );
  }
}
