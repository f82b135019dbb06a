import { afterEach, expect, it, vi } from "vitest";
import { getSupportedCodec, warnOfCodec } from "../src/supported-codecs.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it("reads the codecs of an offer, once each", async () => {
  const close = vi.fn();
  const sdp = [
    "opus/48000/2",
    "red/48000/2",
    "VP8/90000",
    "rtx/90000",
    "H264/90000",
    "H264/90000",
    "AV1/90000",
  ]
    .map((codec, i) => `a=rtpmap:${i} ${codec}\r\n`)
    .join("");
  vi.stubGlobal(
    "RTCPeerConnection",
    class {
      addTransceiver() {}
      close = close;
      createOffer = async () => ({ sdp });
    },
  );
  expect(await getSupportedCodec()).toEqual({ video: ["VP8", "H264", "AV1"], audio: ["OPUS"] });
  expect(close).toHaveBeenCalledOnce();
});

it("knows none where there is no WebRTC", async () => {
  expect(await getSupportedCodec()).toEqual({ video: [], audio: [] });
});

it("warns of a codec that is not sent", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  warnOfCodec("h264"); // nothing is known of this browser
  const sender = Object.assign(() => {}, {
    getCapabilities: (() => ({ codecs: [{ mimeType: "video/VP8" }] })) as unknown,
  });
  vi.stubGlobal("RTCRtpSender", sender);
  warnOfCodec("vp8");
  expect(warn).not.toHaveBeenCalled();
  warnOfCodec("h264");
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("does not send h264"));
  sender.getCapabilities = undefined;
  warnOfCodec("h264");
  expect(warn).toHaveBeenCalledOnce();
});
