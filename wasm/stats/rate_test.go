package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestRates(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name                        string
		before, now, beforeMs, upto float64
		want                        float64
	}{
		{"250 ms", 1000, 4125, 500, 750, 100},
		{"nothing came", 1000, 1000, 0, 1000, 0},
		{"counter anew", 1000, 10, 0, 1000, nan},
		{"absent before", nan, 10, 0, 1000, nan},
		{"absent now", 10, nan, 0, 1000, nan},
		{"no time passed", 10, 20, 500, 500, nan},
		{"clock ran back", 10, 20, 500, 400, nan},
		{"no clock", 10, 20, nan, 400, nan},
		{"infinite", 10, math.Inf(1), 0, 1, nan},
	} {
		got := ReceivedKbps(
			&Inbound{BytesReceived: c.before, TimestampMs: c.beforeMs}, &Inbound{BytesReceived: c.now, TimestampMs: c.upto},
		)
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestDecodedFPS(t *testing.T) {
	in := Inbound{TimestampMs: 2000, FramesDecoded: 30}
	if got := DecodedFPS(&Inbound{}, &in); got != 15 {
		t.Errorf("decoded %v", got)
	}
}

func TestRateIsNaNOrFiniteAndNotNegative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := func(label string) float64 {
			if rapid.Bool().Draw(t, label+" absent") {
				return math.NaN()
			}
			return rapid.Float64().Draw(t, label)
		}
		got := ReceivedKbps(
			&Inbound{BytesReceived: x("before"), TimestampMs: x("beforeMs")},
			&Inbound{BytesReceived: x("now"), TimestampMs: x("nowMs")},
		)
		if got < 0 || math.IsInf(got, 0) {
			t.Fatalf("rate %v", got)
		}
	})
}

func TestFind(t *testing.T) {
	r := Report{
		Inbound:  []Inbound{{MID: 0, BytesReceived: 1}, {MID: 2, BytesReceived: 2}},
		Outbound: []Outbound{{MID: 1, RID: "q", BytesSent: 3}, {MID: 1, RID: "h", BytesSent: 4}},
	}
	if in, ok := r.FindInbound(2); !ok || in.BytesReceived != 2 {
		t.Errorf("inbound %+v %v", in, ok)
	}
	if out, ok := r.FindOutbound(1, "h"); !ok || out.BytesSent != 4 {
		t.Errorf("outbound %+v %v", out, ok)
	}
	_, in := r.FindInbound(1)
	_, out := r.FindOutbound(1, "")
	if in || out {
		t.Error("found what is not there")
	}
}
