//go:build js && wasm

package peertest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/peer"
	"dualstream/wasm/stats"
)

// NewFactory gives connections of this build. A panic in one of their handlers
// fails the test. Their statistics are read by a function for tests, which
// knows Chromium's reports only: the shim's own is not part of this program.
func NewFactory(t testing.TB) peer.Factory {
	t.Helper()
	constructor := must(t)(safejs.Global().Get("Function"))
	read := must(t)(constructor.New("pc", readStats()))
	return peer.NewFactory(peer.Host{
		ReadStats: read,
		Panicked:  func(value any) { t.Errorf("a handler panicked: %v", value) },
	})
}

// readStats is the body of a function in JavaScript that writes a report in
// the layout of wasm/stats.
func readStats() string {
	return `
const columns = ["` + strings.Join(stats.Columns, `","`) + `"];
const rids = ["` + strings.Join(stats.RIDs, `","`) + `"];
return pc.getStats().then((report) => {
	const rows = [];
	let pair = {};
	for (const s of report.values()) {
		if (s.type === "candidate-pair" && s.nominated) pair = s;
		if (s.type !== "inbound-rtp" && s.type !== "outbound-rtp") continue;
		const row = columns.map((name) => (typeof s[name] === "number" ? s[name] : NaN));
		row[0] = s.type === "outbound-rtp" ? 1 : 0;
		row[1] = s.kind === "video" ? 1 : 0;
		row[2] = /^\d+$/.test(s.mid) ? Number(s.mid) : -1;
		row[3] = Math.max(0, rids.indexOf(s.rid));
		rows.push(row);
	}
	const header = [` + strconv.Itoa(stats.LayoutVersion) + `, performance.now(), pair.currentRoundTripTime ?? NaN,
		pair.availableIncomingBitrate ?? NaN, pair.availableOutgoingBitrate ?? NaN,
		pair.bytesReceived ?? NaN, pair.bytesSent ?? NaN, rows.length];
	return new Float64Array([header, ...rows].flat());
});`
}
