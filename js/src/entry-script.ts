/** The entry of dualstream.js, for a script tag: it sets DualStream, and AgoraRTC where that name is free. */
import { AgoraRTC } from "./agora-rtc.ts";
import { loader } from "./loader.ts";
import { originOfScriptTag, setScriptOrigin } from "./script.ts";

setScriptOrigin(originOfScriptTag(document.currentScript));
loader.preload();

const page = globalThis as { DualStream?: unknown; AgoraRTC?: unknown };
page.DualStream = AgoraRTC;
page.AgoraRTC ??= AgoraRTC;
