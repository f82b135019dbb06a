import { describe, expect, it } from "vitest";
import { readStats } from "../src/read-stats.ts";
import { COLUMNS, DIRECTIONS, HEADER_FIELDS, KINDS, LAYOUT_VERSION, RIDS } from "../src/stats-layout.ts";

type Entries = Record<string, unknown>[];

interface FakeTransceiver {
  mid: string | null;
  sending?: string;
  receiving?: string;
  sources?: number[];
  settings?: MediaTrackSettings;
  encodings?: { rid?: string; scaleResolutionDownBy?: number }[];
}

function connection(
  entries: Entries,
  transceivers: FakeTransceiver[] = [],
): { pc: RTCPeerConnection; asked: () => number } {
  let asked = 0;
  const pc = {
    getStats: async () => new Map(entries.map((e) => [e.id, e])),
    getTransceivers: () => {
      asked++;
      return transceivers.map((t) => ({
        mid: t.mid,
        sender: {
          track: t.sending === undefined ? null : { id: t.sending },
          getParameters: () => ({ encodings: t.encodings ?? [] }),
        },
        receiver: {
          track: { id: t.receiving ?? "none", getSettings: () => t.settings ?? {} },
          getSynchronizationSources: () => (t.sources ?? []).map((source) => ({ source })),
        },
      }));
    },
  };
  return { pc: pc as unknown as RTCPeerConnection, asked: () => asked };
}

/** Names the numbers again. */
function unpack(flat: Float64Array): { header: Record<string, number>; rows: Record<string, unknown>[] } {
  const header = Object.fromEntries(HEADER_FIELDS.map((name, i) => [name, flat[i] ?? NaN]));
  const rows = [];
  for (let at = HEADER_FIELDS.length; at < flat.length; at += COLUMNS.length) {
    const row: Record<string, unknown> = Object.fromEntries(COLUMNS.map((name, i) => [name, flat[at + i]]));
    row.direction = DIRECTIONS[row.direction as number];
    row.kind = KINDS[row.kind as number];
    row.rid = RIDS[row.rid as number];
    rows.push(row);
  }
  return { header, rows };
}

const CHROMIUM: Entries = [
  { id: "P", type: "peer-connection", timestamp: 1000 },
  { id: "T01", type: "transport", timestamp: 1000, selectedCandidatePairId: "CP2" },
  {
    id: "CP1",
    type: "candidate-pair",
    timestamp: 1000,
    nominated: true,
    state: "succeeded",
    currentRoundTripTime: 9,
  },
  {
    id: "CP2",
    type: "candidate-pair",
    timestamp: 1000,
    nominated: true,
    state: "succeeded",
    currentRoundTripTime: 0.05,
    availableIncomingBitrate: 800_000,
    availableOutgoingBitrate: 300_000,
    bytesReceived: 5000,
    bytesSent: 400,
  },
  {
    id: "IA",
    type: "inbound-rtp",
    timestamp: 1000.5,
    kind: "audio",
    mid: "0",
    ssrc: 1,
    bytesReceived: 900,
    headerBytesReceived: 120,
    packetsReceived: 10,
    packetsLost: -1,
    jitter: 0.002,
    concealedSamples: 480,
    silentConcealedSamples: 0,
    totalSamplesReceived: 48000,
    audioLevel: 0.25,
    jitterBufferDelay: 1.5,
    jitterBufferEmittedCount: 9600,
    packetsDiscarded: 13,
    trackIdentifier: "a",
  },
  {
    id: "IV",
    type: "inbound-rtp",
    timestamp: 1000.5,
    kind: "video",
    mid: "1",
    ssrc: 2,
    bytesReceived: 4000,
    packetsReceived: 20,
    framesDecoded: 15,
    framesReceived: 16,
    frameWidth: 640,
    frameHeight: 360,
    totalFreezesDuration: 0,
    nackCount: 1,
    pliCount: 2,
    trackIdentifier: "v",
  },
  {
    id: "OQ",
    type: "outbound-rtp",
    timestamp: 1000.5,
    kind: "video",
    mid: "2",
    rid: "q",
    ssrc: 3,
    remoteId: "RQ",
    bytesSent: 700,
    packetsSent: 7,
    framesEncoded: 14,
    frameWidth: 160,
    frameHeight: 90,
    framesPerSecond: 15,
    targetBitrate: 50_000,
  },
  {
    id: "OH",
    type: "outbound-rtp",
    timestamp: 1000.5,
    kind: "video",
    mid: "2",
    rid: "h",
    ssrc: 4,
    bytesSent: 9000,
    totalEncodeTime: 0.25,
    mediaSourceId: "SV",
  },
  {
    id: "OA",
    type: "outbound-rtp",
    timestamp: 1000.5,
    kind: "audio",
    mid: "3",
    ssrc: 5,
    mediaSourceId: "SA",
  },
  {
    id: "SV",
    type: "media-source",
    kind: "video",
    timestamp: 1000.5,
    framesPerSecond: 30,
    frames: 77,
    width: 1280,
    height: 720,
  },
  { id: "SA", type: "media-source", kind: "audio", timestamp: 1000.5, audioLevel: 0.75 },
  {
    id: "RQ",
    type: "remote-inbound-rtp",
    timestamp: 4000,
    localId: "OQ",
    packetsLost: 3,
    jitter: 0.01,
    roundTripTime: 0.08,
  },
];

