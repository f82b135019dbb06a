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
	Bitrate uint32
}

func (m *VideoLayer) put(w *writer) {
	putInt(w, 1, int64(m.Quality))
	putInt(w, 2, int64(m.Width))
	putInt(w, 3, int64(m.Height))
	putInt(w, 4, int64(m.Bitrate))
}

func (m *VideoLayer) set(f *field) {
	switch f.num {
	case 1:
		f.int32((*int32)(&m.Quality))
	case 2:
		f.uint32(&m.Width)
	case 3:
		f.uint32(&m.Height)
	case 4:
		f.uint32(&m.Bitrate)
	}
}

// layer reads one element of a list of layers.
func (f *field) layer(list *[]*VideoLayer) {
	if f.hasMessage() {
		l := &VideoLayer{}
		*list = append(*list, l)
		f.message(l)
	}
}
