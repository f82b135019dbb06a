/** The documented exceptions by code, and one of our own (1006): wasm/quality/exceptions.go says when each is told. */
const NAMES: Readonly<Record<number, string>> = {
  1001: "FRAMERATE_INPUT_TOO_LOW",
  1002: "FRAMERATE_SENT_TOO_LOW",
  1003: "SEND_VIDEO_BITRATE_TOO_LOW",
  1005: "RECV_VIDEO_DECODE_FAILED",
  1006: "LOW_STREAM_NOT_SENT",
  2001: "AUDIO_INPUT_LEVEL_TOO_LOW",
  2002: "AUDIO_OUTPUT_LEVEL_TOO_LOW",
  2003: "SEND_AUDIO_BITRATE_TOO_LOW",
  2005: "RECV_AUDIO_DECODE_FAILED",
};

/** What is added to a code where the exception is over. */
const RECOVERED = 2000;

/** The documented `msg` of a code. */
export function exceptionMessage(code: number): string {
  return code < 3000 ? `${NAMES[code]}` : `${NAMES[code - RECOVERED]}_RECOVER`;
}
