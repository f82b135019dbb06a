import { Emitter, report } from "./emitter.ts";
import type { AgoraRTCEvents } from "./types.ts";

/** The events and hooks of the whole SDK. Its only object is AgoraRTC itself. */
class SdkEvents extends Emitter<AgoraRTCEvents> {
  onAudioAutoplayFailed?: () => void;
  onAutoplayFailed?: () => void;

  /** Tells that the browser has refused to play audio: it will play after the user's next gesture. */
  tellAutoplayFailed(): void {
    for (const hook of [this.onAudioAutoplayFailed, this.onAutoplayFailed]) {
      try {
        hook?.();
      } catch (thrown) {
        report(thrown);
      }
    }
    this.emit("autoplay-failed");
  }
}

export const sdkEvents = new SdkEvents();
