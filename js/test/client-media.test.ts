import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CameraVideoTrack, planCamera } from "../src/camera-track.ts";
import { Client } from "../src/client.ts";
import { createCustomAudioTrack, createCustomVideoTrack } from "../src/create-tracks.ts";
import { setParameter, settings } from "../src/settings.ts";
import { FakeEngine, FakeMediaStream, fakeMedia, joinRoom, newClient, stubPage } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;

beforeEach(async () => {
  stubPage();
  engine = new FakeEngine();
  for (const method of ["leave", "setTrackMuted", "replaceTrack", "unpublish", "unsubscribe"])
    engine.settleAtOnce.add(method);
  client = newClient(engine);
  await joinRoom(engine, client);
});

afterEach(async () => {
  await client.leave();
  for (const key of Object.keys(settings)) delete settings[key as keyof typeof settings];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const newVideo = () =>
  createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video", { width: 640, height: 360 }) });
const newAudio = () => createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") });

describe("publish", () => {
  it("describes the tracks to the engine, and lists them once they are published", async () => {
    const [audio, video] = [newAudio(), newVideo()];
    const published = client.publish([audio, video]);
    const { args } = await engine.called("publish");
    expect(client.localTracks).toEqual([]);
    expect(args[0]).toMatchObject([
      {
        id: audio.getTrackId(),
        kind: "audio",
        source: "custom-audio",
        bitrateMax: 40,
        stereo: false,
        dtx: false,
        red: false,
      },
      {
        id: video.getTrackId(),
        kind: "video",
        source: "custom-video",
        width: 640,
        height: 360,
        frameRate: 0,
      },
    ]);
    await engine.settle("publish");
    await published;
    expect(client.localTracks).toEqual([audio, video]);
    client.localTracks.pop();
    expect(client.localTracks).toHaveLength(2);
    await client.publish(audio);
    expect(engine.methods).toEqual(["publish"]);
  });

  it.each([[undefined], [null], [[]], [{}], [[newAudio(), "video"]]])("refuses %o", async (tracks) => {
    await expect(client.publish(tracks as never)).rejects.toThrow("INVALID_PARAMS: tracks is");
  });

  it("refuses disabled and closed tracks", async () => {
    const track = newVideo();
    await track.setEnabled(false);
    await expect(client.publish(track)).rejects.toMatchObject({ code: "TRACK_IS_DISABLED" });
    track.close();
    await expect(client.publish(track)).rejects.toMatchObject({ code: "INVALID_LOCAL_TRACK" });
  });

  it("forgets a track whose publishing failed", async () => {
    const track = newVideo();
    const published = client.publish(track);
    await engine.fail("publish", "INVALID_OPERATION", "audience");
    await expect(published).rejects.toThrow("INVALID_OPERATION: audience");
    expect(client.localTracks).toEqual([]);
    await track.setEnabled(false);
    expect(engine.methods).toEqual(["publish"]);
  });
});

describe("unpublish", () => {
  it("ends what is asked for, or all, also while it is being published", async () => {
    const [audio, video] = [newAudio(), newVideo()];
    const published = client.publish([audio, video]);
    await engine.settle("publish");
    await published;
    await client.unpublish(audio);
    expect(client.localTracks).toEqual([video]);
    void client.publish(audio);
    await client.unpublish();
    expect(engine.calls.at(-1)?.args).toEqual([[video.getTrackId(), audio.getTrackId()]]);
    await engine.settle("publish");
    expect(client.localTracks).toEqual([]);
  });

  it("resolves with a warning where nothing is published", async () => {
    await client.unpublish();
    await client.unpublish(newAudio());
    await client.unpublish([]);
    expect(console.warn).toHaveBeenCalledTimes(3);
    expect(engine.methods).toEqual([]);
    await expect(client.unpublish("all" as never)).rejects.toThrow('INVALID_PARAMS: tracks is "all"');
  });
});

describe("a published track", () => {
  async function publish<T extends ReturnType<typeof newVideo>>(track: T): Promise<T> {
    const published = client.publish(track);
    await engine.settle("publish");
    await published;
    engine.calls.length = 0;
    return track;
  }

  it("is muted and unmuted by setEnabled, in order", async () => {
    const track = await publish(newVideo());
    await Promise.all([
      track.setEnabled(false),
      track.setEnabled(true),
      track.setEnabled(false),
      track.setEnabled(false),
    ]);
    expect(engine.calls.map(({ args }) => args[1])).toEqual([true, false, true]);
    expect(track.getMediaStreamTrack().enabled).toBe(false);
    await expect(track.setEnabled(1 as never)).rejects.toThrow("INVALID_PARAMS: enabled is 1");
  });

  it("switches its camera off and on", async () => {
    const [first, second] = [fakeMedia("video"), fakeMedia("video", { width: 320 })];
    const getUserMedia = vi.fn(async () => new FakeMediaStream([second]));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
    const track = await publish(new CameraVideoTrack(first, planCamera({ cameraId: "c" })));
    await track.setEnabled(false);
    expect(first.readyState).toBe("ended");
    await track.setEnabled(true);
    expect(getUserMedia).toHaveBeenCalledWith({
      video: {
        width: { ideal: 640 },
        height: { ideal: 480 },
        frameRate: { ideal: 15 },
        deviceId: { exact: "c" },
      },
    });
    expect(track.getMediaStreamTrack()).toBe(second);
    expect(engine.methods).toEqual(["setTrackMuted", "replaceTrack", "setTrackMuted"]);
    expect(engine.calls[1]?.args[0]).toMatchObject({ id: track.getTrackId(), track: second, width: 320 });
  });

  it("stays disabled where its camera cannot be opened again", async () => {
    const getUserMedia = vi.fn(async () => Promise.reject(new DOMException("no", "NotFoundError")));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
    const track = await publish(new CameraVideoTrack(fakeMedia("video"), planCamera()));
    await track.setEnabled(false);
    await expect(track.setEnabled(true)).rejects.toMatchObject({ code: "DEVICE_NOT_FOUND" });
    expect(track.enabled).toBe(false);
    expect(engine.methods).toEqual(["setTrackMuted"]);
  });

  it("may be stopped and closed before leave", async () => {
    const track = await publish(newVideo());
    track.stop();
    track.close();
    track.close();
    expect(track.getMediaStreamTrack().readyState).toBe("ended");
    await client.leave();
    expect(engine.methods).toEqual(["unpublish", "leave"]);
    await expect(track.setEnabled(false)).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  });

  it("tells the end of its source", async () => {
    const track = newVideo();
    const heard = vi.fn();
    track.on("track-ended", heard);
    track.getMediaStreamTrack().dispatchEvent(new Event("ended"));
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe("remote users", () => {
  async function subscribed(media = fakeMedia("video")) {
    engine.tell("user-joined", "8");
    engine.tell("user-published", "8", "video");
    const [user] = client.remoteUsers;
    if (!user) throw new Error("no user");
    const subscribing = client.subscribe(user, "video");
    await engine.called("subscribe");
    engine.tell("track", "8", "video", media);
    await engine.settle("subscribe");
    return { user, track: await subscribing };
  }

  it("are told in order, with their state", () => {
    const heard: unknown[] = [];
    for (const event of ["user-joined", "user-left", "user-published", "user-unpublished"] as const) {
      client.on(event, (user, what?: string) =>
        heard.push([event, user.uid, what, user.hasAudio, user.hasVideo]),
      );
    }
    engine.tell("user-joined", "8");
    engine.tell("user-published", "8", "audio");
    engine.tell("user-published", "8", "video");
    engine.tell("user-unpublished", "8", "audio");
    engine.tell("user-unpublished", "8", "video");
    engine.tell("user-left", "8", "Quit");
    expect(heard).toEqual([
      ["user-joined", 8, undefined, false, false],
      ["user-published", 8, "audio", true, false],
      ["user-published", 8, "video", true, true],
      ["user-unpublished", 8, "audio", false, true],
      ["user-unpublished", 8, "video", false, false],
      ["user-left", 8, "Quit", false, false],
    ]);
    expect(client.remoteUsers).toEqual([]);
  });

  it("keep their track over a new subscription, and show it only while there is media", async () => {
    const { user, track } = await subscribed();
    expect(user.videoTrack).toBe(track);
    expect(user.audioTrack).toBeUndefined();
    expect(track.getUserId()).toBe(8);
    await client.unsubscribe(user);
    expect(engine.calls.at(-1)).toMatchObject({ method: "unsubscribe", args: ["8", "video"] });
    engine.tell("track", "8", "video", null);
    expect(user.videoTrack).toBeUndefined();
    const next = fakeMedia("video");
    engine.calls.length = 0;
    const again = client.subscribe(8, "video");
    await engine.called("subscribe");
    engine.tell("track", "8", "video", next);
    await engine.settle("subscribe");
    expect(await again).toBe(track);
    expect(track.getMediaStreamTrack()).toBe(next);
    engine.tell("user-unpublished", "8", "video");
    expect(user.videoTrack).toBeUndefined();
  });

  it("are subscribed to and unsubscribed from several at once, each with what came of it", async () => {
    const { user, track } = await subscribed();
    engine.calls.length = 0;
    const subscribing = client.massSubscribe([
      { user, mediaType: "video" },
      { user: { ...user, uid: 9 }, mediaType: "audio" },
    ]);
    await engine.settle("subscribe");
    const [first, second] = await subscribing;
    expect(first).toEqual({ user, mediaType: "video", track });
    expect(second?.error).toMatchObject({ code: "INVALID_REMOTE_USER" });
    engine.calls.length = 0;
    await client.massUnsubscribe([{ user }]);
    expect(engine.calls).toMatchObject([{ method: "unsubscribe", args: ["8", "video"] }]);
    await expect(client.massSubscribe(user as never)).rejects.toThrow("INVALID_PARAMS: subscribeList is");
    await expect(client.massUnsubscribe([null as never])).rejects.toThrow(
      "INVALID_PARAMS: unsubscribeList[0] is null",
    );
  });

  it("are found by identity or uid only", async () => {
    const { user } = await subscribed();
    for (const ref of [{ uid: 8, hasVideo: true }, 9, "9", null, undefined, Number.NaN, {}]) {
      await expect(client.subscribe(ref as never, "video")).rejects.toThrow("INVALID_REMOTE_USER: user is");
      await expect(client.unsubscribe(ref as never)).rejects.toThrow("INVALID_REMOTE_USER: user is");
    }
    for (const ref of [8, "8", { getId: () => 8 }])
      await expect(client.unsubscribe(ref as never)).resolves.toBeUndefined();
    await expect(client.subscribe(user, "both" as never)).rejects.toThrow(
      'INVALID_PARAMS: mediaType is "both"',
    );
    await expect(client.unsubscribe(user, "both" as never)).rejects.toThrow(
      'INVALID_PARAMS: mediaType is "both"',
    );
    await client.leave();
    await expect(client.subscribe(user, "video")).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  });

  it("take a stream type by any form of the uid", async () => {
    engine.settleAtOnce.add("setRemoteVideoStreamType");
    const { user } = await subscribed();
    engine.calls.length = 0;
    for (const ref of [user, 8, "8", { getId: () => "8" }, { getUserId: () => 8 }]) {
      await client.setRemoteVideoStreamType(ref, 1);
    }
    expect(engine.calls.map(({ args }) => args)).toEqual(Array(5).fill(["8", 1]));
    await expect(client.setRemoteVideoStreamType(8, 2 as never)).rejects.toThrow(
      "INVALID_PARAMS: streamType is 2",
    );
    await expect(client.setRemoteVideoStreamType({} as never, 1)).rejects.toThrow(
      "INVALID_PARAMS: uid is {}",
    );
  });
});

describe("the low stream", () => {
  it("is checked at once, merged, and handed to the engine", () => {
    expect(client.setLowStreamParameter({ width: 320, height: 180 })).toBeUndefined();
    client.setLowStreamParameter({ bitrate: 100 });
    expect(() => client.setLowStreamParameter({ width: 0 })).toThrow(
      "INVALID_PARAMS: streamParameter.width is 0",
    );
    expect(engine.calls.map(({ args }) => args)).toEqual([
      [320, 180, 0, 0],
      [320, 180, 0, 100],
    ]);
  });
});

describe("createClient", () => {
  const make = (config: unknown) => () => new Client(engine.loader, config as never);
  it.each([
    [null, "config is null"],
    ["live", 'config is "live"'],
    [{}, "config.codec is undefined"],
    [{ codec: "vp9", mode: "rtc" }, 'config.codec is "vp9"'],
    [{ codec: "vp8", mode: "p2p" }, 'config.mode is "p2p"'],
    [{ codec: "vp8", mode: "live", role: "guest" }, 'config.role is "guest"'],
    [{ codec: "vp8", mode: "rtc", serverUrl: "media" }, 'config.serverUrl is "media"'],
  ])("refuses %o", (config, text) => expect(make(config)).toThrow(`INVALID_PARAMS: ${text}`));

  it("takes the setting of packet trains as it is then: on, if nothing was said", async () => {
    expect(engine.config).toMatchObject({ packetTrains: true });
    await client.leave();
    setParameter("PACKET_TRAINS", false);
    const without = newClient(engine);
    setParameter("PACKET_TRAINS", true);
    await joinRoom(engine, without);
    expect(engine.config).toMatchObject({ packetTrains: false });
    await without.leave();
  });
});
