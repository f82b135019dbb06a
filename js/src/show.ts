const MAX = 80;

/** A value as an error's text names it: short, and never throwing, whatever it is. */
export function show(value: unknown): string {
  try {
    return cut(describe(value));
  } catch {
    return "an unprintable value";
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.slice(0, MAX + 1));
    case "bigint":
      return `${value}n`;
    case "function":
      return `function ${value.name}`;
    case "object":
      return value === null ? "null" : describeObject(value);
    default:
      return String(value);
  }
}

function describeObject(value: object): string {
  const name = value.constructor?.name;
  if (name && name !== "Object" && name !== "Array") return `a ${name}`;
  return JSON.stringify(value) ?? Object.prototype.toString.call(value);
}

function cut(text: string): string {
  return text.length > MAX ? `${text.slice(0, MAX)}…` : text;
}
