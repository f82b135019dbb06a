import { COLUMNS, DIRECTIONS, HEADER_FIELDS, KINDS, LAYOUT_VERSION, RIDS } from "./stats-layout.ts";

/** One entry of a report. Browsers differ in what they give, so every member may be absent. */
type Entry = Readonly<Record<string, unknown>>;

/** The columns from here on are members of the entry of the same name. */
const FIRST_NUMBER = COLUMNS.indexOf("timestamp");

/** What the receiver's report tells of a sent stream. */
const REPORTED = ["packetsLost", "jitter", "roundTripTime"] as const;

/** What the source's entry tells of a sent stream. */
const OF_SOURCE = ["audioLevel", "frames", "width", "height"] as const;

const RECEIVED = COLUMNS.indexOf("packetsReceived");
const DISCARDED = COLUMNS.indexOf("packetsDiscarded");

/** What the older Safari gives only in the entry of the track, if at all. */
const OF_TRACK = ["framesReceived", "frameWidth", "frameHeight", "concealedSamples", "audioLevel"] as const;

/** What the receiver's track tells where the report does not. */
const SIZE = ["frameWidth", "frameHeight"] as const;

/**
 * Reads a connection's statistics, once, into the layout of
 * {@link COLUMNS}: the header, then a row for each received and sent RTP
 * stream. What the browser does not give is NaN.
 */
export async function readStats(pc: RTCPeerConnection): Promise<Float64Array> {
  const report = (await pc.getStats()) as unknown as ReadonlyMap<string, Entry>;
  const streams: Entry[] = [];
  const pairs: Entry[] = [];
  const reported = new Map<unknown, Entry>();
  let selected: unknown;
  let timestamp = 0;
  report.forEach((entry) => {
    switch (entry.type) {
      case "inbound-rtp":
      case "outbound-rtp":
        streams.push(entry);
        timestamp = later(timestamp, entry);
        break;
      case "remote-inbound-rtp":
        reported.set(entry.localId, entry);
        break;
      case "candidate-pair":
        pairs.push(entry);
        timestamp = later(timestamp, entry);
        break;
      case "transport":
        selected ??= entry.selectedCandidatePairId;
        break;
    }
  });

  const flat = new Float64Array(HEADER_FIELDS.length + streams.length * COLUMNS.length).fill(NaN);
  writeHeader(flat, selectedPair(pairs, report.get(selected as string)), timestamp, streams.length);
  const sections = new Sections(pc, report);
  streams.forEach((stream, i) => {
    const row = flat.subarray(
      HEADER_FIELDS.length + i * COLUMNS.length,
      HEADER_FIELDS.length + (i + 1) * COLUMNS.length,
    );
    const direction = stream.type === "outbound-rtp" ? "outbound" : "inbound";
    row[0] = DIRECTIONS.indexOf(direction);
    row[1] = KINDS.indexOf((stream.kind ?? stream.mediaType) === "video" ? "video" : "audio");
    row[2] = sections.midOf(stream, direction);
    row[3] = ridNumber(stream.rid);
    for (let c = FIRST_NUMBER; c < COLUMNS.length; c++) row[c] = numberOf(stream[COLUMNS[c] as string]);
    row[DISCARDED] = withoutCopies(row[DISCARDED] as number, row[RECEIVED] as number);
    // A sender's entry tells of one of its layers, and not of which.
    if (streams.filter(({ trackId }) => trackId === stream.trackId).length === 1)
      fill(row, OF_TRACK, report.get(stream.trackId as string));
    if (direction === "inbound") fill(row, SIZE, sections.sizeOf(stream, row));
    else {
      fill(row, REPORTED, reported.get(stream.id));
      fill(row, OF_SOURCE, report.get(stream.mediaSourceId as string));
    }
  });
  nameLayers(pc, flat, streams);
  return flat;
}

/**
 * The packets that were not played. Where each packet carries a copy of the one
 * before (RFC 2198), Chromium counts the copies that were not needed too, and
 * says of no packet whether it has one: more than half is taken for that.
 */
function withoutCopies(discarded: number, received: number): number {
  return discarded > received / 2 ? Math.max(0, discarded - received) : discarded;
}

function numberOf(x: unknown): number {
  return typeof x === "number" ? x : NaN;
}

/** The later of a time and an entry's; entries may have none. */
function later(timestamp: number, entry: Entry): number {
  return Math.max(timestamp, numberOf(entry.timestamp) || 0);
}

/** The number that stands for a rid; that of "" for one that is not in the list. */
function ridNumber(rid: unknown): number {
  return Math.max(0, RIDS.indexOf(rid as (typeof RIDS)[number]));
}

