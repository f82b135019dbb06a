// A page in the manner of public sample pages, with what they rely on and no
// document promises: a client made while the script is read, listeners added at
// each join, statistics read without a look whether they are there.

const client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
AgoraRTC.enableLogUpload();

const field = (name) => document.getElementById(name);
const options = { appid: null, channel: null, token: null, uid: null };
const localTracks = { audioTrack: null, videoTrack: null };
let remoteUsers = {};
let statsTimer;

// ?appid=…&channel=…&token=&uid=1001 joins at once.
const query = new URL(location.href).searchParams;
for (const name in options) field(name).value = query.get(name) ?? "";
field("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  join().catch((error) => console.error(error));
});
field("leave").addEventListener("click", () => leave().catch((error) => console.error(error)));
if (query.get("appid") && query.get("channel")) field("join").click();

async function join() {
  field("join").disabled = true;
  for (const name in options) options[name] = field(name).value;
  options.uid = Number(options.uid);

  client.on("user-published", handleUserPublished);
  client.on("user-unpublished", handleUserUnpublished);

  await client.enableDualStream();
  await client.setLowStreamParameter({ width: 160, height: 120, framerate: 15, bitrate: 60 });
  [options.uid, localTracks.audioTrack, localTracks.videoTrack] = await Promise.all([
    client.join(options.appid, options.channel, options.token || null, options.uid || null),
    AgoraRTC.createMicrophoneAudioTrack({ encoderConfig: "music_standard" }),
    AgoraRTC.createCameraVideoTrack({ encoderConfig: "360p_1" }),
  ]);
  localTracks.videoTrack.play("local-player");
  await client.publish(Object.values(localTracks));

  statsTimer = setInterval(flushStats, 1000);
  field("leave").disabled = false;
}

async function leave() {
  field("leave").disabled = true;
  clearInterval(statsTimer);
  for (const name in localTracks) {
    localTracks[name].stop();
    localTracks[name].close();
    localTracks[name] = null;
  }
  remoteUsers = {};
  field("remote-players").replaceChildren();
  await client.disableDualStream();
  await client.leave();
  field("join").disabled = false;
}

async function subscribe(user, mediaType) {
  const { uid } = user;
  await client.subscribe(user, mediaType);
  if (mediaType === "video") {
    const player = document.createElement("div");
    player.id = `player-${uid}`;
    player.className = "player";
    player.dataset.uid = uid;
    player.dataset.type = "0";
    // What is clicked is the video, two levels below.
    player.addEventListener("click", (event) => switchStream(event.target.parentElement.parentElement));
    field("remote-players").append(player);
    user.videoTrack.play(`player-${uid}`);
  }
  if (mediaType === "audio") user.audioTrack.play();
}

function handleUserPublished(user, mediaType) {
  remoteUsers[user.uid] = user;
  subscribe(user, mediaType).catch((error) => console.error(error));
  flushStats();
}

function handleUserUnpublished(user, mediaType) {
  if (mediaType !== "video") return;
  delete remoteUsers[user.uid];
  field(`player-${user.uid}`)?.remove();
}

// The id comes out of the page, and so is text.
async function switchStream(player) {
  const type = player.dataset.type === "0" ? 1 : 0;
  await client.setRemoteVideoStreamType(player.dataset.uid, type);
  player.dataset.type = type;
}

function flushStats() {
  const call = client.getRTCStats();
  const lines = [
    `for ${call.Duration} s with ${call.UserCount} users, ${call.OutgoingAvailableBandwidth.toFixed(3)} kbps`,
    `sent ${client.getLocalVideoStats().sendBytes + client.getLocalAudioStats().sendBytes} bytes`,
  ];
  for (const uid in remoteUsers) {
    const audio = client.getRemoteAudioStats()[uid].receiveBytes;
    const video = client.getRemoteVideoStats()[uid].receiveBytes;
    lines.push(`of ${uid} ${Number(audio) + Number(video)} bytes`);
  }
  const remote = client.getRemoteVideoStats();
  for (const uid in remote) lines.push(`${uid} is ${remote[uid].receiveResolutionWidth} wide`);
  field("stats").textContent = lines.join("\n");
}
