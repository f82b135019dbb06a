//go:build !js

package playback

import (
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v3/pkg/media"

	"dualstream/wasm/api"
	"dualstream/wasm/peer"
)

// Layer is one layer of a video track.
type Layer struct {
	RID  string
	Clip *Clip
}

// Source is a local track and the clips that are its media. Play sends them.
type Source struct {
	track    *peer.SampleTrack
	interval time.Duration
	layers   []*layer
	// at is the position of the source in its clips. Of the layers only those
	// stand elsewhere that were asked for a key frame.
	at int
	// due is when the next frame is to be sent.
	due time.Time
}

// layer is a clip that is being played.
type layer struct {
	Layer
	// shift is from the source's position to the layer's, in frames.
	shift int
	// wanted is true from a request for a key frame until the next frame.
	wanted atomic.Bool
}

// NewVideoSource makes a video track of the given layers, the lowest first; its
// size is that of the last. All must have the same frame rate. It begins at
// the frame of the given number, so that several sources of one clip differ.
func NewVideoSource(id string, at int, layers ...Layer) *Source {
	top := layers[len(layers)-1].Clip
	s := &Source{interval: top.Interval, at: at}
	var rids []string
	for _, l := range layers {
		rids = append(rids, l.RID)
		s.layers = append(s.layers, &layer{Layer: l})
	}
	s.track = peer.NewSampleTrack(api.Video, id, top.Width, top.Height, rids...)
	s.track.OnKeyFrameRequest(s.wantKeyFrame)
	return s
}

// NewAudioSource makes an audio track. It begins at the frame of the given
// number.
func NewAudioSource(id string, at int, clip *Clip) *Source {
	return &Source{
		track:    peer.NewSampleTrack(api.Audio, id, 0, 0),
		interval: clip.Interval, at: at,
		layers: []*layer{{Layer: Layer{Clip: clip}}},
	}
}

// Track is the local track.
func (s *Source) Track() *peer.SampleTrack { return s.track }

// wantKeyFrame is called from any goroutine.
func (s *Source) wantKeyFrame(rid string) {
	for _, l := range s.layers {
		if l.RID == rid {
			l.wanted.Store(true)
		}
	}
}

// send sends the next frame of each layer.
func (s *Source) send() {
	for _, l := range s.layers {
		s.track.WriteSample(l.RID, media.Sample{Data: l.next(s.at), Duration: s.interval})
	}
	s.at++
}

// next is the layer's frame where its source is at a position. A key frame that
// was asked for comes at once, from nearby in the clip: the picture jumps a
// little, and the layers never drift further apart than that.
func (l *layer) next(at int) []byte {
	if l.wanted.Swap(false) {
		l.shift = l.Clip.nearestKey(at)
	}
	return l.Clip.frame(at + l.shift)
}
