//go:build !js

package peer

// vp8KeyFrame tells whether a VP8 frame is a key frame, and its size in pixels
// (RFC 6386 section 9.1). The beginning of the frame is enough.
func vp8KeyFrame(frame []byte) (width, height int, key bool) {
	if len(frame) < 10 || frame[0]&1 != 0 || frame[3] != 0x9d || frame[4] != 0x01 || frame[5] != 0x2a {
		return 0, 0, false
	}
	// The upper two bits of each are for scaling, which nobody does.
	width = (int(frame[6]) | int(frame[7])<<8) & 0x3fff
	height = (int(frame[8]) | int(frame[9])<<8) & 0x3fff
	return width, height, true
}
