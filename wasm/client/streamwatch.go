package client

import (
	"time"

	"dualstream/wasm/api"
	"dualstream/wasm/fallback"
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
	// singleAfter is how long the high stream must go on where the low one is
	// asked for. It is well over the time that a switch takes on a full downlink.
	singleAfter = 5 * time.Second
	// blankHeight is above that of the blank pictures of 8x8 pixels with which
	// LiveKit ends a track.
	blankHeight = 16
)

// streamWatch tells which of a publisher's two streams arrives, from readings
// of one received video. It has no clock of its own.
type streamWatch struct {
	asked api.StreamType
	// reason is why asked was asked for. Its cause is empty once that stream has
	// been seen or told: what comes after was not asked for.
	reason fallback.Reason
	// single is whether the publisher seems to send one stream only: the low one
	// was asked for, and the high one went on for singleAfter, which began at
	// undelivered. A low stream that is seen disproves it.
	single      bool
	undelivered time.Time
	// trying: the other stream is on trial, and its being seen says nothing yet.
	trying bool

	told    api.StreamType
	anyTold bool

	candidate api.StreamType
	since     time.Time
	holding   bool

	previous *stats.Inbound
}

func newStreamWatch(asked api.StreamType) *streamWatch {
	w := &streamWatch{asked: asked}
	if asked != api.HighStream {
		w.reason.Cause = fallback.CauseRequest
	}
	return w
}

// ask notes what is asked of the server for good, and why.
func (w *streamWatch) ask(stream api.StreamType, reason *fallback.Reason) {
	w.trying = false
	if stream != w.asked {
		if !w.anyTold && w.previous != nil && w.previous.FramesDecoded > 0 {
			// Pictures came, of a size that said nothing: they pass for what was
			// asked, or the change that comes now would be the first observation.
			w.told, w.anyTold = w.asked, true
		}
		w.asked = stream
		w.reason = *reason
	}
}

// try notes that the other stream is on trial, until ask is called.
func (w *streamWatch) try() { w.trying = true }

// step takes a reading. It returns what is seen, and the change that the reading
// proves, if it does. The
// first observation is no change, unless it differs from what was asked for
// and the publisher is able to send that.
func (w *streamWatch) step(now time.Time, layers []simulcast.Layer, in *stats.Inbound) (seen, *StreamTypeReason) {
	s := w.classify(layers, in)
	return s, w.judge(now, s.stream, s.known, in)
}

// seen is what a reading shows.
type seen struct {
	// still: the browser tells of pictures, and none came.
	still bool
	// stream is which of two streams arrives, where that is known.
	stream api.StreamType
	known  bool
}

// judge says what change is proven by what is seen.
func (w *streamWatch) judge(now time.Time, stream api.StreamType, ok bool, in *stats.Inbound) *StreamTypeReason {
	w.deliver(now, stream, ok)
	if !ok || w.trying && stream != w.asked {
		w.holding = false
		return nil
	}
	if !w.anyTold && (stream == w.asked || stream == api.HighStream) {
		// Only a low stream that was not asked for is news at first sight: a
		// high one where the low was asked for may be all that there is.
		w.told, w.anyTold = stream, true
	}
	if w.anyTold && stream == w.told {
		w.holding = false
		if stream == w.asked {
			w.reason.Cause = ""
		}
		return nil
	}
	if !w.holding || stream != w.candidate {
		w.candidate, w.since, w.holding = stream, now, true
	}
	settle := settleOther
	if stream == w.asked {
		settle = settleAsked
	}
	if now.Sub(w.since) < settle {
		return nil
	}
	w.holding = false
	from := w.told
	if !w.anyTold {
		from = w.asked
	}
	w.told, w.anyTold = stream, true
	told := &StreamTypeReason{Width: int(in.FrameWidth), Height: int(in.FrameHeight)}
	told.Cause, told.SinceMs = CauseDelivery, milliseconds(w.since)
	if stream == w.asked {
		if w.reason.Cause != "" {
			told.Reason = w.reason
		}
		w.reason.Cause = ""
	}
	told.From, told.To = api.Level(from), api.Level(stream)
	return told
}

// deliver notes whether the low stream comes where it is asked for.
func (w *streamWatch) deliver(now time.Time, stream api.StreamType, seen bool) {
	switch {
	case seen && stream == api.LowStream:
		w.single = false
		w.undelivered = time.Time{}
	case !seen || w.asked != api.LowStream || w.trying:
		w.undelivered = time.Time{}
	case w.undelivered.IsZero():
		w.undelivered = now
	case now.Sub(w.undelivered) >= singleAfter:
		w.single = true
	}
}

// classify tells what a reading shows.
func (w *streamWatch) classify(layers []simulcast.Layer, in *stats.Inbound) (s seen) {
	previous := w.previous
	w.previous = in
	if previous == nil {
		return s
	}
	fps := stats.DecodedFPS(previous, in)
	s.still = fps == 0
	// The decoded size of a stream that stands still is that of its past.
	if !s.still && len(layers) > 1 && in.FrameHeight > blankHeight {
		s.stream, s.known = simulcast.Classify(layers, in.FrameWidth, in.FrameHeight, stats.ReceivedKbps(previous, in), fps)
	}
	return s
}

// layersOf lists the streams that a remote user sends of a video track: what
// the server was told at publish, with both as the publisher announces them now.
// It is empty or of one where no low stream is sent.
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
	if high, ok := parseHigh(u.attributes); ok && len(layers) == 2 {
		layers[1-lowest] = high
	}
	return layers
}
