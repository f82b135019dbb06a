import { expect, it } from "vitest";
import { createCustomAudioTrack, createCustomVideoTrack } from "../src/create-tracks.ts";
import { fakeMedia, fakePublisher } from "./fakes.ts";

const newTracks = () => [
  createCustomAudioTrack({ mediaStreamTrack: fakeMedia("audio") }),
  createCustomVideoTrack({ mediaStreamTrack: fakeMedia("video") }),
];

it("silences the media, keeps it open, and tells the publishers", async () => {
  for (const track of newTracks()) {
    const told = fakePublisher(track);
    const media = track.getMediaStreamTrack();
    expect([track.muted, track.enabled]).toEqual([false, true]);
    await track.setMuted(true);
    expect([track.muted, track.enabled, media.enabled, media.readyState]).toEqual([
      true,
      true,
      false,
      "live",
    ]);
    expect(track.describe().muted).toBe(true);
    await track.setMuted(true);
    await track.setMuted(false);
    expect([track.muted, media.enabled]).toEqual([false, true]);
    expect(told).toEqual(["muted", "unmuted"]);
  }
});

it("and disabling exclude each other, and change nothing where nothing is to change", async () => {
  for (const track of newTracks()) {
    await track.setMuted(true);
    await expect(track.setEnabled(false)).rejects.toThrow(/INVALID_OPERATION: setEnabled.*setMuted\(false\)/);
    await track.setEnabled(true);
    await track.setMuted(false);
    await track.setEnabled(false);
    await expect(track.setMuted(true)).rejects.toThrow(/INVALID_OPERATION: setMuted.*setEnabled\(true\)/);
    await track.setMuted(false);
    expect([track.muted, track.enabled]).toEqual([false, false]);
    await track.setEnabled(true);
    await track.setMuted(true);
    expect(track.muted).toBe(true);
  }
});

it("takes its turn among the other calls", async () => {
  const [, track] = newTracks();
  if (!track) throw new Error("no track");
  const told = fakePublisher(track);
  await Promise.all([
    track.setMuted(true),
    track.setMuted(false),
    track.setEnabled(false),
    track.setEnabled(true),
  ]);
  expect(told).toEqual(["muted", "unmuted", "muted", "unmuted"]);
});

it("refuses what is no boolean, and a closed track", async () => {
  for (const track of newTracks()) {
    for (const value of [undefined, null, 1, "true"])
      await expect(track.setMuted(value as never)).rejects.toThrow(/INVALID_PARAMS: muted is/);
    track.close();
    await expect(track.setMuted(true)).rejects.toMatchObject({ code: "INVALID_OPERATION" });
  }
});
