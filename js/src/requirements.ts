/** The documented browsers and the first version of each, by what their user agents say, the more special first. */
const browsers: readonly [pattern: RegExp, first: number][] = [
  [/(?:MicroMessenger|QQBrowser|MQQBrowser)\/(\d+)/, 0],
  [/OPR\/(\d+)/, 45],
  [/Firefox\/(\d+)/, 56],
  [/Chrome\/(\d+)/, 58],
  [/Version\/(\d+)\S* .*Safari\//, 11],
];

/** See IAgoraRTC.checkSystemRequirements: features first, then the documented browsers. */
export function checkSystemRequirements(): boolean {
  return hasFeatures() && isDocumentedBrowser(navigator.userAgent, navigator.maxTouchPoints);
}

/** Whether a user agent is of a documented browser. On iOS that is Safari alone. */
export function isDocumentedBrowser(userAgent: string, maxTouchPoints: number): boolean {
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  if (ios && /CriOS|FxiOS|EdgiOS|OPiOS|OPT\/|MicroMessenger|QQ/.test(userAgent)) return false;
  for (const [pattern, first] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return Number(version) >= first;
  }
  return false;
}

function hasFeatures(): boolean {
  return (
    typeof RTCPeerConnection === "function" &&
    typeof WebSocket === "function" &&
    typeof WebAssembly === "object" &&
    typeof AbortSignal.timeout === "function" &&
    typeof navigator.mediaDevices?.getUserMedia === "function"
  );
}
