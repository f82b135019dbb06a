package stats

import (
	"math"
	"strings"
	"testing"

	"dualstream/wasm/api"
)

// sentRow is a stream of video that has sent so many frames and bytes.
func sentRow(rid string, frames, bytes float64) Outbound {
	return Outbound{MID: 1, Kind: api.Video, RID: rid, FramesEncoded: frames, BytesSent: bytes}
}

func TestSentVideo(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		before, now []Outbound
		want        string
	}{
		"both":                       {[]Outbound{sentRow("q", 1, 1), sentRow("h", 1, 1)}, []Outbound{sentRow("q", 2, 2), sentRow("h", 2, 2)}, "q h"},
		"the low one":                {[]Outbound{sentRow("q", 1, 1), sentRow("h", 1, 1)}, []Outbound{sentRow("q", 2, 2), sentRow("h", 1, 1)}, "q"},
		"the high one":               {[]Outbound{sentRow("q", 0, 0), sentRow("h", 1, 1)}, []Outbound{sentRow("q", 0, 0), sentRow("h", 2, 2)}, "h"},
		"packets that fill the line": {[]Outbound{sentRow("q", 1, 1), sentRow("h", 0, 1)}, []Outbound{sentRow("q", 2, 2), sentRow("h", 0, 9)}, "q"},
		"in bytes alone":             {[]Outbound{sentRow("q", nan, 1), sentRow("h", nan, 1)}, []Outbound{sentRow("q", nan, 2), sentRow("h", nan, 1)}, "q"},
		"none":                       {[]Outbound{sentRow("q", 1, 1)}, []Outbound{sentRow("q", 1, 1)}, ""},
		"one that is new":            {nil, []Outbound{sentRow("q", 2, 2)}, ""},
		"one that is gone":           {[]Outbound{sentRow("q", 1, 1), sentRow("h", 1, 1)}, []Outbound{sentRow("h", 2, 2)}, "h"},
		"more than two":              {[]Outbound{sentRow("q", 1, 1), sentRow("h", 1, 1), sentRow("f", 1, 1)}, []Outbound{sentRow("q", 2, 2), sentRow("h", 2, 2), sentRow("f", 2, 2)}, "q h"},
		"audio":                      {[]Outbound{{MID: 0, Kind: api.Audio, BytesSent: 1}}, []Outbound{{MID: 0, Kind: api.Audio, BytesSent: 2}}, ""},
	} {
		var m Meter
		for i, rows := range [][]Outbound{c.before, c.now} {
			report := &Report{TimestampMs: 1000 * float64(i+1)}
			for _, out := range rows {
				out.TimestampMs = report.TimestampMs
				report.Outbound = append(report.Outbound, out)
			}
			m.Tell(calling(), nil, report)
			if one, other := m.SentVideo(); i == 0 && (one != nil || other != nil) {
				t.Errorf("%s: %v and %v flow by one reading", name, one, other)
			}
		}
		var rids []string
		one, other := m.SentVideo()
		for _, out := range []*Outbound{one, other} {
			if out != nil {
				rids = append(rids, out.RID)
			}
		}
		if got := strings.Join(rids, " "); got != c.want {
			t.Errorf("%s: %q flow, want %q", name, got, c.want)
		}
	}
}
