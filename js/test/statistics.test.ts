import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RemoteUser } from "../src/remote-user.ts";
import { byUid } from "../src/remote-users.ts";
import { Statistics } from "../src/statistics.ts";

const usersOf = (statistics: Statistics) =>
  ["8", "__proto__"].map((name) => new RemoteUser(name, name, statistics));

/** Everything that the page can ask for. */
function all(statistics: Statistics): Record<string, object> {
  return {
    rtc: statistics.rtc(),
    localAudio: statistics.localAudio(),
    localVideo: statistics.localVideo(),
    network: statistics.network(),
    ...Object.fromEntries(
      usersOf(statistics).flatMap((user) => [
        [`audio of ${user.uid}`, statistics.remoteAudio(user)],
        [`video of ${user.uid}`, statistics.remoteVideo(user)],
        [`network of ${user.uid}`, statistics.remoteNetwork(user)],
      ]),
    ),
  };
}

describe("Statistics", () => {
  let statistics: Statistics;

  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    statistics = new Statistics();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("are zeros before the first", () => {
    expect(Object.keys(all(statistics))).toEqual([
      "rtc",
      "localAudio",
      "localVideo",
      "network",
      "audio of 8",
      "video of 8",
      "network of 8",
      "audio of __proto__",
      "video of __proto__",
      "network of __proto__",
    ]);
    for (const stats of Object.values(all(statistics))) {
      for (const [name, value] of Object.entries(stats))
        expect(value).toBe(name === "publishDuration" ? -1 : 0);
    }
  });

  it("have the documented fields", () => {
    const fields = (stats: object | undefined) => Object.keys(stats ?? {}).sort();
    expect(fields(statistics.rtc())).toEqual([
      "Duration",
      "OutgoingAvailableBandwidth",
      "RTT",
      "RecvBitrate",
      "RecvBytes",
      "SendBitrate",
      "SendBytes",
      "UserCount",
    ]);
    expect(fields(statistics.localAudio())).toEqual([
      "currentPacketLossRate",
      "sendBitrate",
      "sendBytes",
      "sendJitterMs",
      "sendPackets",
      "sendPacketsLost",
      "sendRttMs",
      "sendVolumeLevel",
    ]);
    expect(fields(statistics.localVideo())).toEqual([
      "captureFrameRate",
      "captureResolutionHeight",
      "captureResolutionWidth",
      "currentPacketLossRate",
      "encodeDelay",
      "sendBitrate",
      "sendBytes",
      "sendFrameRate",
      "sendJitterMs",
      "sendPackets",
      "sendPacketsLost",
      "sendResolutionHeight",
      "sendResolutionWidth",
      "sendRttMs",
      "targetSendBitrate",
      "totalDuration",
      "totalFreezeTime",
    ]);
    const both = [
      "currentPacketLossRate",
      "end2EndDelay",
      "freezeRate",
      "packetLossRate",
      "publishDuration",
      "receiveBitrate",
      "receiveBytes",
      "receiveDelay",
      "receivePackets",
      "receivePacketsLost",
      "totalDuration",
      "totalFreezeTime",
      "transportDelay",
    ];
    const user = new RemoteUser("8", 8, statistics);
    expect(fields(statistics.remoteAudio(user))).toEqual(
      [...both, "receiveLevel", "receivePacketsDiscarded"].sort(),
    );
    expect(fields(statistics.remoteVideo(user))).toEqual(
      [
        ...both,
        "decodeFrameRate",
        "receiveFrameRate",
        "receiveResolutionHeight",
        "receiveResolutionWidth",
        "renderFrameRate",
      ].sort(),
    );
  });

  it("lay what was told over the zeros, by uid", () => {
    statistics.tell(
      JSON.stringify({
        rtc: { Duration: 12, OutgoingAvailableBandwidth: 812.5 },
        localAudio: { codecType: "opus", sendVolumeLevel: 3000 },
        localVideo: { codecType: "VP8", sendBitrate: 500000 },
        remoteAudio: { 8: { receiveBytes: 99 }, 9: { receiveBytes: 1 } },
        remoteVideo: { 8: { codecType: "H264", receiveResolutionHeight: 90 } },
        network: { uplinkNetworkQuality: 1, downlinkNetworkQuality: 4 },
        remoteNetwork: { 8: { uplinkNetworkQuality: 2, downlinkNetworkQuality: 2 } },
      }),
    );
    expect(statistics.rtc()).toMatchObject({ Duration: 12, OutgoingAvailableBandwidth: 812.5, RTT: 0 });
    expect(statistics.localAudio()).toMatchObject({ codecType: "opus", sendVolumeLevel: 3000, sendBytes: 0 });
    expect(statistics.localVideo()).toMatchObject({ codecType: "VP8", sendBitrate: 500000 });
    const [user, other] = usersOf(statistics);
    if (!user || !other) throw new Error("no users");
    expect(statistics.remoteAudio(user)).toMatchObject({ receiveBytes: 99, receiveLevel: 0 });
    expect(statistics.remoteAudio(other)).toMatchObject({ receiveBytes: 0, publishDuration: -1 });
    expect(statistics.remoteVideo(user)).toMatchObject({ codecType: "H264", receiveResolutionHeight: 90 });
    expect(statistics.network()).toEqual({ uplinkNetworkQuality: 1, downlinkNetworkQuality: 4 });
    expect(statistics.remoteNetwork(user)).toEqual({ uplinkNetworkQuality: 2, downlinkNetworkQuality: 2 });
    expect(statistics.remoteNetwork(other)).toEqual({ uplinkNetworkQuality: 0, downlinkNetworkQuality: 0 });
  });

  it("say for how long a user was seen publishing", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const user = new RemoteUser("8", 8, statistics);
    const durations = () =>
      [statistics.remoteAudio(user), statistics.remoteVideo(user)].map((s) => s.publishDuration);
    user.setPublished("audio", true);
    vi.advanceTimersByTime(1500);
    user.setPublished("video", true);
    vi.advanceTimersByTime(500);
    expect(durations()).toEqual([2000, 500]);
    user.setPublished("audio", false);
    expect(durations()).toEqual([-1, 500]);
    user.setPublished("audio", true);
    expect(durations()).toEqual([0, 500]);
    vi.useRealTimers();
  });

  it("tell users apart whatever their names", () => {
    const odd = ["__proto__", "constructor", "toString"].map(
      (name) => new RemoteUser(name, name, statistics),
    );
    statistics.tell('{"remoteAudio":{"__proto__":{"receiveBytes":5}}}');
    const bytes = byUid(odd, (user) => statistics.remoteAudio(user).receiveBytes);
    expect(Object.entries(bytes)).toEqual([
      ["__proto__", 5],
      ["constructor", 0],
      ["toString", 0],
    ]);
  });

  it("are read when they are asked for, and once", () => {
    const parse = vi.spyOn(JSON, "parse");
    statistics.tell('{"rtc":{"RTT":1}}');
    statistics.tell('{"rtc":{"RTT":2}}');
    expect(parse).not.toHaveBeenCalled();
    for (let i = 0; i < 10; i++) all(statistics);
    expect(parse).toHaveBeenCalledOnce();
    expect(statistics.rtc().RTT).toBe(2);
    statistics.tell('{"rtc":{"RTT":3}}');
    expect(statistics.rtc().RTT).toBe(3);
    expect(parse).toHaveBeenCalledTimes(2);
  });

  it("are new objects each time", () => {
    statistics.tell('{"rtc":{"RTT":1},"remoteAudio":{"8":{"receiveBytes":5}}}');
    const before = all(statistics);
    const expected = structuredClone(before);
    for (const stats of Object.values(before))
      for (const name in stats) Object.assign(stats, { [name]: "mine" });
    expect(all(statistics)).toEqual(expected);
  });

  it.each([
    '{"rtc":null,"localAudio":1,"localVideo":"x","remoteAudio":[],"remoteVideo":true}',
    '{"rtc":[1,2],"localAudio":[],"localVideo":{"toString":5},"remoteAudio":null,"remoteVideo":{"8":7}}',
    '{"rtc":{"OutgoingAvailableBandwidth":null,"RTT":"1","Duration":1e999},"localVideo":{"codecType":null}}',
    '{"remoteAudio":{"8":{"receiveBytes":{},"codecType":1,"more":1}},"remoteVideo":{"8":null}}',
    "{}",
  ])("are zeros where %s has no numbers", (text) => {
    const zeros = all(statistics);
    statistics.tell(text);
    expect(all(statistics)).toStrictEqual(zeros);
  });

  it("stay as they were where a text cannot be read, which is logged once", () => {
    statistics.tell('{"rtc":{"RTT":4}}');
    expect(statistics.rtc().RTT).toBe(4);
    statistics.tell('{"rtc":{"RTT":');
    expect(statistics.rtc().RTT).toBe(4);
    expect(statistics.rtc().RTT).toBe(4);
    expect(console.warn).toHaveBeenCalledOnce();
  });

  it("are zeros again after clear", () => {
    const zeros = all(statistics);
    statistics.tell('{"rtc":{"RTT":4}}');
    all(statistics);
    statistics.tell('{"rtc":{"RTT":5}}');
    statistics.clear();
    expect(all(statistics)).toEqual(zeros);
  });
});
