//go:build !js

package peer

import (
	"strings"
	"sync"

	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/webrtc/v3"

	"dualstream/wasm/api"
)

// receivedStream is one RTP stream that arrives. There is no decoder: only
// what the packets themselves tell is known of it.
type receivedStream struct {
	track *webrtc.TrackRemote
	mid   string
	kind  api.MediaKind

	mu            sync.Mutex
	frames        int
	width, height int
}

// read takes the packets in until the stream ends.
func (r *receivedStream) read() {
	vp8 := strings.EqualFold(r.track.Codec().MimeType, webrtc.MimeTypeVP8)
	for {
		packet, _, err := r.track.ReadRTP()
		if err != nil {
			return
		}
		if r.kind == api.Video {
			r.see(packet, vp8)
		}
	}
}

// see counts frames by their last packet, and learns the size from the first
// of a VP8 key frame. The size of an H.264 stream stays unknown.
func (r *receivedStream) see(packet *rtp.Packet, vp8 bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if packet.Marker {
		r.frames++
	}
	if !vp8 {
		return
	}
	var descriptor codecs.VP8Packet
	frame, err := descriptor.Unmarshal(packet.Payload)
	if err != nil || descriptor.S != 1 || descriptor.PID != 0 {
		return
	}
	if width, height, key := vp8KeyFrame(frame); key {
		r.width, r.height = width, height
	}
}

func (r *receivedStream) seen() (frames, width, height int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.frames, r.width, r.height
}
