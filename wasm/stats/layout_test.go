package stats

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dualstream/wasm/api"
)

// TestSharedWithJavaScript compares the lists with those of the script.
func TestSharedWithJavaScript(t *testing.T) {
	source, err := os.ReadFile("../../js/src/stats-layout.ts")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"HEADER_FIELDS": HeaderFields, "COLUMNS": Columns, "DIRECTIONS": Directions, "KINDS": Kinds, "RIDS": RIDs,
	} {
		list := regexp.MustCompile(`(?s)export const ` + name + ` = \[(.*?)\] as const;`).FindSubmatch(source)
		if list == nil {
			t.Errorf("the script has no %s", name)
			continue
		}
		var got []string
		for _, item := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(string(list[1]), -1) {
			got = append(got, item[1])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\nscript %q\nhere   %q", name, got, want)
		}
	}
	if line := "export const LAYOUT_VERSION = " + strconv.Itoa(LayoutVersion) + ";"; !strings.Contains(string(source), line) {
		t.Errorf("the script does not say %s", line)
	}
}

// flat makes a layout whose numbers are all different: of row r, column c is
// 1000(r+1) + c. The first four columns are given.
func flat(keys ...[4]float64) []float64 {
	f := []float64{LayoutVersion, 12.5, 0.04, 800_000, 300_000, 77, 88, float64(len(keys))}
	for r, key := range keys {
		f = append(f, key[:]...)
		for c := 4; c < len(Columns); c++ {
			f = append(f, float64(1000*(r+1)+c))
		}
	}
	return f
}

func column(row int, name string) float64 {
	return float64(1000*(row+1) + slices.Index(Columns, name))
}

func TestDecode(t *testing.T) {
	report, err := Decode(flat([4]float64{0, 1, 3, 0}, [4]float64{1, 1, 2, 1}, [4]float64{0, 0, -1, 0}))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Transport{40, 800, 300, 77, 88}); report.TimestampMs != 12.5 || report.Transport != want {
		t.Errorf("header %v %+v", report.TimestampMs, report.Transport)
	}
	if len(report.Inbound) != 2 || len(report.Outbound) != 1 {
		t.Fatalf("%d inbound, %d outbound", len(report.Inbound), len(report.Outbound))
	}
	if in := report.Inbound[1]; in.MID != -1 || in.Kind != api.Audio {
		t.Errorf("second inbound %+v", in)
	}
	of := func(name string) float64 { return column(0, name) }
	if got, want := report.Inbound[0], (Inbound{
		MID: 3, Kind: api.Video, TimestampMs: of("timestamp"),
		BytesReceived: of("bytesReceived"), HeaderBytesReceived: of("headerBytesReceived"),
		PacketsReceived: of("packetsReceived"), PacketsLost: of("packetsLost"),
		NackCount: of("nackCount"), PLICount: of("pliCount"),
		FramesDecoded: of("framesDecoded"), FramesReceived: of("framesReceived"),
		FrameWidth: of("frameWidth"), FrameHeight: of("frameHeight"), FramesPerSecond: of("framesPerSecond"),
		TotalFreezesDuration: of("totalFreezesDuration"),
		ConcealedSamples:     of("concealedSamples"), SilentConcealedSamples: of("silentConcealedSamples"),
		TotalSamplesReceived: of("totalSamplesReceived"), AudioLevel: of("audioLevel"), Jitter: of("jitter"),
		JitterBufferDelay: of("jitterBufferDelay"), JitterBufferEmittedCount: of("jitterBufferEmittedCount"),
		PacketsDiscarded: of("packetsDiscarded"),
	}); cmp.Diff(got, want) != "" {
		t.Errorf("inbound\ngot  %+v\nwant %+v", got, want)
	}
	of = func(name string) float64 { return column(1, name) }
	if got, want := report.Outbound[0], (Outbound{
		MID: 2, Kind: api.Video, RID: "q", TimestampMs: of("timestamp"),
		BytesSent: of("bytesSent"), PacketsSent: of("packetsSent"), FramesEncoded: of("framesEncoded"),
		FrameWidth: of("frameWidth"), FrameHeight: of("frameHeight"), FramesPerSecond: of("framesPerSecond"),
		TargetKbps: of("targetBitrate") / 1000, PacketsLost: of("packetsLost"), JitterSec: of("jitter"),
		RTTMs: of("roundTripTime") * 1000, TotalEncodeTime: of("totalEncodeTime"), AudioLevel: of("audioLevel"),
		SourceFrames: of("frames"), SourceWidth: of("width"), SourceHeight: of("height"),
	}); cmp.Diff(got, want) != "" {
		t.Errorf("outbound\ngot  %+v\nwant %+v", got, want)
	}
}

