// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Client } from "../src/client.ts";
import { createCustomAudioTrack, createCustomVideoTrack } from "../src/create-tracks.ts";
import type { EngineTrack } from "../src/engine.ts";
import type { LocalAudioTrack } from "../src/local-audio-track.ts";
import { MicrophoneAudioTrack, planMicrophone } from "../src/microphone-track.ts";
import { fakeContext, hasContext, stubWebAudio } from "./fake-audio.ts";
import { FakeEngine, fakeMedia, joinRoom, newClient, stubMedia, stubPage } from "./fakes.ts";

let engine: FakeEngine;
let client: Client;

beforeEach(async () => {
  stubPage();
  stubMedia();
  stubWebAudio();
  engine = new FakeEngine();
  for (const method of ["publish", "unpublish", "replaceTrack", "setTrackMuted", "leave"]) {
    engine.settleAtOnce.add(method);
  }
  client = newClient(engine);
  await joinRoom(engine, client);
});

afterEach(async () => {
  await client.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const custom = (encoderConfig?: { bitrate?: number; stereo?: boolean }) =>
  createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio"), ...(encoderConfig && { encoderConfig }) });
const microphone = () => new MicrophoneAudioTrack(fakeMedia("audio"), planMicrophone());

/** The calls since the last look. */
const calls = () => engine.calls.splice(0).map(({ method, args }) => [method, ...args]);
/** The sources of what the engine was told last. */
const mixed = (track: EngineTrack) => fakeContext().sourcesOf(track.track);
const mediaOf = (...tracks: LocalAudioTrack[]) => tracks.map((track) => track.getMediaStreamTrack());
const asEngineTrack = (call: unknown[] | undefined) => call?.[1] as EngineTrack;

describe("audio that is published", () => {
  it("alone is sent as it is, without an AudioContext", async () => {
    const track = microphone();
    await client.publish(track);
    const [[, [sent]]] = calls() as [[string, EngineTrack[]]];
    expect(sent).toMatchObject({ id: track.getTrackId(), track: track.getMediaStreamTrack() });
    expect(hasContext()).toBe(false);
  });

  it("at once is mixed into one track, which is the microphone's", async () => {
    const [music, voice] = [custom({ bitrate: 128, stereo: true }), microphone()];
    const video = createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") });
    await client.publish([music, video, voice]);
    const [[method, sent], ...others] = calls() as [[string, EngineTrack[]]];
    expect([method, others]).toEqual(["publish", []]);
    expect(sent).toMatchObject([
      { id: voice.getTrackId(), source: "microphone", bitrateMax: 128, stereo: true, dtx: false },
      { id: video.getTrackId() },
    ]);
    expect(mixed(sent[0] as EngineTrack)).toEqual(mediaOf(voice, music));
    expect(client.localTracks).toEqual([music, video, voice]);
  });

  it("has no bound where one of the tracks has none", async () => {
    await client.publish([custom({}), custom({ bitrate: 40 })]);
    expect(calls()[0]?.[1]).toMatchObject([{ bitrateMax: 0 }]);
  });

  it("later is mixed into what is sent, and taken out of it again", async () => {
    const [voice, music, effect] = [microphone(), custom(), custom()];
    await client.publish(voice);
    calls();
    await client.publish(music);
    let [call, ...others] = calls();
    expect([call?.[0], others]).toEqual(["replaceTrack", []]);
    expect(asEngineTrack(call)).toMatchObject({ id: voice.getTrackId(), source: "microphone" });
    expect(mixed(asEngineTrack(call))).toEqual(mediaOf(voice, music));
    const mix = asEngineTrack(call);
    await client.publish(effect);
    await client.publish([voice, effect]);
    expect(calls()).toEqual([]);
    expect(mixed(mix)).toEqual(mediaOf(voice, music, effect));
    expect(client.localTracks).toEqual([voice, music, effect]);

    await client.unpublish(voice);
    expect(calls()).toEqual([]);
    expect(mixed(mix)).toEqual(mediaOf(music, effect));
    await client.unpublish(effect);
    [call, ...others] = calls();
    expect([call?.[0], others]).toEqual(["replaceTrack", []]);
    expect(asEngineTrack(call)).toMatchObject({
      id: voice.getTrackId(),
      track: music.getMediaStreamTrack(),
    });
    await client.publish(voice);
    expect(calls()).toMatchObject([["replaceTrack", { id: voice.getTrackId() }]]);
    await client.unpublish();
    expect(calls()).toEqual([["unpublish", [voice.getTrackId()]]]);
    expect(client.localTracks).toEqual([]);
    expect(mix.track.readyState).toBe("ended");
    await client.publish(music);
    expect(calls()).toMatchObject([
      ["publish", [{ id: music.getTrackId(), track: music.getMediaStreamTrack() }]],
    ]);
  });

  it("is taken out of the mix when its track is closed", async () => {
    const [voice, music] = [microphone(), custom()];
    await client.publish([voice, music]);
    calls();
    voice.close();
    expect(calls()).toMatchObject([["replaceTrack", { track: music.getMediaStreamTrack() }]]);
    music.close();
    expect(calls()).toEqual([["unpublish", [voice.getTrackId()]]]);
  });

  it("is muted when all of it is disabled", async () => {
    const [voice, music, effect] = [microphone(), custom(), custom()];
    await client.publish([voice, music]);
    calls();
    await voice.setEnabled(false);
    expect(calls()).toEqual([]);
    expect(voice.getMediaStreamTrack().enabled).toBe(false);
    await music.setEnabled(false);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), true]]);
    await client.publish(effect);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), false]]);
    await client.unpublish(effect);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), true]]);
    await music.setEnabled(true);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), false]]);
  });

  it("is muted when each of it is muted or disabled", async () => {
    const [voice, music] = [microphone(), custom()];
    await voice.setMuted(true);
    await client.publish(voice);
    expect(calls()).toMatchObject([["publish", [{ id: voice.getTrackId(), muted: true }]]]);
    await client.publish(music);
    expect(calls()).toMatchObject([
      ["replaceTrack", {}],
      ["setTrackMuted", voice.getTrackId(), false],
    ]);
    await music.setEnabled(false);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), true]]);
    await voice.setMuted(false);
    expect(calls()).toEqual([["setTrackMuted", voice.getTrackId(), false]]);
    await client.unpublish();
    calls();
    await music.setEnabled(true);
    await voice.setMuted(true);
    await client.publish([voice, music]);
    expect(calls()).toMatchObject([["publish", [{ id: voice.getTrackId(), muted: false }]]]);
  });

  it("is mixed at each track's own volume", async () => {
    const [voice, music] = [microphone(), custom()];
    await client.publish([voice, music]);
    const [[, [sent]]] = calls() as [[string, EngineTrack[]]];
    music.setVolume(20);
    expect(calls()).toEqual([]);
    expect(mixed(sent as EngineTrack)).toEqual([voice.getMediaStreamTrack(), music.sentMedia()]);
    expect(fakeContext().sourcesOf(music.sentMedia())).toEqual(mediaOf(music));
    await client.unpublish(voice);
    expect(calls()).toMatchObject([["replaceTrack", { track: music.sentMedia() }]]);
  });

  it("is the microphone alone until Web Audio runs", async () => {
    const [music, voice] = [custom(), microphone()];
    fakeContext().setState("suspended");
    await client.publish([music, voice]);
    expect(calls()).toMatchObject([["publish", [{ track: voice.getMediaStreamTrack() }]]]);
    fakeContext().setState("running");
    const [call] = calls();
    expect(call?.[0]).toBe("replaceTrack");
    expect(mixed(asEngineTrack(call))).toEqual(mediaOf(voice, music));
    fakeContext().setState("suspended");
    expect(calls()).toMatchObject([["replaceTrack", { track: voice.getMediaStreamTrack() }]]);
    await client.leave();
    fakeContext().setState("running");
    expect(calls()).toEqual([["leave"]]);
  });
});

