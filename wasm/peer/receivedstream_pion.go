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
// what the packets themselves tell is known of it: of H.264 neither the size nor
// which frames are whole.
type receivedStream struct {
	track *webrtc.TrackRemote
	mid   string
	kind  api.MediaKind

	mu            sync.Mutex
	vp8           bool
	frames        int
	width, height int
	whole         frameTally
	sound         soundTally
}

// read takes the packets in until the stream ends.
func (r *receivedStream) read() {
	vp8 := strings.EqualFold(r.track.Codec().MimeType, webrtc.MimeTypeVP8)
	r.mu.Lock()
	r.vp8 = vp8
	r.mu.Unlock()
	for {
		packet, _, err := r.track.ReadRTP()
		if err != nil {
			return
		}
		r.see(packet)
	}
}

func (r *receivedStream) see(packet *rtp.Packet) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kind == api.Audio {
		r.sound.take(packet.SequenceNumber)
		return
	}
	r.seeVideo(packet)
}

// seeVideo counts frames by their last packet, and of VP8 learns the whole ones
// and, from the first packet of a key frame, the size.
func (r *receivedStream) seeVideo(packet *rtp.Packet) {
	if packet.Marker {
		r.frames++
	}
	if !r.vp8 || len(packet.Payload) == 0 {
		return
	}
	var descriptor codecs.VP8Packet
	frame, err := descriptor.Unmarshal(packet.Payload)
	if err != nil {
		return
	}
	first := descriptor.S == 1 && descriptor.PID == 0
	if width, height, key := vp8KeyFrame(frame); first && key {
		r.width, r.height = width, height
	}
	r.whole.take(packet.SequenceNumber, first, packet.Marker)
}

// seen is what the packets of a stream have told.
type seen struct {
	// frames are those whose last packet came, whole those of which all did, -1
	// where the codec's packets do not tell.
	frames, whole, width, height int
	// played and concealed are of audio, in samples.
	played, concealed int
}

func (r *receivedStream) seen() seen {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := seen{
		frames: r.frames, whole: -1, width: r.width, height: r.height,
		played: r.sound.received + r.sound.concealed, concealed: r.sound.concealed,
	}
	if r.vp8 {
		s.whole = r.whole.frames
	}
	return s
}
