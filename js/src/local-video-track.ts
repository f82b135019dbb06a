import { type Encoding, LocalTrack } from "./local-track.ts";
import type { ILocalVideoTrack, OptimizationMode, VideoPlayerConfig } from "./types.ts";
import { type PlayerDefaults, VideoPlayer } from "./video-player.ts";

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
  readonly #hint: OptimizationMode | undefined;
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

  play(element: string | HTMLElement, config?: VideoPlayerConfig): void {
    this.#player ??= this.#newPlayer();
    this.#player.play(element, config);
  }

  stop(): void {
    this.#player?.stop();
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
    if (this.#hint) media.contentHint = this.#hint;
  }
}

function videoEncoding({ source, bitrateMin = 0, bitrateMax = 0 }: LocalVideoParts): Encoding {
  return { source, bitrateMin, bitrateMax, stereo: false, dtx: false, red: false };
}
