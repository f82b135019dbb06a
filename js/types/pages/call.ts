/** A page's call, written for agora-rtc-sdk-ng's types: channel, users, roles, dual stream, tokens, events. */

import AgoraRTC, {
  type ClientConfig,
  type ClientRole,
  type ConnectionDisconnectedReason,
  type ConnectionState,
  type IAgoraRTCClient,
  type IAgoraRTCRemoteUser,
  type ILocalTrack,
  type IRemoteAudioTrack,
  type IRemoteVideoTrack,
  type LowStreamParameter,
  RemoteStreamFallbackType,
  RemoteStreamType,
  type SDK_CODEC,
  type SDK_MODE,
  type UID,
} from "agora-rtc-sdk-ng";

const mode: SDK_MODE = "live";
const codec: SDK_CODEC = "h264";
const role: ClientRole = "host";
const config: ClientConfig = { mode, codec, role };
const client: IAgoraRTCClient = AgoraRTC.createClient(config);
const users = new Map<UID, IAgoraRTCRemoteUser>();

/** Joins, publishes both streams, and goes on with what the others send. */
export async function start(appid: string, channel: string, token: string | null, tracks: ILocalTrack[]) {
  listen();
  const low: LowStreamParameter = { width: { ideal: 160 }, height: 90, framerate: { max: 15 }, bitrate: 50 };
  client.setLowStreamParameter(low);
  await client.enableDualStream();
  const uid: UID = await client.join(appid, channel, token);
  await client.join(appid, channel, token, null);
  await client.publish(tracks);
  client.enableAudioVolumeIndicator();
  return `${uid} in ${client.channelName ?? "no channel"}, as ${client.uid}: ${client.connectionState}`;
}

export async function end() {
  const published: ILocalTrack[] = client.localTracks;
  for (const track of published) {
    track.stop();
    track.close();
  }
  await client.unpublish(published);
  await client.unpublish();
  await client.disableDualStream();
  await client.setClientRole("audience");
  await client.leave();
  client.removeAllListeners("user-joined");
  client.removeAllListeners();
}

export async function renew(token: string) {
  await client.renewToken(token);
}

/** What every user sends on a weak downlink, for a grid of small pictures. */
export async function receiveLow() {
  const low: RemoteStreamType = RemoteStreamType.LOW_STREAM;
  await Promise.all(
    client.remoteUsers.map(async (user) => {
      await client.setRemoteVideoStreamType(user.uid, low);
      await client.setRemoteVideoStreamType(user.uid, 0);
      await client.setStreamFallbackOption(user.uid, RemoteStreamFallbackType.AUDIO_ONLY);
      await client.setStreamFallbackOption(user.uid, 1);
    }),
  );
}

async function onPublished(user: IAgoraRTCRemoteUser, mediaType: "audio" | "video") {
  users.set(user.uid, user);
  const track = await client.subscribe(user, mediaType);
  if (mediaType === "audio") track.play();
  else track.play("player");
  const audio: IRemoteAudioTrack | undefined = user.hasAudio
    ? await client.subscribe(user, "audio")
    : user.audioTrack;
  const video: IRemoteVideoTrack | undefined = user.hasVideo
    ? await client.subscribe(user, "video")
    : user.videoTrack;
  audio?.play();
  video?.play("player", { fit: "contain", mirror: false });
}

function onState(current: ConnectionState, previous: ConnectionState, reason?: ConnectionDisconnectedReason) {
  console.log(current, previous, reason);
}

function listen() {
  client.on("connection-state-change", onState);
  client.on("user-joined", (user) => users.set(user.uid, user));
  client.on("user-left", (user: IAgoraRTCRemoteUser, reason: string) => console.log(user.uid, reason));
  client.on("user-published", onPublished);
  client.on("user-unpublished", async (user, mediaType) => {
    await client.unsubscribe(user, mediaType);
    await client.unsubscribe(user);
  });
  client.on("user-info-updated", (uid: UID, message: string) => console.log(uid, message));
  client.on("media-reconnect-start", (uid: UID) => console.log("reconnects", uid));
  client.on("media-reconnect-end", (uid: UID) => console.log("reconnected", uid));
  client.on("stream-type-changed", (uid: UID, type: RemoteStreamType) => {
    console.log(uid, type === RemoteStreamType.LOW_STREAM ? "low" : "high");
  });
  client.on("stream-fallback", (uid, state) => console.log(uid, state === "fallback" ? "audio" : "video"));
  client.on("volume-indicator", (volumes: { level: number; uid: UID }[]) => console.log(volumes.length));
  client.on("token-privilege-will-expire", () => renew("another"));
  client.on("token-privilege-did-expire", () => console.log("the token has expired"));
  client.on("exception", (event: { code: number; msg: string; uid: UID }) =>
    console.log(event.code, event.msg),
  );
  client.once("user-joined", (user: IAgoraRTCRemoteUser) => console.log("the first", user.uid));
  client.off("user-published", onPublished);
  client.on("user-published", onPublished);
  relay("connection-state-change", onState);
  console.log(client.getListeners("user-published").length);
}

/** As a wrapper hands events on. */
// biome-ignore lint/complexity/noBannedTypes: the type that agora-rtc-sdk-ng gives it
function relay(event: string, listener: Function) {
  client.on(event, listener);
}
