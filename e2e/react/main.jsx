// A page on agora-rtc-react as its users write one, but for where the client
// and the local tracks come from: that package carries an SDK of its own, and is
// given ours.
import {
  AgoraRTCProvider,
  LocalUser,
  RemoteAudioTrack,
  RemoteUser,
  RemoteVideoTrack,
  useClientEvent,
  useConnectionState,
  useCurrentUID,
  useJoin,
  useNetworkQuality,
  usePublish,
  useRemoteAudioTracks,
  useRemoteUsers,
  useRemoteVideoTracks,
  useVolumeLevel,
} from "agora-rtc-react";
import AgoraRTC from "dualstream";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

const query = new URL(location.href).searchParams;
const client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });

function useLocalTracks() {
  const [tracks, setTracks] = useState([null, null]);
  useEffect(() => {
    const opening = AgoraRTC.createMicrophoneAndCameraTracks();
    opening.then(setTracks);
    return () => void opening.then((opened) => opened.forEach((track) => track.close()));
  }, []);
  return tracks;
}

/** The remote users by the component that does everything. */
function Users({ users }) {
  return users.map((user) => (
    <div className="user" key={user.uid} data-uid={user.uid}>
      <RemoteUser user={user} volume={80} />
    </div>
  ));
}

/** The remote users by the hooks that give their tracks. */
function Tracks({ users }) {
  const { videoTracks } = useRemoteVideoTracks(users);
  const { audioTracks } = useRemoteAudioTracks(users);
  return (
    <>
      {videoTracks.map((track) => (
        <div className="user" key={track.getUserId()} data-uid={track.getUserId()}>
          <RemoteVideoTrack track={track} play />
        </div>
      ))}
      {audioTracks.map((track) => (
        <RemoteAudioTrack key={track.getUserId()} track={track} play />
      ))}
    </>
  );
}

function Switch({ id, onClick }) {
  return (
    <button type="button" id={id} onClick={onClick}>
      {id}
    </button>
  );
}

function Call() {
  const [microphoneOn, setMicrophoneOn] = useState(true);
  const [cameraOn, setCameraOn] = useState(true);
  const [listening, setListening] = useState(true);
  const [left, setLeft] = useState(0);
  const [microphone, camera] = useLocalTracks();
  const { error, isConnected } = useJoin({
    appid: query.get("appid"),
    channel: query.get("channel"),
    token: null,
    uid: Number(query.get("uid")),
  });
  const { error: unpublished } = usePublish([microphone, camera]);
  const users = useRemoteUsers();
  const volume = useVolumeLevel(microphone ?? undefined);
  const quality = useNetworkQuality();
  const uid = useCurrentUID();
  useClientEvent(client, "user-left", () => setLeft((count) => count + 1));
  const Remote = query.has("tracks") ? Tracks : Users;

  return (
    <>
      <Switch id="microphone" onClick={() => setMicrophoneOn(!microphoneOn)} />
      <Switch id="camera" onClick={() => setCameraOn(!cameraOn)} />
      <Switch id="listen" onClick={() => setListening(!listening)} />
      <output id="error">{error?.message ?? unpublished?.message}</output>
      <output id="connected">{String(isConnected)}</output>
      <output id="uid">{uid}</output>
      <output id="left">{left}</output>
      <output id="volume">{volume}</output>
      <output id="quality">{quality.uplinkNetworkQuality}</output>
      <div className="user" id="me">
        <LocalUser
          audioTrack={microphone}
          videoTrack={camera}
          micOn={microphoneOn}
          cameraOn={cameraOn}
          playAudio={false}
          playVideo={cameraOn}
        />
      </div>
      <Remote users={listening ? users : []} />
    </>
  );
}

function State() {
  return <output id="state">{useConnectionState()}</output>;
}

function App() {
  const [inCall, setInCall] = useState(true);
  return (
    <AgoraRTCProvider client={client}>
      <State />
      <Switch id="call" onClick={() => setInCall(!inCall)} />
      {inCall && <Call />}
    </AgoraRTCProvider>
  );
}

createRoot(document.getElementById("root")).render(<App />);
// For the test, which looks at it from outside.
window.client = client;
