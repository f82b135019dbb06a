import type { IAgoraRTC, ILocalAudioTrack, ILocalVideoTrack } from "../../../js/src/types.ts";
import { createTestPicture } from "./test-picture.ts";
import { isCode } from "./trouble.ts";

/** Where the publisher's picture comes from. */
export type SourceKind = "camera" | "screen" | "test";

/** An open source: what it gives, and what is to be known about it. */
export interface Source {
  kind: SourceKind;
  video?: ILocalVideoTrack;
  audio?: ILocalAudioTrack;
  /** What the user should know, in a sentence or two. */
  note?: string;
  /** Ends the tracks and frees the devices. */
  close(): void;
}

const oneStream = "dual stream has no effect on it, and only one stream goes out.";

/** Opens a source. Rejects as the SDK's calls do. */
export async function openSource(sdk: IAgoraRTC, kind: SourceKind): Promise<Source> {
  if (kind === "camera") return openDevices(sdk);
  if (kind === "screen") {
    const video = await sdk.createScreenVideoTrack();
    return { kind, video, note: `This is a shared screen: ${oneStream}`, close: () => closeAll(video) };
  }
  const picture = createTestPicture();
  const video = sdk.createCustomVideoTrack({ mediaStreamTrack: picture.track });
  return {
    kind,
    video,
    note: `This is a test picture, which is a custom track: ${oneStream}`,
    close() {
      closeAll(video);
      picture.stop();
    },
  };
}

/** Opens the camera and the microphone, or the one that there is. */
async function openDevices(sdk: IAgoraRTC): Promise<Source> {
  const camera = { encoderConfig: "480p_9" } as const;
  try {
    const [audio, video] = await sdk.createMicrophoneAndCameraTracks({}, camera);
    return { kind: "camera", audio, video, close: () => closeAll(audio, video) };
  } catch (error) {
    if (!isCode(error, "DEVICE_NOT_FOUND")) throw error;
  }
  try {
    const video = await sdk.createCameraVideoTrack(camera);
    return {
      kind: "camera",
      video,
      note: "This machine has no microphone: there is a picture but no sound.",
      close: () => closeAll(video),
    };
  } catch (error) {
    if (!isCode(error, "DEVICE_NOT_FOUND")) throw error;
  }
  const audio = await sdk.createMicrophoneAudioTrack();
  return {
    kind: "camera",
    audio,
    note: "This machine has no camera: there is sound but no picture. Choose the test picture to send one.",
    close: () => closeAll(audio),
  };
}

function closeAll(...tracks: (ILocalVideoTrack | ILocalAudioTrack)[]): void {
  for (const track of tracks) track.close();
}
