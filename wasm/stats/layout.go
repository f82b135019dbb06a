package stats

import (
	"errors"
	"math"
	"strconv"

	"dualstream/wasm/api"
)

// LayoutVersion is the first number of the flat layout. It changes with every
// change of HeaderFields or Columns, so that a script and a wasm file of
// different builds refuse each other instead of mixing up numbers.
const LayoutVersion = 3

// HeaderFields names the numbers at the start of the flat layout, in order.
// Those of the transport are the members of RTCIceCandidatePairStats of the
// selected pair, in their units there (seconds, bits per second).
var HeaderFields = []string{
	"version",
	"timestamp",
	"currentRoundTripTime",
	"availableIncomingBitrate",
	"availableOutgoingBitrate",
	"bytesReceived",
	"bytesSent",
	"rowCount",
}

// Columns names the numbers of each row, in order. A row is one RTP stream:
// the first four say which, the others are the members of
// RTCInboundRtpStreamStats or RTCOutboundRtpStreamStats of that name, in their
// units there; of an outbound row packetsLost, jitter and roundTripTime are
// those of the RTCRemoteInboundRtpStreamStats that belongs to it, and audioLevel,
// frames, width and height are those of its media source. js/src/stats-layout.ts
// holds the same list.
var Columns = []string{
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
}

// Kinds, Directions and RIDs are the values that the columns of these names
// stand for: the number in the column is the index here.
var (
	Directions = []string{"inbound", "outbound"}
	Kinds      = []string{string(api.Audio), string(api.Video)}
	RIDs       = []string{"", "q", "h", "f"}
)

// maxMID bounds the number of a media section, so that a broken row is not
// taken for a real one.
const maxMID = 1<<16 - 1

// Decode reads a report from the flat layout. A number that was absent is NaN
// there and here. It fails on another version, on a length that is not the one
// that the header tells, and on a row that says no known direction, kind, rid
// or media section.
func Decode(flat []float64) (Report, error) {
	header := len(HeaderFields)
	if len(flat) < header {
		return Report{}, errors.New("stats: " + strconv.Itoa(len(flat)) + " numbers are shorter than the header")
	}
	if flat[0] != LayoutVersion {
		return Report{}, errors.New("stats: layout version " + number(flat[0]) + ", want " + strconv.Itoa(LayoutVersion))
	}
	body := flat[header:]
	if float64(len(body)) != flat[header-1]*float64(len(Columns)) {
		return Report{}, errors.New("stats: " + strconv.Itoa(len(body)) + " numbers for " + number(flat[header-1]) + " rows")
	}
	report := Report{
		TimestampMs: flat[1],
		Transport: Transport{
			RTTMs:                 flat[2] * 1000,
			AvailableIncomingKbps: flat[3] / 1000,
			AvailableOutgoingKbps: flat[4] / 1000,
			BytesReceived:         flat[5],
			BytesSent:             flat[6],
		},
	}
	// Most reports are of one direction alone: room for as many as there may be.
	rows := len(body) / len(row{})
	if rows > 0 && body[0] == 0 {
		report.Inbound = make([]Inbound, 0, rows)
	}
	for len(body) > 0 {
		if err := decodeRow((*row)(body), &report); err != nil {
			return Report{}, err
		}
		body = body[len(row{}):]
	}
	return report, nil
}

// row holds a number for each of Columns. As an array, whose length is known,
// it needs no check for each access.
type row [34]float64

func decodeRow(row *row, report *Report) error {
	direction, ok1 := index(row[0], Directions)
	kind, ok2 := index(row[1], Kinds)
	mid := int(row[2])
	ok3 := float64(mid) == row[2] && mid >= -1 && mid <= maxMID
	rid, ok4 := index(row[3], RIDs)
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return errors.New("stats: no stream has direction " + number(row[0]) + ", kind " + number(row[1]) +
			", mid " + number(row[2]) + ", rid " + number(row[3]))
	}
	if direction == "inbound" {
		report.Inbound = append(report.Inbound, Inbound{
			MID: mid, Kind: api.MediaKind(kind),
			TimestampMs: row[4], BytesReceived: row[5], HeaderBytesReceived: row[6],
			PacketsReceived: row[7], PacketsLost: row[8], NackCount: row[9], PLICount: row[10],
			FramesDecoded: row[11], FramesReceived: row[12],
			FrameWidth: row[13], FrameHeight: row[14], FramesPerSecond: row[15], TotalFreezesDuration: row[16],
			ConcealedSamples: row[17], SilentConcealedSamples: row[18], TotalSamplesReceived: row[19],
			AudioLevel: row[20], Jitter: row[21], JitterBufferDelay: row[22], JitterBufferEmittedCount: row[23],
			PacketsDiscarded: row[30],
		})
		return nil
	}
	report.Outbound = append(report.Outbound, Outbound{
		MID: mid, Kind: api.MediaKind(kind), RID: rid,
		TimestampMs: row[4], PacketsLost: row[8],
		FrameWidth: row[13], FrameHeight: row[14], FramesPerSecond: row[15],
		AudioLevel: row[20], JitterSec: row[21],
		BytesSent: row[24], PacketsSent: row[25], FramesEncoded: row[26],
		TargetKbps: row[27] / 1000, RTTMs: row[28] * 1000, TotalEncodeTime: row[29],
		SourceFrames: row[31], SourceWidth: row[32], SourceHeight: row[33],
	})
	return nil
}

// DecodeBytes reads a report from the flat layout as it lies in a
// Float64Array's buffer: little-endian, as WebAssembly's memory is.
func DecodeBytes(data []byte) (Report, error) {
	if len(data)%8 != 0 {
		return Report{}, errors.New("stats: " + strconv.Itoa(len(data)) + " bytes are no whole numbers")
	}
	flat := make([]float64, len(data)/8)
	for i := range flat {
		b := data[8*i : 8*i+8]
		flat[i] = math.Float64frombits(uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56)
	}
	return Decode(flat)
}

// index gives the value that x stands for.
func index(x float64, values []string) (value string, ok bool) {
	i := int(x)
	if float64(i) != x || i < 0 || i >= len(values) {
		return "", false
	}
	return values[i], true
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