describe("readStats", () => {
  it("reads Chromium's report without asking the transceivers", async () => {
    const { pc, asked } = connection(CHROMIUM);
    const { header, rows } = unpack(await readStats(pc));
    expect(asked()).toBe(0);
    expect(header).toEqual({
      version: LAYOUT_VERSION,
      timestamp: 1000.5,
      currentRoundTripTime: 0.05,
      availableIncomingBitrate: 800_000,
      availableOutgoingBitrate: 300_000,
      bytesReceived: 5000,
      bytesSent: 400,
      rowCount: 5,
    });
    expect(rows[0]).toMatchObject({
      direction: "inbound",
      kind: "audio",
      mid: 0,
      rid: "",
      timestamp: 1000.5,
      bytesReceived: 900,
      headerBytesReceived: 120,
      packetsReceived: 10,
      packetsLost: -1,
      concealedSamples: 480,
      silentConcealedSamples: 0,
      totalSamplesReceived: 48000,
      audioLevel: 0.25,
      jitter: 0.002,
      jitterBufferDelay: 1.5,
      jitterBufferEmittedCount: 9600,
      packetsDiscarded: 3,
      framesDecoded: NaN,
      bytesSent: NaN,
    });
    // No frame within the last second: framesPerSecond is absent, not 0.
    expect(rows[1]).toMatchObject({
      direction: "inbound",
      kind: "video",
      mid: 1,
      framesDecoded: 15,
      framesReceived: 16,
      frameWidth: 640,
      frameHeight: 360,
      framesPerSecond: NaN,
      totalFreezesDuration: 0,
      nackCount: 1,
      pliCount: 2,
    });
    expect(rows[2]).toMatchObject({
      direction: "outbound",
      kind: "video",
      mid: 2,
      rid: "q",
      bytesSent: 700,
      packetsSent: 7,
      framesEncoded: 14,
      frameWidth: 160,
      frameHeight: 90,
      framesPerSecond: 15,
      targetBitrate: 50_000,
      packetsLost: 3,
      jitter: 0.01,
      roundTripTime: 0.08,
    });
    expect(rows[3]).toMatchObject({
      direction: "outbound",
      mid: 2,
      rid: "h",
      bytesSent: 9000,
      packetsLost: NaN,
      totalEncodeTime: 0.25,
      framesPerSecond: NaN,
      frames: 77,
      width: 1280,
      height: 720,
    });
    // The level is the source's.
    expect(rows[4]).toMatchObject({ direction: "outbound", kind: "audio", mid: 3, audioLevel: 0.75 });
  });

  it("reads Firefox's report: no transport, no target, the pair in use is marked", async () => {
    const { pc } = connection([
      {
        id: "1",
        type: "candidate-pair",
        timestamp: 5,
        nominated: true,
        state: "succeeded",
        selected: false,
        currentRoundTripTime: 9,
      },
      {
        id: "2",
        type: "candidate-pair",
        timestamp: 5,
        nominated: true,
        state: "succeeded",
        selected: true,
        currentRoundTripTime: 0.02,
      },
      {
        id: "3",
        type: "inbound-rtp",
        timestamp: 6,
        kind: "video",
        mid: "0",
        framesPerSecond: 0,
        framesDecoded: 3,
      },
      {
        id: "4",
        type: "outbound-rtp",
        timestamp: 6,
        kind: "video",
        mid: "1",
        rid: "h",
        framesEncoded: 8,
        frameHeight: 360,
      },
      {
        id: "5",
        type: "remote-inbound-rtp",
        timestamp: 6,
        localId: "4",
        packetsLost: 0,
        roundTripTime: 0.03,
      },
    ]);
    const { header, rows } = unpack(await readStats(pc));
    expect(header).toMatchObject({ timestamp: 6, currentRoundTripTime: 0.02, availableIncomingBitrate: NaN });
    expect(rows[0]).toMatchObject({ mid: 0, framesPerSecond: 0, framesDecoded: 3 });
    expect(rows[1]).toMatchObject({
      mid: 1,
      rid: "h",
      framesEncoded: 8,
      targetBitrate: NaN,
      packetsLost: 0,
      roundTripTime: 0.03,
    });
  });

  it("takes the nominated pair where none is named", async () => {
    const { pc } = connection([
      { id: "1", type: "candidate-pair", nominated: false, state: "succeeded", currentRoundTripTime: 1 },
      { id: "2", type: "candidate-pair", nominated: true, state: "in-progress", currentRoundTripTime: 2 },
      { id: "3", type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 3 },
    ]);
    expect(unpack(await readStats(pc)).header).toMatchObject({
      timestamp: NaN,
      currentRoundTripTime: 3,
      rowCount: 0,
    });
  });

  it("finds the section by the track's id, the source's id, or the SSRC", async () => {
    const { pc } = connection(
      [
        { id: "1", type: "inbound-rtp", kind: "video", trackIdentifier: "r1", ssrc: 7 },
        { id: "2", type: "inbound-rtp", mediaType: "video", ssrc: 8, framesDecoded: 4 },
        { id: "3", type: "inbound-rtp", kind: "audio", ssrc: 9 },
        { id: "4", type: "outbound-rtp", kind: "audio", mediaSourceId: "S" },
        { id: "S", type: "media-source", trackIdentifier: "s2" },
      ],
      [{ mid: null }, { mid: "0", receiving: "r1" }, { mid: "1", sources: [8] }, { mid: "2", sending: "s2" }],
    );
    const { rows } = unpack(await readStats(pc));
    expect(rows.map((r) => [r.kind, r.mid])).toEqual([
      ["video", 0],
      ["video", 1],
      ["audio", -1],
      ["audio", 2],
    ]);
  });

  it("reads older Safari's: numbers in the track's entry, no rid", async () => {
    const { pc } = connection(
      [
        {
          id: "I",
          type: "inbound-rtp",
          mediaType: "video",
          trackId: "TI",
          ssrc: 1,
          framesDecoded: 9,
          bytesReceived: 10,
        },
        {
          id: "TI",
          type: "track",
          trackIdentifier: "r",
          framesReceived: 11,
          frameWidth: 640,
          frameHeight: 360,
        },
        { id: "O1", type: "outbound-rtp", mediaType: "video", trackId: "TO", ssrc: 2, frameHeight: 360 },
        { id: "O2", type: "outbound-rtp", mediaType: "video", trackId: "TO", ssrc: 3, frameHeight: 90 },
        { id: "TO", type: "track", trackIdentifier: "s", frameWidth: 640, frameHeight: 360 },
      ],
      [
        { mid: "0", receiving: "r" },
        {
          mid: "1",
          sending: "s",
          encodings: [
            { rid: "q", scaleResolutionDownBy: 4 },
            { rid: "h", scaleResolutionDownBy: 1 },
          ],
        },
      ],
    );
    const { rows } = unpack(await readStats(pc));
    expect(rows[0]).toMatchObject({
      mid: 0,
      framesDecoded: 9,
      framesReceived: 11,
      frameWidth: 640,
      frameHeight: 360,
    });
    // The sender's track tells of one of its layers, and not of which.
    expect(rows.slice(1).map((r) => [r.mid, r.rid, r.frameWidth, r.frameHeight])).toEqual([
      [1, "h", NaN, 360],
      [1, "q", NaN, 90],
    ]);
  });

  it("takes a size that no entry tells from the receiver's track", async () => {
    const inbound = { type: "inbound-rtp", mediaType: "video", framesDecoded: 9 };
    const settings = { width: 160, height: 90 };
    const { pc } = connection(
      [
        { ...inbound, id: "bare", ssrc: 1 },
        { ...inbound, id: "full", ssrc: 2, frameWidth: 640, frameHeight: 360 },
        { ...inbound, id: "unknown", ssrc: 3 },
      ],
      [
        { mid: "0", sources: [1], settings },
        { mid: "1", sources: [2], settings },
      ],
    );
    const { rows } = unpack(await readStats(pc));
    expect(rows.map((r) => [r.mid, r.frameWidth, r.frameHeight])).toEqual([
      [0, 160, 90],
      [1, 640, 360],
      [-1, NaN, NaN],
    ]);
  });

  it("names no layer that it cannot tell", async () => {
    const { pc } = connection(
      [
        { id: "O1", type: "outbound-rtp", kind: "video", mid: "0", bytesSent: 5 },
        { id: "O2", type: "outbound-rtp", kind: "video", mid: "0", bytesSent: 6, frameHeight: 90 },
        { id: "O3", type: "outbound-rtp", kind: "video", mid: "1", rid: "z" },
      ],
      [
        {
          mid: "0",
          encodings: [
            { rid: "q", scaleResolutionDownBy: 4 },
            { rid: "h", scaleResolutionDownBy: 1 },
          ],
        },
      ],
    );
    const { rows } = unpack(await readStats(pc));
    expect(rows.map((r) => r.rid)).toEqual(["", "", ""]);
  });

  it("rejects as getStats does", async () => {
    const pc = { getStats: () => Promise.reject(new Error("closed")) } as unknown as RTCPeerConnection;
    await expect(readStats(pc)).rejects.toThrow("closed");
  });
});
