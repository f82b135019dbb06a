import { AgoraRTCError } from "./error.ts";
import { type Encoding, LocalTrack } from "./local-track.ts";
import { log, WARNING } from "./logger.ts";
import type { ILocalVideoTrack, LocalVideoTrackStats, OptimizationMode, VideoPlayerConfig } from "./types.ts";
import { checkOneOf, invalid } from "./validate.ts";
import { currentFrame, type PlayerDefaults, VideoPlayer } from "./video-player.ts";

/** What a video track is made of. */
export interface LocalVideoParts {
  source: "camera" | "screen" | "custom-video";
  bitrateMin: number | undefined;
  bitrateMax: number | undefined;
  optimizationMode: OptimizationMode | undefined;
}

const own: PlayerDefaults = { mirror: true, fit: "cover" };
const other: PlayerDefaults = { mirror: false, fit: "contain" };

/** The video of a screen or of the page's own making, and the ground of a camera's. */
export class LocalVideoTrack extends LocalTrack implements ILocalVideoTrack {
  readonly trackMediaType = "video";
  readonly #defaults: PlayerDefaults;
  /** The MediaStreamTrack's contentHint, from which the browser takes what it gives up first. */
  #hint: OptimizationMode | "" | undefined;
  #player: VideoPlayer | undefined;

  constructor(media: MediaStreamTrack, parts: LocalVideoParts) {
    super(media, videoEncoding(parts));
    this.#defaults = parts.source === "camera" ? own : other;
    this.#hint = parts.optimizationMode;
    this.#setHint(media);
  }

  get isPlaying(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  getStats(): LocalVideoTrackStats {
    return this.statistics().localVideo();
  }

  play(element: string | HTMLElement, config?: VideoPlayerConfig): void {
    this.#player ??= this.#newPlayer();
    this.#player.play(element, config);
  }

  stop(): void {
    this.#player?.stop();
  }

  getCurrentFrameData(): ImageData {
    return currentFrame(this.#player);
  }

  async setOptimizationMode(mode: "balanced" | OptimizationMode): Promise<void> {
    checkOneOf("mode", mode, ["balanced", "motion", "detail"]);
    this.checkOpen();
    const media = this.getMediaStreamTrack();
    if (!("contentHint" in media)) {
      log(WARNING, "setOptimizationMode has no effect: this browser takes no hint about a video's content");
    }
    this.#hint = mode === "balanced" ? "" : mode;
    this.#setHint(media);
  }

  async setBeautyEffect(enabled: boolean): Promise<void> {
    if (typeof enabled !== "boolean") throw invalid("enabled", enabled, "true or false");
    if (!enabled) return;
    throw new AgoraRTCError(
      "NOT_SUPPORTED",
      "setBeautyEffect: this SDK does not change pictures; process the track of getMediaStreamTrack() " +
        "and publish what comes out as createCustomVideoTrack({ mediaStreamTrack })",
    );
  }

  protected override showMedia(media: MediaStreamTrack): void {
    this.#setHint(media);
    this.#player?.setTrack(media);
  }

  #newPlayer(): VideoPlayer {
    const player = new VideoPlayer(this.getTrackId(), this.#defaults, () => {});
    player.setTrack(this.getMediaStreamTrack());
    return player;
  }

  #setHint(media: MediaStreamTrack): void {
    if (this.#hint !== undefined) media.contentHint = this.#hint;
  }
}

function videoEncoding(parts: LocalVideoParts): Encoding {
  return { source: parts.source, ...bitratesOf(parts), stereo: false, dtx: false, red: false };
}

/** The bounds of a bitrate as the engine takes them: 0 where none is set. */
export function bitratesOf({
  bitrateMin = 0,
  bitrateMax = 0,
}: {
  bitrateMin?: number | undefined;
  bitrateMax?: number | undefined;
}): Pick<Encoding, "bitrateMin" | "bitrateMax"> {
  return { bitrateMin, bitrateMax };
}
