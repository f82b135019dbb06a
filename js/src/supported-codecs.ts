import { log, WARNING } from "./logger.ts";
import type { ClientConfig } from "./types.ts";

/** The codecs that are told, of all that a browser offers: repair and filler formats are none. */
const VIDEO = ["VP8", "H264", "VP9", "AV1"];
const AUDIO = ["OPUS"];

/** See IAgoraRTC.getSupportedCodec. It reads an offer, which every browser makes. */
export async function getSupportedCodec(): Promise<{ video: string[]; audio: string[] }> {
  if (typeof RTCPeerConnection !== "function") return { video: [], audio: [] };
  const connection = new RTCPeerConnection();
  try {
    connection.addTransceiver("audio");
    connection.addTransceiver("video");
    const { sdp = "" } = await connection.createOffer();
    const offered = [...sdp.matchAll(/^a=rtpmap:\d+ ([^/\s]+)/gm)].map(([, name = ""]) => name.toUpperCase());
    return {
      video: VIDEO.filter((name) => offered.includes(name)),
      audio: AUDIO.filter((name) => offered.includes(name)),
    };
  } finally {
    connection.close();
  }
}

/** Warns of a codec that this browser does not send, where it says so: another is sent then. */
export function warnOfCodec(codec: ClientConfig["codec"]): void {
  if (typeof RTCRtpSender !== "function") return;
  const types = RTCRtpSender.getCapabilities?.("video")?.codecs.map(({ mimeType }) => mimeType.toLowerCase());
  if (types && !types.includes(`video/${codec}`)) {
    log(
      WARNING,
      `createClient: this browser does not send ${codec}, it sends another codec; see getSupportedCodec`,
    );
  }
}
