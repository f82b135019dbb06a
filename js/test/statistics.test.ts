import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RemoteUser } from "../src/remote-user.ts";
import { Statistics } from "../src/statistics.ts";

const users = [new RemoteUser("8", 8), new RemoteUser("__proto__", "__proto__")];

/** Everything that the page can ask for. */
function all(statistics: Statistics): Record<string, object> {
  return {
    rtc: statistics.rtc(),
    localAudio: statistics.localAudio(),
    localVideo: statistics.localVideo(),
    ...Object.fromEntries(
      Object.entries(statistics.remoteAudio(users)).map(([uid, stats]) => [`audio of ${uid}`, stats]),
    ),
    ...Object.fromEntries(
      Object.entries(statistics.remoteVideo(users)).map(([uid, stats]) => [`video of ${uid}`, stats]),
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
      "audio of 8",
      "audio of __proto__",
      "video of 8",
      "video of __proto__",
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
      "sendBitrate",
      "sendBytes",
      "sendPackets",
      "sendPacketsLost",
      "sendVolumeLevel",
    ]);
    expect(fields(statistics.localVideo())).toEqual([
      "captureFrameRate",
      "captureResolutionHeight",
      "captureResolutionWidth",
      "encodeDelay",
      "sendBitrate",
      "sendBytes",
      "sendFrameRate",
      "sendPackets",
      "sendPacketsLost",
      "sendResolutionHeight",
      "sendResolutionWidth",
      "targetSendBitrate",
      "totalDuration",
      "totalFreezeTime",
    ]);
    const both = [
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
    expect(fields(statistics.remoteAudio(users)["8"])).toEqual([...both, "receiveLevel"].sort());
    expect(fields(statistics.remoteVideo(users)["8"])).toEqual(
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
        remoteAudio: { 8: { receiveBytes: 99, publishDuration: 5000 }, 9: { receiveBytes: 1 } },
        remoteVideo: { 8: { codecType: "H264", receiveResolutionHeight: 90 } },
      }),
    );
    expect(statistics.rtc()).toMatchObject({ Duration: 12, OutgoingAvailableBandwidth: 812.5, RTT: 0 });
    expect(statistics.localAudio()).toMatchObject({ codecType: "opus", sendVolumeLevel: 3000, sendBytes: 0 });
    expect(statistics.localVideo()).toMatchObject({ codecType: "VP8", sendBitrate: 500000 });
    const audio = statistics.remoteAudio(users);
    expect(Object.keys(audio)).toEqual(["8", "__proto__"]);
    expect(audio["8"]).toMatchObject({ receiveBytes: 99, publishDuration: 5000, receiveLevel: 0 });
    expect(statistics.remoteVideo(users)["8"]).toMatchObject({
      codecType: "H264",
      receiveResolutionHeight: 90,
    });
    expect(statistics.remoteVideo([])).toEqual({});
  });

  it("tell users apart whatever their names", () => {
    const odd = ["__proto__", "constructor", "toString"].map((name) => new RemoteUser(name, name));
    statistics.tell('{"remoteAudio":{"__proto__":{"receiveBytes":5}}}');
    const audio = statistics.remoteAudio(odd);
    expect(Object.entries(audio).map(([uid, { receiveBytes }]) => [uid, receiveBytes])).toEqual([
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
