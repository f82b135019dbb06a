/**
 * Reads what a file of type declarations declares. It knows as much of the
 * language as such files need: declarations that end in ";" or, with a body,
 * in "}"; members that end in ";", in an enum in ","; no expressions.
 */

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {string} text The whole member, without its ";".
 * @property {boolean} hidden Whether it is private, or the constructor.
 *
 * @typedef {object} Declaration
 * @property {string} kind "interface", "class", "enum", "type", "const" or "function".
 * @property {string} name
 * @property {boolean} exported
 * @property {string} text The whole declaration, without comments, "export", "declare" and its ";".
 * @property {string[]} bases What it extends; of a type, the names in its intersection.
 * @property {Member[]} members Of an interface, class, enum or object type; overloads one by one.
 * @property {string[]} values Of an enum or a union of literals, as they are written.
 */

const STATEMENT =
  /^(export\s+)?(?:declare\s+)?((?:const\s+)?enum|interface|class|type|const|function)\s+([\w$]+)/;
const WITH_BODY = /^\s*(export\s+)?(declare\s+)?((const\s+)?enum|interface|class)\s/;
const MEMBER = /^(?:(?:private|protected|public|readonly|static|abstract)\s+)*(?:"([^"]+)"|([\w$]+))/;
const CLOSING = /** @type {Record<string, string>} */ ({ "(": ")", "[": "]", "{": "}", "<": ">" });

/**
 * All declarations of a file, in their order.
 * @param {string} source
 * @returns {Declaration[]}
 */
export function declarationsOf(source) {
  return split(withoutComments(source), ";").flatMap(readDeclaration);
}

/**
 * The members of what has a name, by theirs, with those of its bases that it
 * does not declare anew. Private ones and the constructor are left out.
 * @param {Declaration[]} declarations
 * @param {string} name
 * @returns {Map<string, Member[]>}
 */
export function membersOf(declarations, name) {
  const named = declarations.filter((declaration) => declaration.name === name);
  /** @type {Map<string, Member[]>} */
  const found = new Map();
  for (const member of named.flatMap(({ members }) => members)) {
    if (!member.hidden) found.set(member.name, [...(found.get(member.name) ?? []), member]);
  }
  const own = new Set(found.keys());
  for (const base of named.flatMap(({ bases }) => bases)) {
    for (const [key, members] of membersOf(declarations, base)) if (!own.has(key)) found.set(key, members);
  }
  return found;
}

/** @returns {Declaration[]} */
function readDeclaration(/** @type {string} */ statement) {
  const read = STATEMENT.exec(statement);
  if (!read) return [];
  const [start, exported, keyword, name] = read;
  const kind = keyword.endsWith("enum") ? "enum" : keyword;
  const text = statement.slice(start.length - name.length);
  const head = outside(text, kind === "function" ? "" : "{<");
  const members = insides(text, kind)
    .flatMap((body) => split(body, kind === "enum" ? "," : ";"))
    .flatMap(readMember);
  const meaning = head.replace(/^[^=]*=/, "");
  return [
    {
      kind,
      name,
      exported: exported !== undefined,
      text: `${kind} ${text}`,
      bases:
        kind === "type"
          ? intersected(meaning)
          : names(/\bextends\s+([\s\S]*)$/.exec(head)?.[1].split(",") ?? []),
      members,
      values:
        kind === "enum"
          ? members.map((member) => member.text.replace(/^[^=]*=\s*/, ""))
          : literals(kind, meaning),
    },
  ];
}

/** @returns {Member[]} */
function readMember(/** @type {string} */ text) {
  const read = MEMBER.exec(text);
  if (!read) return [];
  const name = read[1] ?? read[2];
  return [{ name, text, hidden: name === "constructor" || /^(private|protected)\s/.test(text) }];
}

function intersected(/** @type {string} */ meaning) {
  return names(meaning.split("&"));
}

function names(/** @type {string[]} */ parts) {
  return parts.map((part) => part.trim()).filter((part) => /^[\w$]+$/.test(part));
}

function literals(/** @type {string} */ kind, /** @type {string} */ meaning) {
  const parts = meaning
    .split("|")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return kind === "type" && parts.every((part) => /^("[^"]*"|-?\d+)$/.test(part)) ? parts : [];
}

/** The parts of a text between separators that stand outside of brackets. A body ends a part too. */
function split(/** @type {string} */ text, /** @type {string} */ separator) {
  const parts = [];
  let from = 0;
  for (const { start, end } of tokens(text)) {
    if (text[start] === separator) {
      parts.push(text.slice(from, start));
      from = end;
    } else if (text[start] === "{" && WITH_BODY.test(text.slice(from, start))) {
      parts.push(text.slice(from, end));
      from = end;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** What stands outside of brackets of the given kinds. */
function outside(/** @type {string} */ text, /** @type {string} */ brackets) {
  return [...tokens(text)]
    .filter(({ start, end }) => end - start === 1 || !brackets.includes(text[start]))
    .map(({ start, end }) => text.slice(start, end))
    .join("");
}

/** What stands inside of the outermost braces: the bodies. */
function insides(/** @type {string} */ text, /** @type {string} */ kind) {
  if (kind === "function") return [];
  return [...tokens(text)]
    .filter(({ start }) => text[start] === "{")
    .map(({ start, end }) => text.slice(start + 1, end - 1));
}

/** The characters of a text; a bracket with all that is in it, and a quoted text, count as one. */
function* tokens(/** @type {string} */ text) {
  for (let start = 0; start < text.length; ) {
    const end = endOfToken(text, start);
    yield { start, end };
    start = end;
  }
}

function endOfToken(/** @type {string} */ text, /** @type {number} */ start) {
  if (isQuote(text[start])) return endOfQuoted(text, start);
  const closing = CLOSING[text[start]];
  if (!closing) return start + 1;
  for (let position = start + 1; position < text.length; ) {
    const arrow = text[position] === ">" && text[position - 1] === "=";
    if (text[position] === closing && !arrow) return position + 1;
    position = endOfToken(text, position);
  }
  return text.length;
}

function isQuote(/** @type {string} */ character) {
  return character === '"' || character === "'" || character === "`";
}

function endOfQuoted(/** @type {string} */ text, /** @type {number} */ start) {
  for (let position = start + 1; position < text.length; position++) {
    if (text[position] === "\\") position++;
    else if (text[position] === text[start]) return position + 1;
  }
  return text.length;
}

function withoutComments(/** @type {string} */ source) {
  let plain = "";
  for (let start = 0; start < source.length; ) {
    let end = start + 1;
    if (source.startsWith("/*", start)) end = endAfter(source, "*/", start);
    else if (source.startsWith("//", start)) end = endAfter(source, "\n", start);
    else {
      if (isQuote(source[start])) end = endOfQuoted(source, start);
      plain += source.slice(start, end);
    }
    start = end;
  }
  return plain;
}

function endAfter(/** @type {string} */ source, /** @type {string} */ mark, /** @type {number} */ start) {
  const found = source.indexOf(mark, start + 2);
  return found < 0 ? source.length : found + mark.length;
}
