import type { AudioFrameCallback } from "./audio-frames.ts";
import { textOf } from "./error.ts";
import { LocalSound } from "./local-sound.ts";
import { LocalTrack } from "./local-track.ts";
import { log, WARNING } from "./logger.ts";
import type { AudioEncoderConfiguration, ILocalAudioTrack, LocalAudioTrackStats } from "./types.ts";

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
  readonly #sound: LocalSound;

  constructor(media: MediaStreamTrack, { source, encoder, dtx, red = false }: LocalAudioParts) {
    super(media, {
      source,
      bitrateMin: 0,
      bitrateMax: encoder.bitrate ?? 0,
      stereo: encoder.stereo ?? false,
      dtx,
      red,
    });
    this.#sound = new LocalSound(media, () => this.#onSoundChanged());
  }

  get isPlaying(): boolean {
    return this.#sound.isPlaying;
  }

  getStats(): LocalAudioTrackStats {
    return this.statistics().localAudio();
  }

  play(): void {
    this.#sound.play();
  }

  stop(): void {
    this.#sound.stop();
  }

  setVolume(volume: number): void {
    this.checkOpen();
    this.#sound.setVolume(volume);
  }

  getVolumeLevel(): number {
    return this.isClosed ? 0 : this.#sound.level();
  }

  setAudioFrameCallback(callback: AudioFrameCallback | null, frameSize = 4096): void {
    if (callback !== null) this.checkOpen();
    this.#sound.setFrameCallback(callback, frameSize);
  }

  async setPlaybackDevice(deviceId: string): Promise<void> {
    await this.#sound.setDevice(deviceId);
  }

  override sentMedia(): MediaStreamTrack {
    return this.#sound.media;
  }

  override close(): void {
    super.close();
    this.#sound.close();
  }

  protected override showMedia(media: MediaStreamTrack): void {
    this.#sound.setSource(media);
  }

  #onSoundChanged(): void {
    this.resend().catch((thrown) =>
      log(WARNING, `the volume of ${this.getTrackId()} is not what is sent: ${textOf(thrown)}`),
    );
  }
}
