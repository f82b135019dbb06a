/**
 * The flat layout of one reading of getStats, shared with the Go engine
 * (wasm/stats/layout.go, whose test compares the two): the header's numbers,
 * then one row of numbers for each RTP stream. A number that the browser did
 * not give is NaN.
 */

/** Changes with every change of the lists below. */
export const LAYOUT_VERSION = 3;

/** The header. Those of the transport are members of the selected candidate pair's statistics. */
export const HEADER_FIELDS = [
  "version",
  "timestamp",
  "currentRoundTripTime",
  "availableIncomingBitrate",
  "availableOutgoingBitrate",
  "bytesReceived",
  "bytesSent",
  "rowCount",
] as const;

/** A row. The first four say which stream it is; the others are members of its statistics. */
export const COLUMNS = [
  "direction",
  "kind",
  "mid",
  "rid",
  "timestamp",
  "bytesReceived",
  "headerBytesReceived",
  "packetsReceived",
  "packetsLost",
  "nackCount",
  "pliCount",
  "framesDecoded",
  "framesReceived",
  "frameWidth",
  "frameHeight",
  "framesPerSecond",
  "totalFreezesDuration",
  "concealedSamples",
  "silentConcealedSamples",
  "totalSamplesReceived",
  "audioLevel",
  "jitter",
  "jitterBufferDelay",
  "jitterBufferEmittedCount",
  "bytesSent",
  "packetsSent",
  "framesEncoded",
  "targetBitrate",
  "roundTripTime",
  "totalEncodeTime",
  "packetsDiscarded",
  "frames",
  "width",
  "height",
] as const;

/** What the column "direction" stands for: the index in this list. */
export const DIRECTIONS = ["inbound", "outbound"] as const;

/** What the column "kind" stands for. */
export const KINDS = ["audio", "video"] as const;

/** What the column "rid" stands for. "" is a stream without a rid. */
export const RIDS = ["", "q", "h", "f"] as const;
