import { describe, expect, it, vi } from "vitest";
import { Emitter } from "../src/emitter.ts";

class Door extends Emitter<{ opened: [by: string]; closed: [] }> {
  open(by: string): void {
    this.emit("opened", by);
  }
}

describe("Emitter", () => {
  it("adds the same function once, and returns nothing", () => {
    const door = new Door();
    const heard = vi.fn();
    expect(door.on("opened", heard)).toBeUndefined();
    door.on("opened", heard);
    door.open("Ann");
    expect(heard.mock.calls).toEqual([["Ann"]]);
    expect(door.getListeners("opened")).toEqual([heard]);
  });

  it("removes a once listener before it is called", () => {
    const door = new Door();
    const heard = vi.fn(() => expect(door.getListeners("opened")).toEqual([]));
    door.once("opened", heard);
    door.open("Ann");
    door.open("Bob");
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("keeps a listener that was added by once and then by on", () => {
    const door = new Door();
    const heard = vi.fn();
    door.once("opened", heard);
    door.on("opened", heard);
    door.open("Ann");
    door.open("Bob");
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it("tells those who were there when the event began", () => {
    const door = new Door();
    const late = vi.fn();
    const second = vi.fn();
    door.on("opened", () => {
      door.on("opened", late);
      door.off("opened", second);
    });
    door.on("opened", second);
    door.open("Ann");
    expect(second).toHaveBeenCalledTimes(1);
    expect(late).not.toHaveBeenCalled();
    door.open("Bob");
    expect(second).toHaveBeenCalledTimes(1);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it("goes on after a listener that throws, and reports it", () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    const door = new Door();
    const thrown = new Error("no");
    const second = vi.fn();
    door.on("opened", () => {
      throw thrown;
    });
    door.on("opened", second);
    door.open("Ann");
    expect(second).toHaveBeenCalledOnce();
    expect(reported).toHaveBeenCalledWith(thrown);
    vi.unstubAllGlobals();
  });

  it("removes the listeners of one event or of all", () => {
    const door = new Door();
    door.on("opened", () => {});
    door.on("closed", () => {});
    door.removeAllListeners("opened");
    expect(door.getListeners("opened")).toEqual([]);
    expect(door.getListeners("closed")).toHaveLength(1);
    door.removeAllListeners();
    expect(door.getListeners("closed")).toEqual([]);
  });

  it.each([undefined, null, "listener", {}])("refuses %s as a listener", (listener) => {
    expect(() => new Door().on("opened", listener as never)).toThrow(/INVALID_PARAMS.*"opened"/);
  });
});
