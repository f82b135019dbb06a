// Package browser starts a headless Chromium or Firefox with a camera and a
// microphone that are not real, and drives its pages. The programs and tests of
// e2e share it.
package browser

import (
	"context"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// Devices says what the pages of a browser find when they ask for media.
type Devices int

// The devices of a browser.
const (
	// FakeDevices are a camera and a microphone, and every page may use them.
	FakeDevices Devices = iota
	// NoCamera is a microphone only.
	NoCamera
	// Denied are devices that no page may use.
	Denied
)

// Options say how a browser is started.
type Options struct {
	Devices Devices
	// Camera is a file of concatenated JPEG pictures that the camera shows, at
	// 30 pictures a second, over and over (see Picture); the browser's own test
	// picture if it is empty.
	Camera string
	// Shared is the title of the window that a page gets, with its sound, when it
	// asks for a screen; a test picture and the microphone's sound if it is empty.
	Shared string
	// Throttled has the browser treat pages that are hidden as a user's does.
	Throttled bool
	// Flags are further command line flags, without the two dashes.
	Flags map[string]string
}

// Browser is a running browser.
type Browser struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// flags are those of every browser. Loopback candidates let a machine without
// a network connect to itself; the rest keeps the browser quiet.
var flags = map[string]any{
	"allow-loopback-in-peer-connection": true,
	"autoplay-policy":                   "no-user-gesture-required",
	"disable-component-update":          true,
	"disable-gpu":                       true,
	"disable-quic":                      true,
}

// unthrottled are the flags by which chromedp has hidden pages run as fast as
// others.
var unthrottled = []string{
	"disable-background-timer-throttling",
	"disable-backgrounding-occluded-windows",
	"disable-renderer-backgrounding",
}

// Start starts a browser, which ends with ctx or Close.
func Start(ctx context.Context, options Options) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
	for name, value := range flags {
		opts = append(opts, chromedp.Flag(name, value))
	}
	for name, value := range deviceFlags(options) {
		opts = append(opts, chromedp.Flag(name, value))
	}
	if options.Throttled {
		for _, name := range unthrottled {
			opts = append(opts, chromedp.Flag(name, false))
		}
	}
	for name, value := range options.Flags {
		opts = append(opts, chromedp.Flag(name, value))
	}
	ctx, cancelAllocator := chromedp.NewExecAllocator(ctx, opts...)
	ctx, cancelContext := chromedp.NewContext(ctx)
	b := &Browser{ctx: ctx, cancel: func() { cancelContext(); cancelAllocator() }}
	// The first action starts the process.
	if err := chromedp.Do(ctx); err != nil {
		b.cancel()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return b, nil
}

// deviceFlags are the flags that make the devices.
func deviceFlags(options Options) map[string]any {
	f := map[string]any{
		"use-fake-ui-for-media-stream":     true,
		"use-fake-device-for-media-stream": "fps=30",
	}
	switch options.Devices {
	case NoCamera:
		f["use-fake-device-for-media-stream"] = "device-count=0"
	case Denied:
		f["use-fake-ui-for-media-stream"] = "deny"
	}
	if options.Camera != "" {
		f["use-file-for-fake-video-capture"] = options.Camera
	}
	if options.Shared != "" {
		// The fake answer to the question for devices is one for screens as well.
		delete(f, "use-fake-ui-for-media-stream")
		f["auto-accept-camera-and-microphone-capture"] = true
		f["auto-select-tab-capture-source-by-title"] = options.Shared
		// A window is shared with its sound as the browser plays it: muted.
		f["mute-audio"] = false
	}
	return f
}

// Close ends the browser and waits until its process has gone, 5 s at most.
func (b *Browser) Close() {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	// An error says that it had to be killed, which cancel does.
	_ = chromedp.Cancel(ctx)
	b.cancel()
}
