import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { environment } from "../src/environment.ts";

const said = { userAgent: "a", platform: "b", maxTouchPoints: 3 };

beforeEach(() => void vi.stubGlobal("navigator", said));
afterEach(() => void vi.unstubAllGlobals());

/** Makes the browser one whose addTransceiver does that. */
function stub(addTransceiver: (kind: string, init: RTCRtpTransceiverInit) => void) {
  const close = vi.fn();
  vi.stubGlobal("RTCPeerConnection", function (this: object) {
    Object.assign(this, { addTransceiver, close });
  });
  return close;
}

it("tells what the browser says of itself", () => {
  expect(environment()).toEqual({ ...said, layers: false });
});

it("knows whether addTransceiver takes encodings", () => {
  let close = stub((_kind, init) => void init.sendEncodings);
  expect(environment().layers).toBe(true);
  expect(close).toHaveBeenCalledOnce();

  close = stub((_kind, init) => void init.direction);
  expect(environment().layers).toBe(false);
  expect(close).toHaveBeenCalledOnce();
});

it("closes what refused", () => {
  const close = stub(() => {
    throw new TypeError("no");
  });
  expect(environment().layers).toBe(false);
  expect(close).toHaveBeenCalledOnce();
});
