import { readClientConfig } from "./client-config.ts";
import type { EngineClientConfig } from "./engine.ts";
import { EngineClient, type EngineEventHandler, type EngineHandlers } from "./engine-client.ts";
import { environment } from "./environment.ts";
import { AgoraRTCError, textOf } from "./error.ts";
import { exceptionMessage } from "./exceptions.ts";
import { FallbackStates } from "./fallback-states.ts";
import { type Admission, JoinAttempt } from "./join-attempt.ts";
import { readJoin, serverOf } from "./join-request.ts";
import type { Loader } from "./loader.ts";
import type { LocalTrack } from "./local-track.ts";
import { DEBUG, INFO, log, WARNING } from "./logger.ts";
import { mergeLowStream, noLowStream } from "./low-stream.ts";
import { networkQuality, QualityTimer } from "./network-quality.ts";
import { Publications } from "./publications.ts";
import { explain } from "./refusal.ts";
import type { RemoteAudioTrack, RemoteVideoTrack } from "./remote-track.ts";
import type { RemoteUser } from "./remote-user.ts";
import { byUid, RemoteUsers } from "./remote-users.ts";
import { checkRole } from "./role.ts";
import { isLocal } from "./server-url.ts";
import { show } from "./show.ts";
import { Statistics } from "./statistics.ts";
import { checkClaims, readClaims } from "./token.ts";
import { Tokens } from "./tokens.ts";
import { readTold } from "./told.ts";
import { readTurnServers } from "./turn.ts";
import type {
  AgoraRTCStats,
  ClientConfig,
  ClientEvents,
  ClientRoleOptions,
  ConnectionDisconnectedReason,
  ConnectionState,
  FallbackReason,
  FallbackState,
  IAgoraRTCClient,
  IAgoraRTCRemoteUser,
  ILocalTrack,
  LocalAudioTrackStats,
  LocalVideoTrackStats,
  LowStreamParameter,
  MassSubscription,
  MassSubscriptionResult,
  MassUnsubscription,
  MediaType,
  NetworkQuality,
  RemoteAudioTrackStats,
  RemoteUserPriority,
  RemoteVideoTrackStats,
  StreamTypeReason,
  TurnServerConfig,
  UID,
  UserRef,
} from "./types.ts";
import { identityOfRef } from "./uid.ts";
import { UnsupportedMembers } from "./unsupported.ts";
import { userLevels } from "./user-levels.ts";
import { checkOneOf, invalid, requiredList } from "./validate.ts";
import { VolumeIndicator } from "./volume-indicator.ts";

/** The documented bound of a token that is given during a call, in characters. */
const MAX_TOKEN = 2047;

/** The public client: it checks arguments, hands calls to the engine, and shows the state that the engine tells. */
export class Client extends UnsupportedMembers implements IAgoraRTCClient {
  readonly #config: Omit<EngineClientConfig, "environment">;
  readonly #serverUrl: string | undefined;
  readonly #engine: EngineClient;
  readonly #statistics = new Statistics();
  readonly #users = new RemoteUsers(this.#statistics);
  readonly #publications: Publications;
  readonly #fallbacks = new FallbackStates();
  readonly #volumes = new VolumeIndicator();
  readonly #qualityTimer = new QualityTimer(() => this.emit("network-quality", this.#networkQuality()));
  readonly #tokens: Tokens;
  #state: ConnectionState = "DISCONNECTED";
  #attempt: JoinAttempt | undefined;
  /** The leave that is under way. */
  #leaving: Promise<void> | undefined;
  #uid: UID | undefined;
  #channel: string | undefined;
  #lowStream = noLowStream;
  #dualStream: -1 | 0 | 1 = 0;
  #defaultStreamType: 0 | 1 = 0;
  /** Whether the engine has forgotten what outlasts a session. */
  #forgotten = false;

