import type { EngineEnvironment } from "./engine.ts";

/** What the browser says of itself, and what it does. */
export function environment(): EngineEnvironment {
  const { userAgent, platform, maxTouchPoints } = navigator;
  return { userAgent, platform, maxTouchPoints, layers: takesLayers() };
}

/**
 * Whether addTransceiver reads encodings. What it makes of them shows only when
 * they are sent, in some browsers.
 */
function takesLayers(): boolean {
  let read = false;
  try {
    const connection = new RTCPeerConnection();
    try {
      connection.addTransceiver("video", {
        get sendEncodings() {
          read = true;
          return [];
        },
      });
    } finally {
      connection.close();
    }
  } catch {} // There is no WebRTC, or it is switched off: join says so.
  return read;
}
