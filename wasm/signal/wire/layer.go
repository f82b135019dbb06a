package wire

// VideoQuality names a layer of simulcast video.
type VideoQuality int32

// The qualities. With two layers the lower is QualityLow.
const (
	QualityLow    VideoQuality = 0
	QualityMedium VideoQuality = 1
	QualityHigh   VideoQuality = 2
	QualityOff    VideoQuality = 3
)

// VideoLayer is one simulcast layer of a video track.
type VideoLayer struct {
	Quality VideoQuality
	// Width and Height are in pixels.
	Width  uint32
	Height uint32
	// Bitrate is the target in bits per second.
	Bitrate      uint32
	SSRC         uint32
	SpatialLayer int32
	// RID is the layer's id in the SDP (RFC 8851).
	RID string
}

func (*VideoLayer) name() string { return "VideoLayer" }

func (m *VideoLayer) put(w *writer) {
	putInt32(w, 1, m.Quality)
	putUint32(w, 2, m.Width)
	putUint32(w, 3, m.Height)
	putUint32(w, 4, m.Bitrate)
	putUint32(w, 5, m.SSRC)
	putInt32(w, 6, m.SpatialLayer)
	putString(w, 7, m.RID)
}

func (m *VideoLayer) set(f *field) {
	switch f.num {
	case 1:
		readInt32(f, &m.Quality)
	case 2:
		f.uint32(&m.Width)
	case 3:
		f.uint32(&m.Height)
	case 4:
		f.uint32(&m.Bitrate)
	case 5:
		f.uint32(&m.SSRC)
	case 6:
		readInt32(f, &m.SpatialLayer)
	case 7:
		f.string(&m.RID)
	}
}