  constructor(loader: Loader, config?: ClientConfig) {
    super();
    const { engine, serverUrl } = readClientConfig(config);
    this.#config = engine;
    this.#serverUrl = serverUrl;
    this.#engine = new EngineClient(
      loader,
      () => ({ ...this.#config, environment: environment() }),
      this.#take,
      () => this.#onCrash(),
    );
    this.#publications = new Publications(this.#engine, this.#statistics);
    this.#tokens = new Tokens(this.#engine, {
      willExpire: () => this.emit("token-privilege-will-expire"),
      didExpire: () => this.emit("token-privilege-did-expire"),
      reconnecting: () => this.#state === "RECONNECTING",
    });
  }

  get mode(): "rtc" | "live" {
    return this.#config.mode;
  }

  get role(): "host" | "audience" {
    return this.#config.role;
  }

  get connectionState(): ConnectionState {
    return this.#state;
  }

  get remoteUsers(): RemoteUser[] {
    return this.#users.list();
  }

  get localTracks(): LocalTrack[] {
    return this.#publications.published();
  }

  get uid(): UID | undefined {
    return this.#uid;
  }

  get channelName(): string | undefined {
    return this.#channel;
  }

  async join(appid: string, channel: string, token: string | null, uid?: UID | null): Promise<UID> {
    const request = readJoin(appid, channel, token, uid);
    if (this.#state !== "DISCONNECTED") await this.#leaving?.catch(() => {});
    if (this.#state !== "DISCONNECTED") {
      throw new AgoraRTCError(
        "INVALID_OPERATION",
        `join: the client is ${this.#state}, leave the channel first`,
      );
    }
    const attempt = new JoinAttempt(request, serverOf(request, this.#serverUrl));
    this.#attempt = attempt;
    this.#users.asStrings = request.stringUid;
    this.#remind();
    const place = this.#engine.reserve();
    this.#setState("CONNECTING");
    let admission: Admission | undefined;
    try {
      admission = await attempt.prepare(this.#engine.ready());
      attempt.dispatched = true;
      this.#channel = channel;
      if (admission.identity !== undefined) this.#uid = this.#users.uidOf(admission.identity);
      const { identity } = await attempt.during(place.call("join", admission.server.ws, admission.token));
      const joined = this.#users.uidOf(identity);
      if (this.#attempt === attempt) {
        this.#uid = joined;
        this.#tokens.begin(admission.server, admission.token, request.token !== "");
      }
      return joined;
    } catch (thrown) {
      place.cancel();
      this.#joinFailed(attempt);
      if (attempt.error || !admission) throw attempt.error ?? thrown;
      throw await explain(thrown, admission.server, admission.token);
    } finally {
      attempt.settle();
    }
  }

  async leave(): Promise<void> {
    if (this.#state === "DISCONNECTED") return;
    const attempt = this.#attempt;
    if (attempt && !attempt.dispatched) {
      attempt.giveUp(new AgoraRTCError("OPERATION_ABORTED", "leave was called while join was under way"));
      this.#setState("DISCONNECTING");
      this.#setState("DISCONNECTED", "LEAVE");
      return;
    }
    const leaving = this.#leave(attempt);
    this.#leaving = leaving;
    try {
      await leaving;
    } finally {
      if (this.#leaving === leaving) this.#leaving = undefined;
    }
  }

  async publish(tracks: ILocalTrack | ILocalTrack[]): Promise<void> {
    await this.#publications.publish(tracks);
  }

  async unpublish(tracks?: ILocalTrack | ILocalTrack[]): Promise<void> {
    await this.#publications.unpublish(tracks);
  }

  subscribe(user: IAgoraRTCRemoteUser | UID, mediaType: "video"): Promise<RemoteVideoTrack>;
  subscribe(user: IAgoraRTCRemoteUser | UID, mediaType: "audio"): Promise<RemoteAudioTrack>;
  subscribe(
    user: IAgoraRTCRemoteUser | UID,
    mediaType: MediaType,
  ): Promise<RemoteVideoTrack | RemoteAudioTrack>;
  async subscribe(
    user: IAgoraRTCRemoteUser | UID,
    mediaType: MediaType,
  ): Promise<RemoteVideoTrack | RemoteAudioTrack> {
    checkOneOf("mediaType", mediaType, ["audio", "video"]);
    if (this.#state === "DISCONNECTED") {
      throw new AgoraRTCError("INVALID_OPERATION", "subscribe: the client has not joined a channel");
    }
    const remote = this.#findUser(user);
    remote.subscriptions().add(mediaType);
    try {
      await this.#engine.call("subscribe", remote.getIdentity(), mediaType);
    } catch (thrown) {
      remote.subscriptions().delete(mediaType);
      throw thrown;
    }
    const track = mediaType === "audio" ? remote.audioTrack : remote.videoTrack;
    if (track) return track;
    throw new AgoraRTCError(
      "REMOTE_USER_IS_NOT_PUBLISHED",
      `user ${show(remote.uid)} stopped publishing ${mediaType} while it was subscribed`,
    );
  }

  async unsubscribe(user: IAgoraRTCRemoteUser | UID, mediaType?: MediaType): Promise<void> {
    if (mediaType !== undefined) checkOneOf("mediaType", mediaType, ["audio", "video"]);
    const remote = this.#findUser(user);
    const kinds = mediaType ? [mediaType] : [...remote.subscriptions()];
    const subscribed = kinds.filter((kind) => remote.subscriptions().delete(kind));
    if (subscribed.length === 0) {
      log(WARNING, `unsubscribe: ${mediaType ?? "nothing"} of user ${show(remote.uid)} is not subscribed`);
      return;
    }
    await Promise.all(subscribed.map((kind) => this.#engine.call("unsubscribe", remote.getIdentity(), kind)));
  }

  async massSubscribe(subscribeList: MassSubscription[]): Promise<MassSubscriptionResult[]> {
    return Promise.all(
      requiredList("subscribeList", subscribeList).map(async ({ user, mediaType }) => {
        try {
          return { user, mediaType, track: await this.subscribe(user, mediaType) };
        } catch (error) {
          return { user, mediaType, error: error as AgoraRTCError };
        }
      }),
    );
  }

  async massUnsubscribe(unsubscribeList: MassUnsubscription[]): Promise<void> {
    await Promise.all(
      requiredList("unsubscribeList", unsubscribeList).map(({ user, mediaType }) =>
        this.unsubscribe(user, mediaType),
      ),
    );
  }

  async renewToken(token: string): Promise<void> {
    if (typeof token !== "string" || token === "" || token.length > MAX_TOKEN) {
      throw invalid("token", token, `a string of 1 to ${MAX_TOKEN} characters`);
    }
    if (this.#state !== "CONNECTED" && this.#state !== "RECONNECTING") {
      throw new AgoraRTCError(
        "INVALID_OPERATION",
        `renewToken: the client is ${this.#state}, join a channel first`,
      );
    }
    checkClaims(readClaims(token), this.#channel as string, String(this.#uid), "INVALID_PARAMS");
    await this.#engine.call("renewToken", token);
    this.#tokens.renew(token);
  }

  setTurnServer(turnServer: TurnServerConfig | TurnServerConfig[]): void {
    const wishes = readTurnServers("turnServer", turnServer);
    if (this.#state !== "DISCONNECTED") {
      throw new AgoraRTCError(
        "INVALID_OPERATION",
        `setTurnServer: the client is ${this.#state}, it is called before join`,
      );
    }
    Object.assign(this.#config.rtc, wishes);
  }

  async setClientRole(role: "audience" | "host", options?: ClientRoleOptions): Promise<void> {
    checkRole(role, options);
    await this.#engine.call("setClientRole", role);
    this.#config.role = role;
  }

  async enableDualStream(): Promise<void> {
    await this.#engine.call("setDualStream", true);
    this.#dualStream = 1;
  }

  async disableDualStream(): Promise<void> {
    await this.#engine.call("setDualStream", false);
    this.#dualStream = 0;
  }

  async setDualStreamMode(mode: -1 | 0 | 1, streamParameter?: LowStreamParameter): Promise<void> {
    checkOneOf("mode", mode, [-1, 0, 1]);
    if (streamParameter !== undefined) this.setLowStreamParameter(streamParameter);
    await this.#engine.call("setDualStreamMode", mode);
    this.#dualStream = mode;
  }

  setLowStreamParameter(parameter: LowStreamParameter): void {
    this.#lowStream = mergeLowStream(this.#lowStream, parameter);
    this.#sendLowStream();
  }

  async setRemoteVideoStreamType(user: UserRef, streamType: 0 | 1): Promise<void> {
    checkOneOf("streamType", streamType, [0, 1]);
    await this.#engine.call("setRemoteVideoStreamType", identityOfRef("uid", user), streamType);
  }

  async setRemoteDefaultVideoStreamType(streamType: 0 | 1): Promise<void> {
    checkOneOf("streamType", streamType, [0, 1]);
    await this.#engine.call("setRemoteDefaultVideoStreamType", streamType);
    this.#defaultStreamType = streamType;
  }

  async setStreamFallbackOption(user: UserRef, fallbackType: 0 | 1 | 2): Promise<void> {
    checkOneOf("fallbackType", fallbackType, [0, 1, 2]);
    await this.#engine.call("setStreamFallbackOption", identityOfRef("uid", user), fallbackType);
  }

  async setRemoteUserPriority(user: UserRef, priority: RemoteUserPriority): Promise<void> {
    checkOneOf("priority", priority, ["high", "normal"]);
    const code = priority === "high" ? 1 : 0;
    await this.#engine.call("setRemoteUserPriority", identityOfRef("uid", user), code);
  }

  getFallbackState(user: UserRef): FallbackState | undefined {
    const identity = identityOfRef("uid", user);
    return this.#fallbacks.get(identity, this.#users.get(identity) !== undefined);
  }

  getRTCStats(): AgoraRTCStats {
    return this.#statistics.rtc();
  }

  getLocalAudioStats(): LocalAudioTrackStats {
    return this.#statistics.localAudio();
  }

  getLocalVideoStats(): LocalVideoTrackStats {
    return this.#statistics.localVideo();
  }

  getRemoteAudioStats(): Record<string, RemoteAudioTrackStats> {
    return byUid(this.#users.subscribed(), (user) => this.#statistics.remoteAudio(user));
  }

  getRemoteVideoStats(): Record<string, RemoteVideoTrackStats> {
    return byUid(this.#users.subscribed(), (user) => this.#statistics.remoteVideo(user));
  }

  getRemoteNetworkQuality(): Record<string, NetworkQuality> {
    // Offline or not: it is not their connection.
    return byUid(this.#users.subscribed(), (user) =>
      networkQuality(this.#state, true, this.#statistics.remoteNetwork(user)),
    );
  }

  enableAudioVolumeIndicator(): void {
    if (this.#volumes.isEnabled) log(WARNING, "enableAudioVolumeIndicator: it is enabled already");
    this.#volumes.isEnabled = true;
  }

  async exportDecisionLog(): Promise<string> {
    return this.#engine.call("exportDecisionLog");
  }

  async #leave(attempt: JoinAttempt | undefined): Promise<void> {
    await this.#engine.call("leave");
    if (this.#attempt === attempt) this.#setState("DISCONNECTED", "LEAVE");
  }

  #networkQuality(): NetworkQuality {
    const local = this.#attempt !== undefined && isLocal(this.#attempt.server);
    return networkQuality(this.#state, local, this.#statistics.network());
  }

  #tellVolumes(): void {
    const levels = userLevels(this.#uid, this.localTracks, this.remoteUsers, this.#statistics);
    const volumes = this.#volumes.take(levels);
    if (volumes) this.emit("volume-indicator", volumes);
  }

  #findUser(ref: unknown): RemoteUser {
    const user = this.#users.find(ref);
    if (user) return user;
    throw new AgoraRTCError("INVALID_REMOTE_USER", `user is ${show(ref)}, who is not one of remoteUsers`);
  }

  #sendLowStream(): void {
    const { width, height, framerate, bitrate } = this.#lowStream;
    this.#engine
      .call("setLowStreamParameter", width, height, framerate, bitrate)
      .catch((thrown) => log(WARNING, `setLowStreamParameter has not reached the engine: ${textOf(thrown)}`));
  }

  #joinFailed(attempt: JoinAttempt): void {
    if (this.#attempt !== attempt) return;
    if (attempt.dispatched && attempt.error) {
      this.leave().catch((thrown) => log(DEBUG, `leaving after join: ${textOf(thrown)}`));
    } else {
      this.#setState("DISCONNECTED", "NETWORK_ERROR");
    }
  }

  /** After a crash, tells the new engine what outlasts a session. */
  #remind(): void {
    if (!this.#forgotten) return;
    this.#forgotten = false;
    if (this.#lowStream !== noLowStream) this.#sendLowStream();
    if (this.#dualStream) {
      this.#engine
        .call("setDualStreamMode", this.#dualStream)
        .catch((thrown) => log(WARNING, `dual stream is off: ${textOf(thrown)}`));
    }
    if (this.#defaultStreamType) {
      this.#engine
        .call("setRemoteDefaultVideoStreamType", this.#defaultStreamType)
        .catch((thrown) => log(WARNING, `the default stream is the high one: ${textOf(thrown)}`));
    }
  }

  #onCrash(): void {
    this.#forgotten = true;
    if (this.#attempt?.dispatched) this.#setState("DISCONNECTED", "NETWORK_ERROR");
  }

  /** Takes what the engine tells. Of a session that is over, only its log still counts. */
  readonly #take: EngineEventHandler = (name, args) => {
    if (name !== "log" && !this.#attempt?.dispatched) return;
    (this.#handlers[name] as (...args: unknown[]) => void)(...args);
  };

  readonly #handlers: EngineHandlers = {
    state: (current, _, reason) => this.#setState(current, reason),
    "media-reconnect": (over) =>
      this.emit(over ? "media-reconnect-end" : "media-reconnect-start", this.#uid as UID),
    "reconnect-failed": (token) => void this.#tokens.failed(token),
    "user-joined": (identity) => this.emit("user-joined", this.#users.add(identity)),
    "user-left": (identity, reason) => {
      this.#fallbacks.forget(identity);
      const user = this.#users.remove(identity);
      if (user) this.emit("user-left", user, reason as ClientEvents["user-left"][1]);
    },
    "user-published": (identity, kind) => {
      const user = this.#users.get(identity);
      user?.setPublished(kind, true);
      if (user) this.emit("user-published", user, kind);
    },
    "user-unpublished": (identity, kind) => {
      const user = this.#users.get(identity);
      user?.setPublished(kind, false);
      if (user) this.emit("user-unpublished", user, kind);
    },
    "user-muted": (identity, kind, muted) =>
      this.emit("user-info-updated", this.#users.uidOf(identity), `${muted ? "mute" : "unmute"}-${kind}`),
    track: (identity, kind, media) => this.#users.get(identity)?.setMedia(kind, media),
    // Where the reason cannot be read, the event is told all the same.
    "stream-type-changed": (identity, type, text) => {
      const reason = readTold<StreamTypeReason>("the reason", text) as StreamTypeReason;
      this.emit("stream-type-changed", this.#users.uidOf(identity), type, reason);
    },
    "stream-fallback": (identity, state, text) => {
      const reason = readTold<FallbackReason>("the reason", text) as FallbackReason;
      this.emit("stream-fallback", this.#users.uidOf(identity), state, reason);
    },
    "stream-fallback-warning": (identity, isWarning, text) => {
      const reason = readTold<FallbackReason>("the reason", text) as FallbackReason;
      this.emit("stream-fallback-warning", this.#users.uidOf(identity), isWarning, reason);
    },
    "fallback-state": (identity, text) => this.#fallbacks.tell(identity, text),
    statistics: (text) => {
      this.#statistics.tell(text);
      if (this.#volumes.isEnabled) this.#tellVolumes();
    },
    exception: (identity, code) =>
      this.emit("exception", { code, msg: exceptionMessage(code), uid: this.#users.uidOf(identity) }),
    log,
  };

  /** Shows a state, once. On DISCONNECTED the client is as new before anybody is told. */
  #setState(current: ConnectionState, reason?: string): void {
    const previous = this.#state;
    if (current === previous) return;
    this.#state = current;
    if (current === "DISCONNECTED") this.#reset();
    this.#qualityTimer.follow(current);
    log(INFO, `${previous} -> ${current}${reason ? ` (${reason})` : ""}`);
    if (current !== "DISCONNECTED" || reason === undefined)
      this.emit("connection-state-change", current, previous);
    else this.emit("connection-state-change", current, previous, reason as ConnectionDisconnectedReason);
  }

  #reset(): void {
    this.#attempt?.release();
    this.#attempt = undefined;
    this.#uid = undefined;
    this.#channel = undefined;
    this.#users.clear();
    this.#publications.clear();
    this.#fallbacks.clear();
    this.#statistics.clear();
    this.#volumes.clear();
    this.#tokens.clear();
  }
}
