//go:build !js

package peer

import (
	"strings"
	"sync"

	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v3"
	"github.com/pion/webrtc/v3/pkg/media"

	"dualstream/wasm/api"
)

// mtu bounds RTP packets, header and all, so that they fit a path of 1280
// bytes with IP, UDP and SRTP.
const mtu = 1200

// outlet is one encoding of a sender, as pion's TrackLocal. It stays bound
// while the sender's track is replaced, so that the stream goes on: pion itself
// replaces no track that has layers.
type outlet struct {
	id, rid string
	kind    api.MediaKind
	mid     func() string
	// feedback takes the RTCP for the encoding.
	feedback func(o *outlet, reader interceptor.RTCPReader)

	mu     sync.Mutex
	active bool
	// waiting: video begins with a key frame, when it starts and when it
	// starts again.
	waiting    bool
	packetizer rtp.Packetizer
	writer     webrtc.TrackLocalWriter
	clockRate  uint32
	ssrc       webrtc.SSRC
	// The ids of the header extensions; 0 where they were not negotiated.
	midID, ridID  uint8
	frames        int
	width, height int
}

var _ webrtc.TrackLocal = (*outlet)(nil)

func newOutlet(s *sender, e api.Encoding) *outlet {
	kind := s.track.kind
	return &outlet{
		id: s.track.id, rid: e.RID, kind: kind, active: e.Active, waiting: kind == api.Video,
		mid: s.mid, feedback: s.readFeedback,
	}
}

func (o *outlet) ID() string       { return o.id }
func (o *outlet) RID() string      { return o.rid }
func (o *outlet) StreamID() string { return "-" }

func (o *outlet) Kind() webrtc.RTPCodecType {
	if o.kind == api.Audio {
		return webrtc.RTPCodecTypeAudio
	}
	return webrtc.RTPCodecTypeVideo
}

// Bind is called by pion when the outlet has been negotiated.
func (o *outlet) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	codec, payloader := vp8Codec, rtp.Payloader(&codecs.VP8Payloader{EnablePictureID: true})
	if o.kind == api.Audio {
		codec, payloader = opusCodec, &codecs.OpusPayloader{}
	}
	for _, p := range c.CodecParameters() {
		if !strings.EqualFold(p.MimeType, codec.MimeType) {
			continue
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		o.packetizer = rtp.NewPacketizer(
			mtu, uint8(p.PayloadType), uint32(c.SSRC()), payloader, rtp.NewRandomSequencer(), p.ClockRate,
		)
		o.clockRate, o.writer, o.ssrc = p.ClockRate, c.WriteStream(), c.SSRC()
		for _, e := range c.HeaderExtensions() {
			switch e.URI {
			case sdp.SDESMidURI:
				o.midID = uint8(e.ID)
			case sdp.SDESRTPStreamIDURI:
				o.ridID = uint8(e.ID)
			}
		}
		o.feedback(o, c.RTCPReader())
		return p, nil
	}
	return webrtc.RTPCodecParameters{}, webrtc.ErrUnsupportedCodec
}

// Unbind is called by pion when the sender is stopped.
func (o *outlet) Unbind(webrtc.TrackLocalContext) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.packetizer, o.writer = nil, nil
	return nil
}

// write sends a frame. The frames that are not sent leave a gap in the
// timestamps, none in the sequence numbers: to the receiver nothing is lost.
func (o *outlet) write(sample media.Sample) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.writer == nil {
		return
	}
	samples := uint32(sample.Duration.Seconds() * float64(o.clockRate))
	width, height, key := 0, 0, false
	if o.kind == api.Video {
		width, height, key = vp8KeyFrame(sample.Data)
	}
	if !o.active || o.waiting && !key {
		o.packetizer.SkipSamples(samples)
		return
	}
	o.waiting = false
	if key {
		o.width, o.height = width, height
	}
	o.frames++
	for _, p := range o.packetizer.Packetize(sample.Data, samples) {
		o.name(&p.Header)
		// A packet that cannot be sent is a lost packet.
		_, _ = o.writer.WriteRTP(&p.Header, p.Payload)
	}
}

// name writes the ids of the media section and the layer into the packet.
func (o *outlet) name(header *rtp.Header) {
	if o.midID != 0 {
		_ = header.SetExtension(o.midID, []byte(o.mid()))
	}
	if o.ridID != 0 && o.rid != "" {
		_ = header.SetExtension(o.ridID, []byte(o.rid))
	}
}

// restart has video wait for a key frame.
func (o *outlet) restart() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.waiting = o.kind == api.Video
}

// setActive switches the encoding; started says that it was off until now.
func (o *outlet) setActive(active bool) (started bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	started = active && !o.active
	o.active = active
	o.waiting = o.waiting || started && o.kind == api.Video
	return started
}

// sent tells what has been sent: frames, and the size of the last key frame.
func (o *outlet) sent() (ssrc webrtc.SSRC, frames, width, height int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ssrc, o.frames, o.width, o.height
}
