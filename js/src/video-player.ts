import { whenUserActs } from "./autoplay.ts";
import { DEBUG, log, WARNING } from "./logger.ts";
import { show } from "./show.ts";
import type { VideoPlayerConfig } from "./types.ts";
import { checkOneOf, checkOptionalBoolean, invalid, optionalObject } from "./validate.ts";

/** How a kind of track is shown where the page does not say. */
export type PlayerDefaults = Required<VideoPlayerConfig>;

/**
 * Shows one video track. Pages rely on the elements: a div
 * "agora-video-player-ID" in the page's element, and in it a video "video_ID"
 * of the class "agora_video_player". Styles are set by property, which a strict
 * content security policy allows.
 */
export class VideoPlayer {
  readonly #defaults: PlayerDefaults;
  readonly #stream = new MediaStream();
  readonly #wrapper: HTMLDivElement;
  readonly #video: HTMLVideoElement;
  isPlaying = false;

  constructor(trackId: string, defaults: PlayerDefaults, firstFrame: () => void) {
    this.#defaults = defaults;
    this.#wrapper = document.createElement("div");
    this.#wrapper.id = `agora-video-player-${trackId}`;
    Object.assign(this.#wrapper.style, {
      width: "100%",
      height: "100%",
      position: "relative",
      overflow: "hidden",
      backgroundColor: "black",
    });
    this.#video = document.createElement("video");
    this.#video.id = `video_${trackId}`;
    this.#video.className = "agora_video_player";
    this.#video.playsInline = true;
    this.#video.setAttribute("playsinline", "");
    this.#video.muted = true;
    this.#video.setAttribute("muted", "");
    Object.assign(this.#video.style, {
      width: "100%",
      height: "100%",
      position: "absolute",
      left: "0",
      top: "0",
    });
    this.#video.addEventListener("loadeddata", firstFrame, { once: true });
    this.#video.addEventListener("pause", this.#resume);
    this.#wrapper.append(this.#video);
  }

  /** Shows the video inside `target`, or moves it there. Throws INVALID_PARAMS. */
  play(target: string | HTMLElement, config?: VideoPlayerConfig): void {
    const { mirror = this.#defaults.mirror, fit = this.#defaults.fit } = checkConfig(config);
    const parent = findElement(target);
    this.#video.style.objectFit = fit;
    this.#video.style.transform = mirror ? "rotateY(180deg)" : "";
    if (this.#wrapper.parentElement !== parent) parent.append(this.#wrapper);
    this.isPlaying = true;
    // iOS pauses what plays in a page that is hidden, and leaves it so.
    document.addEventListener("visibilitychange", this.#resume);
    if (!this.#video.srcObject) this.#video.srcObject = this.#stream;
    this.#resume();
  }

  /** Shows another track in place of the present one, whose last frame stays until then. */
  setTrack(track: MediaStreamTrack): void {
    // First away with the old one: Chromium adds no track whose id is there
    // already, and a track that is subscribed again keeps its id.
    for (const other of this.#stream.getTracks()) if (other !== track) this.#stream.removeTrack(other);
    this.#stream.addTrack(track);
    if (this.#video.ended && this.#video.srcObject) this.#video.srcObject = this.#stream;
    this.#resume();
  }

  /** Takes the elements out of the page. */
  stop(): void {
    if (!this.isPlaying) return;
    this.isPlaying = false;
    document.removeEventListener("visibilitychange", this.#resume);
    this.#wrapper.remove();
    this.#video.srcObject = null;
  }

  /** The picture that is shown now; none before there is one. */
  frame(): ImageData | undefined {
    const { videoWidth: width, videoHeight: height, readyState } = this.#video;
    // The size is known before the first picture is.
    if (!this.isPlaying || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context?.drawImage(this.#video, 0, 0, width, height);
    return context?.getImageData(0, 0, width, height);
  }

  readonly #resume = (): void => {
    if (!this.isPlaying) return;
    this.#video.play().catch((thrown) => {
      log(DEBUG, `the video waits: ${thrown}`);
      // iOS refuses muted video too, while it saves power or something else sounds.
      if (this.isPlaying) whenUserActs(this.#resume);
    });
  };
}

/** What a track's getCurrentFrameData gives: 2x2 empty pixels where nothing is shown. */
export function currentFrame(player: VideoPlayer | undefined): ImageData {
  return player?.frame() ?? new ImageData(2, 2);
}

function checkConfig(config: VideoPlayerConfig | undefined): VideoPlayerConfig {
  const checked = optionalObject("config", config);
  checkOptionalBoolean("config.mirror", checked.mirror);
  if (checked.fit !== undefined) checkOneOf("config.fit", checked.fit, ["cover", "contain", "fill"]);
  return checked;
}

function findElement(target: string | HTMLElement): HTMLElement {
  if (typeof target === "object" && target?.nodeType === Node.ELEMENT_NODE) return target;
  if (typeof target !== "string") throw invalid("element", target, "an element or an element's id");
  const found = document.getElementById(target);
  if (!found) log(WARNING, `play: no element has the id ${show(target)}, the video is shown in the body`);
  return found ?? document.body;
}
