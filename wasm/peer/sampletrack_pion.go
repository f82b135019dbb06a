//go:build !js

package peer

import (
	"slices"
	"sync"

	"github.com/pion/webrtc/v3/pkg/media"

	"dualstream/wasm/api"
)

// SampleTrack is a local track of a native build: media that is encoded
// already, written frame by frame. Video is VP8, audio is Opus.
type SampleTrack struct {
	id            string
	kind          api.MediaKind
	width, height int
	layers        []string

	mu       sync.Mutex
	outlets  []*outlet
	keyFrame func(rid string)
}

// NewSampleTrack makes a track with the given layers, the lowest first, by
// their rids; none is a single stream, whose rid is "". A sender that sends a
// single stream takes the last. The size is the source's in pixels.
func NewSampleTrack(kind api.MediaKind, id string, width, height int, layers ...string) *SampleTrack {
	if len(layers) == 0 {
		layers = []string{""}
	}
	return &SampleTrack{id: id, kind: kind, width: width, height: height, layers: layers}
}

// ID is of LocalTrack.
func (t *SampleTrack) ID() string { return t.id }

// Kind is of LocalTrack.
func (t *SampleTrack) Kind() api.MediaKind { return t.kind }

// Size is of LocalTrack.
func (t *SampleTrack) Size() (width, height int) { return t.width, t.height }

// WriteSample sends one encoded frame of a layer over all connections that
// send it. Layers that are not active take none.
func (t *SampleTrack) WriteSample(rid string, sample media.Sample) {
	for _, o := range t.takers() {
		if t.layerOf(o) == rid {
			o.write(sample)
		}
	}
}

// OnKeyFrameRequest sets what is called when a receiver, or a layer that
// starts, needs a key frame of a layer. It is called from any goroutine.
func (t *SampleTrack) OnKeyFrameRequest(f func(rid string)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keyFrame = f
}

func (t *SampleTrack) takers() []*outlet {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.outlets)
}

// layerOf is the layer that an outlet sends.
func (t *SampleTrack) layerOf(o *outlet) string {
	if o.rid == "" {
		return t.layers[len(t.layers)-1]
	}
	return o.rid
}

func (t *SampleTrack) attach(o *outlet) {
	t.mu.Lock()
	t.outlets = append(t.outlets, o)
	t.mu.Unlock()
	o.restart()
	t.requestKeyFrame(o)
}

func (t *SampleTrack) detach(o *outlet) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outlets = slices.DeleteFunc(t.outlets, func(other *outlet) bool { return other == o })
}

func (t *SampleTrack) requestKeyFrame(o *outlet) {
	t.mu.Lock()
	f := t.keyFrame
	t.mu.Unlock()
	if f != nil {
		f(t.layerOf(o))
	}
}
