package api

// DualStreamMode says when a low stream is sent beside the high one
// (SIMULCAST_STREAM_MODE of the documented API).
type DualStreamMode int

// The documented modes.
const (
	// DualStreamAuto sends the low stream while a viewer wants it.
	DualStreamAuto DualStreamMode = -1
	// DualStreamOff sends none.
	DualStreamOff DualStreamMode = 0
	// DualStreamOn sends it always.
	DualStreamOn DualStreamMode = 1
)
