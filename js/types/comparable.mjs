import { declarationsOf } from "./declarations.mjs";

/** A listener of one event, as an overload of `on`. */
const ON = /^on\(event: "([^"]+)", listener: typeof (\w+)\)/;

/** What declares a type, and what declares a type with members. */
const TYPES = ["interface", "class", "enum", "type"];
const STRUCTURES = ["interface", "class"];

/**
 * agora-rtc-sdk-ng's declarations in a form that other declarations can be
 * compared with. As they are published, nothing but the package's own objects
 * fits them, by two rules of the language and whatever the objects can do:
 * - a class with a private member is only itself, and every track and client
 *   extends one; here classes are interfaces, without private members;
 * - an enum's value fits no other enum; here an enum is the union of its values.
 *
 * Besides it declares:
 * - `Types`: all types, by their names;
 * - `Members`: by the names of the types, those of their own members;
 * - `Events`: by the names of the types, the arguments of their events' listeners.
 *
 * @param {string} source
 * @param {Map<string, Set<string>>} without what to leave out: see left-out.d.ts
 */
export function comparable(source, without = new Map()) {
  const declarations = declarationsOf(source);
  const stays = (/** @type {string} */ of) => (/** @type {string} */ name) => !without.get(of)?.has(name);
  const types = declarations.filter(({ kind, name }) => TYPES.includes(kind) && stays("types")(name));
  const structures = types.filter(({ kind }) => STRUCTURES.includes(kind));
  return [
    ...declarations.map((declaration) => write(declaration, stays(declaration.name))),
    record(
      "Types",
      types.map(({ name }) => [name, name]),
    ),
    record(
      "Members",
      structures.map(({ name, members }) => [name, unionOf(namesOf(members).filter(stays(name)))]),
    ),
    record(
      "Events",
      Object.entries(eventsOf(declarations)).map(([name, events]) => {
        const left = Object.entries(events).filter(([event]) => stays(`events of ${name}`)(event));
        return [name, `{ ${left.map(([event, args]) => `"${event}": ${args}; `).join("")}}`];
      }),
    ),
    "",
  ].join("\n");
}

/**
 * The events of each interface that has any, and the type of their arguments.
 * @param {import("./declarations.mjs").Declaration[]} declarations
 */
export function eventsOf(declarations) {
  /** @type {Record<string, Record<string, string>>} */
  const found = {};
  for (const { name, members } of declarations) {
    for (const { text } of members) {
      const [, event, listener] = ON.exec(text) ?? [];
      if (event) found[name] = { ...found[name], [event]: `Parameters<typeof ${listener}>` };
    }
  }
  return found;
}

/**
 * The names of members, each once. Private ones and the constructor are left out.
 * @param {import("./declarations.mjs").Member[]} members
 */
export function namesOf(members) {
  return [...new Set(members.filter(({ hidden }) => !hidden).map(({ name }) => name))];
}

function write(
  /** @type {import("./declarations.mjs").Declaration} */ { kind, name, text, bases, members, values },
  /** @type {(member: string) => boolean} */ stays,
) {
  if (kind === "enum") return `export type ${name} = ${values.join(" | ")};`;
  if (kind === "type") return `export ${text};`;
  if (!STRUCTURES.includes(kind)) return `export declare ${text};`;
  const left = members.filter((member) => !member.hidden && stays(member.name));
  const heritage = bases.length > 0 ? ` extends ${bases.join(", ")}` : "";
  return `export interface ${name}${heritage} {\n${left.map((member) => `  ${member.text};\n`).join("")}}`;
}

function record(/** @type {string} */ name, /** @type {string[][]} */ entries) {
  return `export interface ${name} {\n${entries.map(([key, type]) => `  ${key}: ${type};\n`).join("")}}`;
}

function unionOf(/** @type {string[]} */ names) {
  return names.map((name) => `"${name}"`).join(" | ") || "never";
}
