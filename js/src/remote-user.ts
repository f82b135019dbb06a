import { RemoteAudioTrack, RemoteVideoTrack } from "./remote-track.ts";
import type { IAgoraRTCRemoteUser, MediaType, UID } from "./types.ts";

/** A remote user: what is published, and the tracks of what is received. */
export class RemoteUser implements IAgoraRTCRemoteUser {
  readonly uid: UID;
  hasAudio = false;
  hasVideo = false;
  readonly #identity: string;
  readonly #subscribed = new Set<MediaType>();
  readonly #live = new Set<MediaType>();
  #audio: RemoteAudioTrack | undefined;
  #video: RemoteVideoTrack | undefined;

  constructor(identity: string, uid: UID) {
    this.#identity = identity;
    this.uid = uid;
  }

  get audioTrack(): RemoteAudioTrack | undefined {
    return this.hasAudio && this.#live.has("audio") ? this.#audio : undefined;
  }

  get videoTrack(): RemoteVideoTrack | undefined {
    return this.hasVideo && this.#live.has("video") ? this.#video : undefined;
  }

  /** The identity on the media server. */
  getIdentity(): string {
    return this.#identity;
  }

  /** The kinds that the page asked to receive. */
  subscriptions(): Set<MediaType> {
    return this.#subscribed;
  }

  setPublished(kind: MediaType, published: boolean): void {
    if (kind === "audio") this.hasAudio = published;
    else this.hasVideo = published;
  }

  /** The media of a subscription has come, was exchanged, or (null) has gone: the track stays for the next. */
  setMedia(kind: MediaType, media: MediaStreamTrack | null): void {
    if (!media) {
      this.#live.delete(kind);
      return;
    }
    this.#live.add(kind);
    const track = kind === "audio" ? this.#audio : this.#video;
    if (track) track.setMedia(media);
    else if (kind === "audio") this.#audio = new RemoteAudioTrack(this.uid, media);
    else this.#video = new RemoteVideoTrack(this.uid, media);
  }

  /** The user is no longer seen: nothing of theirs goes on playing. */
  release(): void {
    this.#live.clear();
    this.#subscribed.clear();
    this.#audio?.release();
    this.#video?.stop();
  }
}
