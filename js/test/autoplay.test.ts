// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AgoraRTC } from "../src/agora-rtc.ts";
import { RemoteAudioTrack } from "../src/remote-track.ts";
import { FakeAudioContext, fakeContext, stubWebAudio } from "./fake-audio.ts";
import { fakeMedia, stubMedia } from "./fakes.ts";

const play = vi.fn<() => Promise<void>>();
const refuse = async () => Promise.reject(new DOMException("not yet", "NotAllowedError"));
const heard = vi.fn();
/** Lets promises that are settled be heard of. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  play.mockReset().mockImplementation(refuse);
  heard.mockReset();
  stubMedia(play);
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterEach(() => {
  AgoraRTC.removeAllListeners();
  delete AgoraRTC.onAutoplayFailed;
  delete AgoraRTC.onAudioAutoplayFailed;
  document.body.click();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const newTrack = () => new RemoteAudioTrack(7, fakeMedia("audio"));

describe("a refused playback", () => {
  it("is told once, in all three ways, and goes on after a gesture", async () => {
    const [hook, older] = [vi.fn(), vi.fn()];
    AgoraRTC.onAutoplayFailed = hook;
    AgoraRTC.onAudioAutoplayFailed = older;
    AgoraRTC.on("autoplay-failed", heard);
    const track = newTrack();
    track.play();
    await settled();
    track.setMedia(fakeMedia("audio"));
    track.play();
    await settled();
    document.body.click();
    await settled();
    for (const listener of [hook, older, heard]) expect(listener).toHaveBeenCalledOnce();
    expect(console.warn).toHaveBeenCalledOnce();
    play.mockReset().mockResolvedValue(undefined);
    document.body.click();
    await settled();
    expect(play).toHaveBeenCalledOnce();
    document.body.click();
    expect(play).toHaveBeenCalledOnce();
    play.mockImplementation(refuse);
    track.play();
    await settled();
    expect(heard).toHaveBeenCalledTimes(2);
    track.stop();
  });

  it("is told of each track", async () => {
    AgoraRTC.once("autoplay-failed", heard);
    const hook = vi.fn();
    AgoraRTC.onAutoplayFailed = hook;
    const tracks = [newTrack(), newTrack()];
    for (const track of tracks) track.play();
    await settled();
    expect(hook).toHaveBeenCalledTimes(2);
    expect(heard).toHaveBeenCalledOnce();
    for (const track of tracks) track.stop();
    play.mockClear();
    document.body.click();
    expect(play).not.toHaveBeenCalled();
  });

  it("is not told while the page is hidden, and goes on when it is seen", async () => {
    AgoraRTC.on("autoplay-failed", heard);
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    const track = newTrack();
    track.play();
    await settled();
    expect(heard).not.toHaveBeenCalled();
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(play).toHaveBeenCalledTimes(2);
    await settled();
    expect(heard).toHaveBeenCalledOnce();
    track.stop();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(play).toHaveBeenCalledTimes(2);
  });

  it("is not told of what was stopped meanwhile", async () => {
    AgoraRTC.on("autoplay-failed", heard);
    const track = newTrack();
    track.play();
    track.stop();
    await settled();
    expect(heard).not.toHaveBeenCalled();
  });

  it("is told to all listeners though one throws", async () => {
    const reported = vi.fn();
    vi.stubGlobal("reportError", reported);
    AgoraRTC.onAudioAutoplayFailed = () => {
      throw new Error("in the page");
    };
    AgoraRTC.onAutoplayFailed = heard;
    const track = newTrack();
    track.play();
    await settled();
    expect(heard).toHaveBeenCalledOnce();
    expect(reported).toHaveBeenCalledExactlyOnceWith(new Error("in the page"));
    track.stop();
  });
});

describe("AgoraRTC", () => {
  it("is an emitter", () => {
    AgoraRTC.on("autoplay-failed", heard);
    expect(AgoraRTC.getListeners("autoplay-failed")).toEqual([heard]);
    AgoraRTC.off("autoplay-failed", heard);
    expect(AgoraRTC.getListeners("autoplay-failed")).toEqual([]);
    expect(AgoraRTC.VERSION).toBe("0.0.0-test");
  });
});

describe("the AudioContext", () => {
  it("is woken by the user's gestures and when the page is seen, until it runs, and again when it was interrupted", () => {
    play.mockResolvedValue(undefined);
    FakeAudioContext.initialState = "suspended";
    stubWebAudio();
    AgoraRTC.on("autoplay-failed", heard);
    const track = newTrack();
    expect(track.getVolumeLevel()).toBe(0);
    const context = fakeContext();
    expect(context.resume).toHaveBeenCalledTimes(1);
    document.body.click();
    expect(context.resume).toHaveBeenCalledTimes(2);
    context.setState("running");
    document.body.click();
    document.body.click();
    expect(context.resume).toHaveBeenCalledTimes(2);
    context.setState("suspended");
    expect(context.resume).toHaveBeenCalledTimes(3);
    document.body.click();
    expect(context.resume).toHaveBeenCalledTimes(4);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(context.resume).toHaveBeenCalledTimes(5);
    context.setState("running");
    document.body.click();
    document.dispatchEvent(new Event("visibilitychange"));
    expect(context.resume).toHaveBeenCalledTimes(5);
    expect(heard).not.toHaveBeenCalled();
  });
});
