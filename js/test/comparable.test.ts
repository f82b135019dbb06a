import { expect, it } from "vitest";
import { comparable } from "../types/comparable.mjs";

const source = `
declare function event_left(user: User): void;
declare function event_told(): void;
declare class Emitter { private _events; on(event: string, listener: Function): void; }
export declare const enum Kind { LOW = 1, HIGH = "high" }
export declare interface Client extends Emitter {
  on(event: "left", listener: typeof event_left): void;
  on(event: "told", listener: typeof event_told): void;
  on(event: string, listener: Function): void;
  leave(): Promise<void>;
  relay(): Promise<void>;
}
export declare type User = string;
`;

it("takes away what nothing else could be assigned to", () => {
  const copy = comparable(source);
  expect(copy).toContain("export interface Emitter {\n  on(event: string, listener: Function): void;\n}");
  expect(copy).toContain('export type Kind = 1 | "high";');
  expect(copy).toContain("export declare function event_left(user: User): void;");
  expect(copy).toContain("export interface Client extends Emitter {");
});

it("tells the types, their own members and their events", () => {
  const copy = comparable(source);
  expect(copy).toContain(
    "export interface Types {\n  Emitter: Emitter;\n  Kind: Kind;\n  Client: Client;\n  User: User;\n}",
  );
  expect(copy).toContain(
    'export interface Members {\n  Emitter: "on";\n  Client: "on" | "leave" | "relay";\n}',
  );
  expect(copy).toContain(
    'Client: { "left": Parameters<typeof event_left>; "told": Parameters<typeof event_told>; };',
  );
});

it("leaves out what is asked for", () => {
  const without = new Map([
    ["types", new Set(["User"])],
    ["Client", new Set(["relay"])],
    ["events of Client", new Set(["told"])],
  ]);
  const copy = comparable(source, without);
  expect(copy).not.toContain("relay");
  expect(copy).not.toContain("User: User");
  expect(copy).toContain('Client: { "left": Parameters<typeof event_left>; };');
});
