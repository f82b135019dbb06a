import { audioContext } from "./audio-context.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import type { AgoraRTCErrorCode } from "./types.ts";

/** The online files that the page wants kept, by address. */
const kept = new Map<string, Promise<AudioBuffer>>();

/**
 * Reads an audio file: a string is its address. `keep` keeps an online file
 * decoded for as long as the page lives. Rejects FETCH_AUDIO_FILE_FAILED,
 * READ_LOCAL_AUDIO_FILE_ERROR, DECODE_AUDIO_FILE_FAILED, NOT_SUPPORTED.
 */
export async function readAudioFile(source: string | Blob, keep: boolean): Promise<AudioBuffer> {
  if (typeof source !== "string") {
    const what = source instanceof File ? `the audio file ${source.name}` : "the audio file";
    return decode(await source.arrayBuffer().catch(failing("READ_LOCAL_AUDIO_FILE_ERROR", what)), what);
  }
  const present = kept.get(source);
  if (present) return present;
  const reading = download(source);
  if (keep) {
    kept.set(source, reading);
    reading.catch(() => kept.delete(source));
  }
  return reading;
}

async function download(url: string): Promise<AudioBuffer> {
  const what = `the audio file ${url}`;
  const failed = failing("FETCH_AUDIO_FILE_FAILED", what);
  const response = await fetch(url).catch(failed);
  if (!response.ok) throw new AgoraRTCError("FETCH_AUDIO_FILE_FAILED", `${what}: HTTP ${response.status}`);
  return decode(await response.arrayBuffer().catch(failed), what);
}

async function decode(bytes: ArrayBuffer, what: string): Promise<AudioBuffer> {
  return audioContext().decodeAudioData(bytes).catch(failing("DECODE_AUDIO_FILE_FAILED", what));
}

/** Throws what was thrown, under a code and with the name of the file. */
function failing(code: AgoraRTCErrorCode, what: string): (thrown: unknown) => never {
  return (thrown) => {
    throw new AgoraRTCError(code, `${what}: ${textOf(thrown)}`);
  };
}
