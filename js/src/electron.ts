import { openDevices } from "./capture.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import type {
  ConstrainLong,
  ElectronDesktopCapturerSource,
  ScreenSourceType,
  VideoEncoderConfiguration,
} from "./types.ts";
import { checkOneOf } from "./validate.ts";

/** As much of Electron as is used (electronjs.org/docs/latest/api/desktop-capturer). */
interface Electron {
  desktopCapturer?: {
    getSources(options: { types: ("screen" | "window")[] }): Promise<ElectronDesktopCapturerSource[]>;
  };
}

/** Checks for a kind of screen source, or nothing. Throws INVALID_PARAMS. */
export function checkSourceType(name: string, type: unknown): asserts type is ScreenSourceType | undefined {
  if (type !== undefined) checkOneOf(name, type, ["screen", "window", "application"]);
}

/** See IAgoraRTC.getElectronScreenSources. */
export async function getElectronScreenSources(
  type?: ScreenSourceType,
): Promise<ElectronDesktopCapturerSource[]> {
  checkSourceType("type", type);
  const { desktopCapturer } = electron();
  if (!desktopCapturer) {
    throw new AgoraRTCError(
      "NOT_SUPPORTED",
      "getElectronScreenSources: in this Electron only the main process may list screens (desktopCapturer, from " +
        "version 17 on); pass their ids from there to the page, for createScreenVideoTrack({ electronScreenSourceId })",
    );
  }
  try {
    return await desktopCapturer.getSources({
      types: type === undefined ? ["screen", "window"] : [type === "screen" ? "screen" : "window"],
    });
  } catch (thrown) {
    throw new AgoraRTCError("ELECTRON_DESKTOP_CAPTURER_GET_SOURCES_ERROR", textOf(thrown));
  }
}

/** Captures a source of Electron's desktopCapturer, without asking the user. Rejects with the documented codes. */
export async function openElectronScreen(
  sourceId: string,
  encoder: VideoEncoderConfiguration,
  withAudio: "enable" | "disable" | "auto",
): Promise<MediaStream> {
  if (!/ Electron\//.test(navigator.userAgent)) throw noElectron("electronScreenSourceId");
  const bounds = {
    maxWidth: most(encoder.width),
    maxHeight: most(encoder.height),
    maxFrameRate: most(encoder.frameRate),
  };
  const given = Object.entries(bounds).filter(([, bound]) => bound !== undefined);
  // The form of constraints that Electron's documentation gives; no standard knows it.
  const desktop = { chromeMediaSource: "desktop" };
  const video = { mandatory: { ...desktop, chromeMediaSourceId: sourceId, ...Object.fromEntries(given) } };
  const open = (audio: false | object) => openDevices({ audio, video } as object);
  const sound = { mandatory: desktop };
  // Not every system lets Electron capture what it plays.
  if (withAudio === "auto") return open(sound).catch(() => open(false));
  return open(withAudio === "enable" && sound);
}

function most(value: number | ConstrainLong | undefined): number | undefined {
  return typeof value === "object" ? (value.exact ?? value.max ?? value.ideal) : value;
}

function electron(): Electron {
  const { require } = globalThis as { require?: (name: string) => Electron };
  let found: Electron | undefined;
  try {
    found = require?.("electron");
  } catch {
    // It is another require, a module loader's.
  }
  if (!found) throw noElectron("getElectronScreenSources");
  return found;
}

function noElectron(what: string): AgoraRTCError {
  return new AgoraRTCError(
    "ELECTRON_IS_NULL",
    `${what} is of Electron, and this page does not run there (with nodeIntegration); in a browser createScreenVideoTrack() asks the user`,
  );
}
