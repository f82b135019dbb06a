// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCustomVideoTrack } from "../src/create-tracks.ts";
import { LocalVideoTrack } from "../src/local-video-track.ts";
import { RemoteAudioTrack, RemoteVideoTrack } from "../src/remote-track.ts";
import { fakeMedia, stubMedia } from "./fakes.ts";

beforeEach(() => {
  document.body.innerHTML = '<div id="pane"></div><div id="other"></div>';
  stubMedia();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function elements(track: { getTrackId(): string }) {
  const wrapper = document.getElementById(`agora-video-player-${track.getTrackId()}`) as HTMLElement;
  return { wrapper, video: document.getElementById(`video_${track.getTrackId()}`) as HTMLVideoElement };
}

describe("the elements of a video", () => {
  it("are the documented ones", () => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    const pane = document.getElementById("pane") as HTMLElement;
    track.play("pane");
    const { wrapper, video } = elements(track);
    expect(video.parentElement?.parentElement).toBe(pane);
    expect(track.getTrackId()).toMatch(/^track-.{8}$/);
    expect(video.className).toBe("agora_video_player");
    expect(video.hasAttribute("playsinline")).toBe(true);
    expect(video.hasAttribute("muted")).toBe(true);
    expect(video.muted).toBe(true);
    expect(wrapper.style).toMatchObject({
      width: "100%",
      height: "100%",
      position: "relative",
      overflow: "hidden",
    });
    expect(video.style).toMatchObject({ position: "absolute", objectFit: "cover", transform: "" });
    expect(track.isPlaying).toBe(true);
    expect(track.getUserId()).toBe(7);
  });

  it("differ by the source", () => {
    const camera = new LocalVideoTrack(fakeMedia("video"), {
      source: "camera",
      bitrateMin: 0,
      bitrateMax: 0,
      optimizationMode: undefined,
    });
    camera.play("pane");
    expect(elements(camera).video.style).toMatchObject({ objectFit: "cover", transform: "rotateY(180deg)" });
    const custom = createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") });
    custom.play("other");
    expect(elements(custom).video.style).toMatchObject({ objectFit: "contain", transform: "" });
    custom.play("other", { mirror: true, fit: "fill" });
    expect(elements(custom).video.style).toMatchObject({ objectFit: "fill", transform: "rotateY(180deg)" });
  });

  it("move with another play, and go with stop", () => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    track.play("pane");
    const { wrapper, video } = elements(track);
    track.play(document.getElementById("other") as HTMLElement);
    expect(wrapper.parentElement?.id).toBe("other");
    expect(document.querySelectorAll("video")).toHaveLength(1);
    track.stop();
    expect(document.querySelector("video")).toBeNull();
    expect(video.srcObject).toBeNull();
    expect(track.isPlaying).toBe(false);
    track.play("pane");
    expect(elements(track).video.srcObject).not.toBeNull();
  });

  it("show in the body what has no place, with a warning", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    track.play("nowhere");
    expect(elements(track).wrapper.parentElement).toBe(document.body);
    expect(warn.mock.calls[0]?.[0]).toContain('"nowhere"');
  });

  it.each([undefined, null, 5, {}, "#text"])("are refused %s as a place", (place) => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    const target = place === "#text" ? document.createTextNode("x") : place;
    expect(() => track.play(target as never)).toThrow("INVALID_PARAMS: element is");
    expect(track.isPlaying).toBe(false);
  });

  it("are refused a wrong config", () => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    expect(() => track.play("pane", { fit: "crop" } as never)).toThrow(
      'INVALID_PARAMS: config.fit is "crop"',
    );
    expect(() => track.play("pane", { mirror: 1 } as never)).toThrow("INVALID_PARAMS: config.mirror is 1");
    expect(() => track.play("pane", null as never)).toThrow("INVALID_PARAMS: config is null");
  });
});

describe("playing", () => {
  it("follows the media", () => {
    const [first, second] = [fakeMedia("video"), fakeMedia("video")];
    const track = new RemoteVideoTrack(7, first);
    track.play("pane");
    const stream = elements(track).video.srcObject as MediaStream;
    expect(stream.getTracks()).toEqual([first]);
    track.setMedia(second);
    expect(elements(track).video.srcObject).toBe(stream);
    expect(stream.getTracks()).toEqual([second]);
    expect(track.getMediaStreamTrack()).toBe(second);
  });

  it("goes on after a pause that nobody asked for", () => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    track.play("pane");
    const { video } = elements(track);
    vi.mocked(video.play).mockClear();
    video.dispatchEvent(new Event("pause"));
    expect(video.play).toHaveBeenCalledOnce();
    track.stop();
    video.dispatchEvent(new Event("pause"));
    expect(video.play).toHaveBeenCalledOnce();
  });

  it("goes on when the page is seen again, and after a gesture where the browser wants one", async () => {
    const play = vi.fn(async () => Promise.reject(new DOMException("not now", "NotAllowedError")));
    stubMedia(play);
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    track.play("pane");
    const { video } = elements(track);
    const plays = () => play.mock.contexts.filter((element) => element === (video as unknown)).length;
    const refused = () => new Promise((resolve) => setTimeout(resolve));
    document.dispatchEvent(new Event("visibilitychange"));
    expect(plays()).toBe(2);
    await refused();
    play.mockImplementation(async () => undefined as never);
    document.body.click();
    expect(plays()).toBe(3);
    document.body.click();
    track.stop();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(plays()).toBe(3);
  });

  it("tells the first frame once", () => {
    const track = new RemoteVideoTrack(7, fakeMedia("video"));
    const heard = vi.fn();
    track.on("first-frame-decoded", heard);
    track.play("pane");
    elements(track).video.dispatchEvent(new Event("loadeddata"));
    elements(track).video.dispatchEvent(new Event("loadeddata"));
    expect(heard).toHaveBeenCalledOnce();
  });

  it("of audio waits for a gesture where the browser wants one", async () => {
    const refusal = new DOMException("not yet", "NotAllowedError");
    const play = vi.fn(async () => Promise.reject(refusal));
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    stubMedia(play);
    const tracks = [new RemoteAudioTrack(7, fakeMedia("audio")), new RemoteAudioTrack(8, fakeMedia("audio"))];
    for (const track of tracks) track.play();
    await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
    expect(play).toHaveBeenCalledTimes(2);
    play.mockImplementation(async () => undefined as never);
    document.body.click();
    expect(play).toHaveBeenCalledTimes(4);
    document.body.click();
    expect(play).toHaveBeenCalledTimes(4);
    expect(tracks[0]?.isPlaying).toBe(true);
    expect(document.querySelector("audio")).toBeNull();
  });
});
