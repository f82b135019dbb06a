import { AudioPlayer } from "./audio-player.ts";
import { LocalTrack } from "./local-track.ts";
import type { AudioEncoderConfiguration, ILocalAudioTrack } from "./types.ts";

/** What an audio track is made of. */
export interface LocalAudioParts {
  source: "microphone" | "screen-audio" | "custom-audio";
  encoder: AudioEncoderConfiguration;
  dtx: boolean;
  /** Whether it is sent with redundancy (RFC 2198); not if not given. */
  red?: boolean;
}

/** Local audio, of whatever source. */
export class LocalAudioTrack extends LocalTrack implements ILocalAudioTrack {
  readonly trackMediaType = "audio";
  #player: AudioPlayer | undefined;

  constructor(media: MediaStreamTrack, { source, encoder, dtx, red = false }: LocalAudioParts) {
    super(media, {
      source,
      bitrateMin: 0,
      bitrateMax: encoder.bitrate ?? 0,
      stereo: encoder.stereo ?? false,
      dtx,
      red,
    });
  }

  get isPlaying(): boolean {
    return this.#player?.isPlaying ?? false;
  }

  play(): void {
    this.#player ??= this.#newPlayer();
    this.#player.play();
  }

  stop(): void {
    this.#player?.stop();
  }

  protected override showMedia(media: MediaStreamTrack): void {
    this.#player?.setTrack(media);
  }

  #newPlayer(): AudioPlayer {
    const player = new AudioPlayer(() => {});
    player.setTrack(this.getMediaStreamTrack());
    return player;
  }
}
