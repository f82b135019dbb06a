package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/signal/wire"
	"dualstream/wasm/simulcast"
	"dualstream/wasm/stats"
)

const (
	// settleAsked is how long a stream must be seen arriving before it is told
	// when it is the one that was asked for: one reading more than the first.
	settleAsked = 200 * time.Millisecond
	// settleOther is the same for a stream that was not asked for. A server
	// that has just switched to a new layer may flicker to the other one once,
	// within the next second or two; that is no change of what is delivered.
	settleOther = 1500 * time.Millisecond
	// blankHeight is above that of the blank pictures of 8x8 pixels with which
	// LiveKit ends a track.
	blankHeight = 16
)

// streamWatch tells which of a publisher's two streams arrives, from readings
// of one received video. It has no clock of its own.
type streamWatch struct {
	asked api.StreamType
	// requested is true from a request until the stream that it asked for has
	// been seen or told.
	requested bool

	told    api.StreamType
	anyTold bool

	candidate api.StreamType
	since     time.Time
	holding   bool

	previous *stats.Inbound
}

func newStreamWatch(asked api.StreamType) *streamWatch {
	return &streamWatch{asked: asked, requested: asked != api.HighStream}
}

// ask notes what the application asked for.
func (w *streamWatch) ask(stream api.StreamType) {
	w.requested = w.requested || stream != w.asked
	w.asked = stream
}

// step takes a reading, and returns the change that it proves, if any. The
// first observation is no change, unless it differs from what was asked for
// and the publisher is able to send that.
func (w *streamWatch) step(now time.Time, layers []simulcast.Layer, in *stats.Inbound) (StreamTypeReason, bool) {
	stream, ok := w.classify(layers, in)
	if !ok {
		w.holding = false
		return StreamTypeReason{}, false
	}
	if !w.anyTold && (stream == w.asked || stream == api.HighStream) {
		// Only a low stream that was not asked for is news at first sight: a
		// high one where the low was asked for may be all that there is.
		w.told, w.anyTold = stream, true
	}
	if w.anyTold && stream == w.told {
		w.holding = false
		if stream == w.asked {
			w.requested = false
		}
		return StreamTypeReason{}, false
	}
	if !w.holding || stream != w.candidate {
		w.candidate, w.since, w.holding = stream, now, true
	}
	settle := settleOther
	if stream == w.asked {
		settle = settleAsked
	}
	if now.Sub(w.since) < settle {
		return StreamTypeReason{}, false
	}
	w.holding = false
	from := w.told
	if !w.anyTold {
		from = w.asked
	}
	w.told, w.anyTold = stream, true
	cause := CauseDelivery
	if stream == w.asked {
		if w.requested {
			cause = CauseRequest
		}
		w.requested = false
	}
	return StreamTypeReason{
		Cause: cause, From: from, To: stream,
		Width: int(in.FrameWidth), Height: int(in.FrameHeight),
	}, true
}

// classify tells what a reading shows, if frames are arriving at all.
func (w *streamWatch) classify(layers []simulcast.Layer, in *stats.Inbound) (api.StreamType, bool) {
	if len(layers) < 2 {
		return 0, false
	}
	previous := w.previous
	w.previous = in
	if previous == nil || !(in.FrameHeight > blankHeight) {
		return 0, false
	}
	// The decoded size of a stream that stands still is that of its past.
	if fps := stats.DecodedFPS(previous, in); fps == 0 {
		return 0, false
	}
	return simulcast.Classify(layers, in.FrameWidth, in.FrameHeight,
		stats.ReceivedKbps(previous, in), stats.DecodedFPS(previous, in))
}

// layersOf lists the streams that a remote user sends of a video track: what
// the server was told at publish, with the low one as the publisher announces
// it now. It is empty or of one where no low stream is sent.
func layersOf(u *remote, t *wire.TrackInfo) []simulcast.Layer {
	announced := t.Layers
	for _, codec := range t.Codecs {
		if len(codec.Layers) > len(announced) {
			announced = codec.Layers
		}
	}
	var layers []simulcast.Layer
	for _, l := range announced {
		layers = append(layers, simulcast.Layer{Width: int(l.Width), Height: int(l.Height), Bitrate: int(l.Bitrate)})
	}
	low := parseLow(u.attributes)
	if !low.told || len(layers) < 2 {
		return layers
	}
	lowest := 0
	for i, l := range layers {
		if l.Height < layers[lowest].Height {
			lowest = i
		}
	}
	if low.sent {
		layers[lowest].Width, layers[lowest].Height = low.width, low.height
	}
	return layers
}
