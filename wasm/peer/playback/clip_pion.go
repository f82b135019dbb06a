//go:build !js

package playback

import (
	"bytes"
	"errors"
	"io"
	"time"

	"github.com/pion/webrtc/v3/pkg/media/ivfreader"
	"github.com/pion/webrtc/v3/pkg/media/oggreader"
)

// opusFrame is how long an Opus frame lasts in the files that are read.
const opusFrame = 20 * time.Millisecond

// Clip is the frames of one layer, to be played in a circle. It does not
// change: any number of sources may share it.
type Clip struct {
	// Width and Height are in pixels, 0 0 for audio.
	Width, Height int
	// Interval is the time from one frame to the next.
	Interval time.Duration

	frames [][]byte
	// keys are the positions of the frames that need no earlier one.
	keys []int
}

// NewAudio makes a clip of Opus frames of the given length each.
func NewAudio(interval time.Duration, frames ...[]byte) *Clip {
	c := &Clip{Interval: interval}
	for _, frame := range frames {
		c.add(frame, true)
	}
	return c
}

// ReadIVF reads a file of VP8 frames. It must begin with a key frame.
func ReadIVF(file []byte) (*Clip, error) {
	reader, header, err := ivfreader.NewWith(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if header.FourCC != "VP80" || header.TimebaseNumerator == 0 || header.TimebaseDenominator == 0 {
		return nil, errors.New("not an IVF file of VP8 with a frame rate")
	}
	second := time.Second * time.Duration(header.TimebaseNumerator)
	rate := time.Duration(header.TimebaseDenominator)
	c := &Clip{
		Width: int(header.Width), Height: int(header.Height),
		// Rounded up: a nanosecond less, and the RTP clock would lose a tick
		// with each frame.
		Interval: (second + rate - 1) / rate,
	}
	for {
		frame, _, err := reader.ParseNextFrame()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(frame) == 0 {
			return nil, errors.New("the IVF file has an empty frame")
		}
		// The lowest bit of the frame tag (RFC 6386 section 9.1).
		c.add(frame, frame[0]&1 == 0)
	}
	if len(c.keys) == 0 || c.keys[0] != 0 {
		return nil, errors.New("the IVF file does not begin with a key frame")
	}
	return c, nil
}

// ReadOgg reads a file of Opus frames of 20 ms, each on a page of its own
// (RFC 7845; ffmpeg -page_duration 20000).
func ReadOgg(file []byte) (*Clip, error) {
	reader, _, err := oggreader.NewWith(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	// The page after the header has tags.
	if _, _, err := reader.ParseNextPage(); err != nil {
		return nil, err
	}
	c := &Clip{Interval: opusFrame}
	for {
		frame, _, err := reader.ParseNextPage()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		c.add(frame, true)
	}
	if len(c.frames) == 0 {
		return nil, errors.New("the Ogg file has no audio")
	}
	return c, nil
}

func (c *Clip) add(frame []byte, key bool) {
	if key {
		c.keys = append(c.keys, len(c.frames))
	}
	c.frames = append(c.frames, frame)
}

// frame returns the frame at a position of the circle.
func (c *Clip) frame(position int) []byte { return c.frames[c.wrap(position)] }

// wrap takes a position into the circle.
func (c *Clip) wrap(position int) int {
	n := len(c.frames)
	return (position%n + n) % n
}

// nearestKey returns how far the nearest key frame is from a position of the
// circle: ahead if positive, behind if negative.
func (c *Clip) nearestKey(position int) int {
	best := len(c.frames)
	for _, key := range c.keys {
		ahead := c.wrap(key - position)
		behind := ahead - len(c.frames)
		if ahead < max(best, -best) {
			best = ahead
		}
		if -behind < max(best, -best) {
			best = behind
		}
	}
	return best
}
