// Command bench measures calls whose network becomes weak: pages that use
// Dualstream beside pages that use livekit-client as it is, in real browsers,
// on a real media server, through the same bottleneck and by the same piece of
// JavaScript (pages/meter.js).
//
//	go run ./e2e/bench -rows 'drop-170|drop-70' -repeats 1 -v
//
// Each run that is finished is a line of .cache/bench/fallback-runs.jsonl, and
// is not run again with the same build. The table is made of all that
// is there of them: fallback.json, and fallback.md with its plots from that.
package main
