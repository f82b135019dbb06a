import { describe, expect, it } from "vitest";
import { findServer, parseServer, type ServerHints } from "../src/server-url.ts";

const none: ServerHints = {
  config: undefined,
  parameter: undefined,
  attribute: undefined,
  appid: "app",
  script: "",
};
const http = { origin: "http://page.example", protocol: "http:" };
const https = { origin: "https://page.example", protocol: "https:" };

describe("findServer", () => {
  const all: ServerHints = {
    config: "wss://config",
    parameter: "wss://parameter",
    attribute: "wss://attribute",
    appid: "wss://appid",
    script: "http://page.example/sdk.js",
  };

  it("takes the first hint that is set", () => {
    expect(findServer(all, http).ws).toBe("wss://config");
    expect(findServer({ ...all, config: undefined }, http).ws).toBe("wss://parameter");
    expect(findServer({ ...all, config: undefined, parameter: undefined }, http).ws).toBe("wss://attribute");
    expect(findServer({ ...none, appid: all.appid, script: all.script }, http).ws).toBe("wss://appid");
    expect(findServer({ ...none, script: all.script }, http).ws).toBe("ws://page.example");
  });

  it("takes the script's origin on this machine, for a page of elsewhere", () => {
    expect(findServer({ ...none, script: "http://127.0.0.1:8080/dualstream.js" }, http).http).toBe(
      "http://127.0.0.1:8080",
    );
    expect(findServer({ ...none, script: "http://[::1]:8080/x.js" }, http).ws).toBe("ws://[::1]:8080");
  });

  it.each(["https://cdn.example/sdk.js", "file:///sdk.js", "", "http://127.0.0.1.example/sdk.js"])(
    "does not take %s, and names the ways",
    (script) => {
      expect(() => findServer({ ...none, script }, http)).toThrow(
        /INVALID_PARAMS.*"app".*serverUrl.*SERVER_URL.*data-server-url.*appid/,
      );
    },
  );

  it("refuses a plain server to a page over https, but on this machine", () => {
    for (const appid of ["ws://media.example", "http://media.example"]) {
      expect(() => findServer({ ...none, appid }, https)).toThrow(
        /WEB_SECURITY_RESTRICT.*ws:\/\/media.*wss:/,
      );
    }
    expect(findServer({ ...none, appid: "ws://localhost:7880" }, https).ws).toBe("ws://localhost:7880");
    expect(findServer({ ...none, appid: "wss://media.example" }, https).ws).toBe("wss://media.example");
  });
});

describe("parseServer", () => {
  it.each([
    ["wss://host", "wss://host", "https://host"],
    ["http://host:7880/", "ws://host:7880", "http://host:7880"],
    ["HTTPS://Host/sfu/", "wss://host/sfu", "https://host/sfu"],
    ["wss://host/rtc", "wss://host", "https://host"],
    ["wss://host/sfu/rtc/?a=b#c", "wss://host/sfu", "https://host/sfu"],
  ])("reads %s", (address, ws, httpAddress) => {
    expect(parseServer(address, "appid")).toMatchObject({ ws, http: httpAddress });
  });

  it.each(["host", "ftp://host", "//host", "ws://", "ws://a b"])("refuses %s", (address) => {
    expect(() => parseServer(address, "serverUrl")).toThrow(`INVALID_PARAMS: serverUrl is "${address}"`);
  });
});
