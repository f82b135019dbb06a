import { expect, it } from "vitest";
import { declarationsOf, membersOf } from "../types/declarations.mjs";

const source = `
/** A comment; with { brackets } and "quotes". */
export declare interface Client<E extends { [event: string]: unknown[] } = Record<never, never>>
  extends Base<E>,
    Other {
  readonly uid?: UID; // one more; here
  private secret;
  "with-dash": [a: number, b?: () => void];
  join(options: { a: string; b: Map<string, number> }, done: (x: 1) => void): Promise<UID>;
  join(name: "a;b"): Promise<UID>;
  [key: string]: unknown;
}
declare class Base {
  constructor(x: number);
  on(event: string): void;
  uid: string;
}
export declare const enum Kind { FIRST = "FIRST", SECOND = 2 }
export type Name =
  | "one"
  | "two";
type Both = First & { third: 3 };
interface First { first: 1 }
declare const TABLE: { "480p": Base; "720p": Base };
declare function told(event: { code: number; text: string }): void;
export type { Kind as Sort };
declare const AgoraRTC: Base;
export default AgoraRTC;
export { };
`;

it("finds the declarations of a file", () => {
  const found = declarationsOf(source).map(({ kind, name, exported }) => [kind, name, exported]);
  expect(found).toEqual([
    ["interface", "Client", true],
    ["class", "Base", false],
    ["enum", "Kind", true],
    ["type", "Name", true],
    ["type", "Both", false],
    ["interface", "First", false],
    ["const", "TABLE", false],
    ["function", "told", false],
    ["const", "AgoraRTC", false],
  ]);
});

it("finds what a declaration is made of", () => {
  const [client, base, kind, name, both, , table] = declarationsOf(source);
  expect(client?.bases).toEqual(["Base", "Other"]);
  expect(client?.members.map((member) => [member.name, member.hidden])).toEqual([
    ["uid", false],
    ["secret", true],
    ["with-dash", false],
    ["join", false],
    ["join", false],
  ]);
  expect(client?.members[4]?.text).toBe('join(name: "a;b"): Promise<UID>');
  expect(base?.members.map((member) => [member.name, member.hidden])).toEqual([
    ["constructor", true],
    ["on", false],
    ["uid", false],
  ]);
  expect(kind?.values).toEqual(['"FIRST"', "2"]);
  expect(name?.values).toEqual(['"one"', '"two"']);
  expect(both?.bases).toEqual(["First"]);
  expect(table?.members.map((member) => member.name)).toEqual(["480p", "720p"]);
});

it("finds members with those that are inherited", () => {
  const declarations = declarationsOf(source);
  const client = membersOf(declarations, "Client");
  expect([...client.keys()]).toEqual(["uid", "with-dash", "join", "on"]);
  expect(client.get("uid")?.map(({ text }) => text)).toEqual(["readonly uid?: UID"]);
  expect([...membersOf(declarations, "Both").keys()]).toEqual(["third", "first"]);
});
