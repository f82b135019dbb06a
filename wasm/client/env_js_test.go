//go:build js && wasm

package client

import (
	"dualstream/wasm/quirks"
	"dualstream/wasm/signal"
)

// wasmrun runs the tests in Chromium.
var (
	dial    = signal.NewDialer(nil, nil)
	profile = quirks.Detect(quirks.Environment{UserAgent: "HeadlessChrome/1.0", Layers: true})
)