/** The pair in use: named by the transport, or (Firefox) marked itself. */
function selectedPair(pairs: readonly Entry[], named: Entry | undefined): Entry | undefined {
  return (
    named ??
    pairs.find((p) => p.selected === true) ??
    pairs.find((p) => p.nominated === true && p.state === "succeeded")
  );
}

function writeHeader(flat: Float64Array, pair: Entry | undefined, timestamp: number, rows: number): void {
  HEADER_FIELDS.forEach((field, i) => {
    flat[i] = numberOf(pair?.[field]);
  });
  flat[HEADER_FIELDS.indexOf("version")] = LAYOUT_VERSION;
  flat[HEADER_FIELDS.indexOf("timestamp")] = timestamp || NaN;
  flat[HEADER_FIELDS.indexOf("rowCount")] = rows;
}

/** Writes members of another entry, if there is one, into the columns of that name that are still empty. */
function fill(
  row: Float64Array,
  columns: readonly (typeof COLUMNS)[number][],
  entry: Entry | undefined,
): void {
  for (const name of columns) {
    const c = COLUMNS.indexOf(name);
    if (Number.isNaN(row[c])) row[c] = numberOf(entry?.[name]);
  }
}

/** Finds the media section of a stream. The transceivers are asked only where the report does not say it. */
class Sections {
  readonly #pc: RTCPeerConnection;
  readonly #report: ReadonlyMap<string, Entry>;
  #transceivers: RTCRtpTransceiver[] | undefined;

  constructor(pc: RTCPeerConnection, report: ReadonlyMap<string, Entry>) {
    this.#pc = pc;
    this.#report = report;
  }

  /** The number of the section, -1 where it is not known. */
  midOf(stream: Entry, direction: (typeof DIRECTIONS)[number]): number {
    const mid = typeof stream.mid === "string" ? stream.mid : this.#search(stream, direction)?.mid;
    return mid != null && /^\d+$/.test(mid) ? Number(mid) : -1;
  }

  /** The size of what is received of a video without one, from its track. */
  sizeOf(stream: Entry, row: Float64Array): Entry | undefined {
    if (!row[1] || !Number.isNaN(row[COLUMNS.indexOf("frameHeight")])) return undefined;
    const settings = this.#search(stream, "inbound")?.receiver.track.getSettings();
    return { frameWidth: settings?.width, frameHeight: settings?.height };
  }

  #search(stream: Entry, direction: (typeof DIRECTIONS)[number]): RTCRtpTransceiver | undefined {
    this.#transceivers ??= this.#pc.getTransceivers();
    const id =
      stream.trackIdentifier ??
      this.#report.get(stream.mediaSourceId as string)?.trackIdentifier ??
      this.#report.get(stream.trackId as string)?.trackIdentifier;
    return this.#transceivers.find((t) => {
      if (direction === "outbound") return id !== undefined && t.sender.track?.id === id;
      if (id !== undefined) return t.receiver.track.id === id;
      return t.receiver.getSynchronizationSources?.().some((s) => s.source === stream.ssrc);
    });
  }
}

/**
 * Names the layers of senders whose report does not (older Safari): the sent
 * heights in their order are the encodings in the order of their scale. Where
 * that is not known for each layer, the rows stay without a name.
 */
function nameLayers(pc: RTCPeerConnection, flat: Float64Array, streams: readonly Entry[]): void {
  const unnamed = new Map<number, Float64Array[]>();
  streams.forEach((stream, i) => {
    if (stream.type !== "outbound-rtp" || stream.rid !== undefined) return;
    const start = HEADER_FIELDS.length + i * COLUMNS.length;
    const row = flat.subarray(start, start + COLUMNS.length);
    const mid = numberOf(row[2]);
    unnamed.set(mid, [...(unnamed.get(mid) ?? []), row]);
  });
  unnamed.forEach((rows, mid) => {
    if (rows.length < 2 || mid < 0) return;
    const sender = pc.getTransceivers().find((t) => t.mid === String(mid))?.sender;
    const encodings = [...(sender?.getParameters().encodings ?? [])];
    const height = (row: Float64Array): number => numberOf(row[COLUMNS.indexOf("frameHeight")]);
    const scale = (e: RTCRtpEncodingParameters): number => e.scaleResolutionDownBy ?? 1;
    if (encodings.length !== rows.length || !allDiffer(rows.map(height)) || !allDiffer(encodings.map(scale)))
      return;
    rows.sort((a, b) => height(a) - height(b));
    encodings.sort((a, b) => scale(b) - scale(a));
    rows.forEach((row, i) => {
      row[3] = ridNumber(encodings[i]?.rid);
    });
  });
}

function allDiffer(numbers: readonly number[]): boolean {
  return new Set(numbers).size === numbers.length && !numbers.some(Number.isNaN);
}