func TestDecodeAbsent(t *testing.T) {
	f := flat([4]float64{0, 1, 0, 0})
	for i := range f {
		if i > 0 && i < 7 || i >= len(HeaderFields)+4 {
			f[i] = math.NaN()
		}
	}
	report, err := Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{report.TimestampMs, report.Transport.RTTMs, report.Inbound[0].FrameWidth} {
		if !math.IsNaN(x) {
			t.Errorf("an absent number is %v", x)
		}
	}
}

func TestDecodeMalformed(t *testing.T) {
	with := func(i int, x float64) []float64 {
		f := flat([4]float64{1, 1, 2, 1})
		f[i] = x
		return f
	}
	row := len(HeaderFields)
	good := flat([4]float64{1, 1, 2, 1})
	for name, f := range map[string][]float64{
		"empty":             nil,
		"short header":      good[:row-1],
		"other version":     with(0, LayoutVersion+1),
		"version absent":    with(0, math.NaN()),
		"row missing":       good[:row],
		"number missing":    good[:len(good)-1],
		"number too many":   append(slices.Clone(good), 1),
		"row count absent":  with(row-1, math.NaN()),
		"row count half":    with(row-1, 0.5),
		"row count below 0": with(row-1, -1),
		"row count huge":    with(row-1, math.MaxFloat64),
		"no direction":      with(row, 2),
		"direction absent":  with(row, math.NaN()),
		"no kind":           with(row+1, -1),
		"half a mid":        with(row+2, 1.5),
		"mid below -1":      with(row+2, -2),
		"mid too large":     with(row+2, maxMID+1),
		"mid absent":        with(row+2, math.NaN()),
		"no rid":            with(row+3, float64(len(RIDs))),
		"infinite rid":      with(row+3, math.Inf(1)),
	} {
		if _, err := Decode(f); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Decode(good); err != nil {
		t.Errorf("the well-formed one: %v", err)
	}
}

// toBytes is what a Float64Array's buffer holds.
func toBytes(f []float64) []byte {
	var data []byte
	for _, x := range f {
		bits := math.Float64bits(x)
		for j := range 8 {
			data = append(data, byte(bits>>(8*j)))
		}
	}
	return data
}

func TestDecodeBytes(t *testing.T) {
	data := toBytes(flat([4]float64{0, 1, 3, 0}))
	report, err := DecodeBytes(data)
	if err != nil || report.Inbound[0].FrameWidth != column(0, "frameWidth") {
		t.Errorf("%+v %v", report, err)
	}
	if _, err := DecodeBytes(data[:len(data)-1]); err == nil {
		t.Error("half a number was taken")
	}
}

// BenchmarkDecodeBytes is a reading of a call of 17 users.
func BenchmarkDecodeBytes(b *testing.B) {
	var keys [][4]float64
	for mid := range 34 {
		keys = append(keys, [4]float64{0, float64(mid % 2), float64(mid), 0})
	}
	data := toBytes(flat(keys...))
	b.ReportAllocs()
	for b.Loop() {
		report, err := DecodeBytes(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := report.FindInbound(33); !ok {
			b.Fatal("not found")
		}
	}
}

func FuzzDecodeBytes(f *testing.F) {
	f.Add(toBytes(flat()))
	f.Add(toBytes(flat([4]float64{0, 1, 3, 0}, [4]float64{1, 0, -1, 3})))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := DecodeBytes(data)
		if err != nil {
			return
		}
		rows := len(report.Inbound) + len(report.Outbound)
		if want := 8 * (len(HeaderFields) + rows*len(Columns)); len(data) != want {
			t.Errorf("%d bytes gave %d rows", len(data), rows)
		}
	})
}