describe("a publishing that fails", () => {
  it("fails for those who joined it", async () => {
    engine.settleAtOnce.delete("publish");
    const [voice, music] = [microphone(), custom()];
    const results = Promise.allSettled([client.publish(voice), client.publish(music)]);
    await engine.fail("publish", "TIMEOUT", "the media server");
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(client.localTracks).toEqual([]);
    expect(calls().map(([method]) => method)).toEqual(["publish"]);
    await voice.setEnabled(false);
    music.setVolume(50);
    expect(calls()).toEqual([]);
    engine.settleAtOnce.add("publish");
    await client.publish(music);
    expect(calls()).toMatchObject([["publish", [{ id: music.getTrackId(), track: music.sentMedia() }]]]);
  });

  it("leaves what was sent before", async () => {
    const [voice, music] = [microphone(), custom()];
    const video = createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") });
    await client.publish(voice);
    calls();
    engine.settleAtOnce.delete("publish");
    const published = client.publish([music, video]);
    await engine.fail("publish", "CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS", "one");
    await expect(published).rejects.toMatchObject({ code: "CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS" });
    expect(client.localTracks).toEqual([voice]);
    expect(calls().at(-1)).toMatchObject(["replaceTrack", { track: voice.getMediaStreamTrack() }]);
    expect(music.publishers.size).toBe(0);
  });

  it("of a track that was unpublished meanwhile is no matter of the next one", async () => {
    engine.settleAtOnce.delete("publish");
    const [voice, music] = [microphone(), custom()];
    const first = client.publish(voice);
    const { number } = await engine.called("publish");
    await client.unpublish(voice);
    const second = client.publish(music);
    expect(calls().map(([method]) => method)).toEqual(["publish", "unpublish", "publish"]);
    engine.tell("failed", number, "OPERATION_ABORTED", "unpublished");
    await expect(first).rejects.toMatchObject({ code: "OPERATION_ABORTED" });
    engine.tell("settled", number + 2, undefined);
    await second;
    expect(client.localTracks).toEqual([music]);
    await client.unpublish(music);
    expect(calls()).toEqual([["unpublish", [music.getTrackId()]]]);
  });
});
