//go:build js && wasm

package peertest

import (
	"testing"

	"github.com/hack-pad/safejs"

	"dualstream/wasm/peer"
)

// NewVideo gives the browser's camera at 640x360: with
// --use-fake-device-for-media-stream a picture that moves.
func NewVideo(t testing.TB) peer.LocalTrack {
	t.Helper()
	return newTrack(t, 640, 360, map[string]any{"video": map[string]any{
		"width":  map[string]any{"exact": 640},
		"height": map[string]any{"exact": 360},
	}})
}

// NewAudio gives the browser's microphone: with
// --use-fake-device-for-media-stream beeps.
func NewAudio(t testing.TB) peer.LocalTrack {
	t.Helper()
	return newTrack(t, 0, 0, map[string]any{"audio": true})
}

func newTrack(t testing.TB, width, height int, constraints map[string]any) peer.LocalTrack {
	t.Helper()
	track := capture(t, constraints)
	t.Cleanup(func() { _, _ = track.Call("stop") })
	return peer.NewLocalTrack(track, width, height)
}

// capture opens a device and gives its only track.
func capture(t testing.TB, constraints map[string]any) safejs.Value {
	t.Helper()
	stream := make(chan safejs.Value, 1)
	failed := make(chan string, 1)
	opened := callback(t, func(value safejs.Value) { stream <- value })
	defer opened.Release()
	refused := callback(t, func(reason safejs.Value) {
		name := must(t)(reason.Get("name"))
		text, _ := name.String()
		failed <- text
	})
	defer refused.Release()

	navigator := must(t)(safejs.Global().Get("navigator"))
	devices := must(t)(navigator.Get("mediaDevices"))
	promise := must(t)(devices.Call("getUserMedia", constraints))
	must(t)(promise.Call("then", opened, refused))
	select {
	case s := <-stream:
		tracks := must(t)(s.Call("getTracks"))
		return must(t)(tracks.Index(0))
	case name := <-failed:
		t.Fatal("getUserMedia: " + name)
		panic("not reached")
	}
}

func callback(t testing.TB, f func(safejs.Value)) safejs.Func {
	t.Helper()
	c, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		f(args[0])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// must ends the test on an error of a call into JavaScript.
func must(t testing.TB) func(safejs.Value, error) safejs.Value {
	return func(v safejs.Value, err error) safejs.Value {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
