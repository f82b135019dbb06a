// Package signal is LiveKit signalling, version 0 (/rtc): a session of ordered
// messages over a WebSocket, with pings. dial_js.go dials with the browser's
// WebSocket, dial_native.go with a library's.
package signal
