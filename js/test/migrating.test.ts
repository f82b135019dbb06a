import { describe, expect, it } from "vitest";
import { eventsOf, namesOf } from "../types/comparable.mjs";
import { declarationsOf, membersOf } from "../types/declarations.mjs";
import { leftOut } from "../types/left-out.mjs";
import { migratingPage, ourSource, theirSource } from "../types/sources.mjs";

/** What docs/migrating.md says of a member. */
interface Row {
  /** What the member belongs to: a type, "events of" one, or "types" if it is a type itself. */
  of: string;
  name: string;
  status: string;
  note: string;
}

const theirs = declarationsOf(theirSource);
const ours = declarationsOf(ourSource);
const rows = readRows(migratingPage);
const unsupported = leftOut();

/** Our names of what has another name there. */
const ourNames: Record<string, string> = {
  EventEmitter: "IEventEmitter",
  "events of IAgoraRTCClient": "ClientEvents",
  "events of ILocalTrack": "LocalTrackEvents",
  "events of ILocalVideoTrack": "LocalTrackEvents",
  "events of IBufferSourceAudioTrack": "BufferSourceAudioTrackEvents",
  "events of IRemoteTrack": "RemoteTrackEvents",
};

/** All that they declare, by what it belongs to; types without members of their own stand under "types" only. */
const declared = new Map<string, string[]>();
for (const { kind, name, members } of theirs) {
  if (!["interface", "class", "enum"].includes(kind)) continue;
  const names = namesOf(members);
  declared.set(name, name === "EventEmitter" ? names : names.filter((member) => member !== "on"));
}
for (const [name, events] of Object.entries(eventsOf(theirs))) {
  declared.set(`events of ${name}`, Object.keys(events));
}

describe("docs/migrating.md", () => {
  it("has a table or a row for each of their types", () => {
    const types = theirs.filter(({ kind }) => ["interface", "class", "enum", "type"].includes(kind));
    const tables = new Set(rows.map(({ of }) => of).filter((of) => !/^(types$|events of )/.test(of)));
    expect([...tables, ...namesIn("types")].sort()).toEqual(types.map(({ name }) => name).sort());
  });

  it.each([...declared.keys()].filter((of) => !namesIn("types").includes(of)))(
    "has each member of %s once, and is right about it",
    (of) => {
      expect(namesIn(of).sort()).toEqual(declared.get(of)?.sort());
      expect(rows.filter((row) => row.of === of).flatMap(wrongIn)).toEqual([]);
    },
  );

  it("is right about the types that have no table", () => {
    expect(rows.filter((row) => row.of === "types").flatMap(wrongIn)).toEqual([]);
  });

  it("says of what left-out.d.ts lists that it is not supported, and of nothing else", () => {
    const listed = [...unsupported].flatMap(([of, names]) => [...names].map((name) => `${name} of ${of}`));
    const said = rows
      .filter(({ of, status }) => status === "not supported" && of !== "AgoraRTCErrorCode")
      .map(({ of, name }) => `${name} of ${of}`);
    expect(said.sort()).toEqual(listed.sort());
  });
});

/** What is wrong in a row, held against our declarations. */
function wrongIn({ of, name, status, note }: Row): string[] {
  const member = `${name} of ${of}`;
  if (!["same", "different", "not supported"].includes(status)) return [`${member}: what is "${status}"?`];
  if (status !== "same" && note === "") return [`${member} is ${status}: nothing is said of how or why`];
  const here = declarationsHere(of, name).filter((text) => !refuses(text));
  const expected = status !== "not supported";
  if (expected && here.length === 0) return [`${member} is ${status}, and not in types.ts`];
  if (!expected && here.length > 0) return [`${member} is in types.ts: ${here.join("; ")}`];
  return [];
}

/** What types.ts declares of a member, overload by overload, or of a type. */
function declarationsHere(of: string, name: string): string[] {
  const type = of === "types" ? name : (ourNames[of] ?? of);
  const named = ours.filter((declaration) => declaration.name === type);
  if (of === "types") return named.map(({ text }) => text);
  if (named.some(({ values }) => values.includes(`"${name}"`))) return [name];
  return (membersOf(ours, type).get(name) ?? []).map(({ text }) => text);
}

/** Whether a member is declared so that it can only throw, reject, or not be given. */
function refuses(text: string): boolean {
  return /:\s*(never|Promise<never>)$/.test(text) && !text.startsWith("throw(");
}

function namesIn(of: string): string[] {
  return rows.filter((row) => row.of === of).map(({ name }) => name);
}

/** The rows of the tables under "### `Type`", "### Events of `Type`" and "### Types"; a row may name several members. */
function readRows(markdown: string): Row[] {
  return markdown.split(/^### /m).flatMap((section) => {
    const heading = /^(?:(Events of )?`(\w+)`|Types)\n/.exec(section);
    if (!heading) return [];
    const of = heading[2] === undefined ? "types" : `${heading[1] ? "events of " : ""}${heading[2]}`;
    return [...section.matchAll(/^\| (`.*`) \| ([^|]*) \|(.*)\|$/gm)].flatMap(([, names, status, note]) =>
      [...(names ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => ({
        of,
        name: name ?? "",
        status: (status ?? "").trim(),
        note: (note ?? "").trim(),
      })),
    );
  });
}
