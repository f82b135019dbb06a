import { RemoteAudioTrack, RemoteVideoTrack } from "./remote-track.ts";
import type { Statistics } from "./statistics.ts";
import type { IAgoraRTCRemoteUser, MediaType, UID } from "./types.ts";

/** A remote user: what is published, and the tracks of what is received. */
export class RemoteUser implements IAgoraRTCRemoteUser {
  readonly uid: UID;
  hasAudio = false;
  hasVideo = false;
  readonly #identity: string;
  readonly #subscribed = new Set<MediaType>();
  readonly #live = new Set<MediaType>();
  /** When each kind that is published was first seen so. */
  readonly #publishedAt = new Map<MediaType, number>();
  readonly #statistics: Statistics;
  #audio: RemoteAudioTrack | undefined;
  #video: RemoteVideoTrack | undefined;

  constructor(identity: string, uid: UID, statistics: Statistics) {
    this.#identity = identity;
    this.uid = uid;
    this.#statistics = statistics;
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
    if (published) this.#publishedAt.set(kind, performance.now());
    else this.#publishedAt.delete(kind);
  }

  /** For how long this client has seen it published, in ms; -1 where it is not. */
  publishedFor(kind: MediaType): number {
    const at = this.#publishedAt.get(kind);
    return at === undefined ? -1 : Math.round(performance.now() - at);
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
    else if (kind === "audio")
      this.#audio = new RemoteAudioTrack(this.uid, media, () => this.#statistics.remoteAudio(this));
    else this.#video = new RemoteVideoTrack(this.uid, media, () => this.#statistics.remoteVideo(this));
  }

  /** The user is no longer seen: nothing of theirs goes on playing. */
  release(): void {
    this.#live.clear();
    this.#subscribed.clear();
    this.#audio?.release();
    this.#video?.stop();
  }
}
